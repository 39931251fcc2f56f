"""Every rule of the gate, by what it needs to be asked. A new rule is one function and one line here."""

from collections.abc import Callable

from hitl.domain.draft import Draft
from hitl.domain.gate.matter import Matter
from hitl.domain.gate.rules import (
    amounts,
    drafts,
    earlier,
    modes,
    policy,
    reasons,
    reservations,
    standing,
    words,
)
from hitl.domain.gate.verdict import GateReason
from hitl.domain.money import Money

CaseRule = Callable[[Matter], GateReason | None]
DraftRule = Callable[[Matter, Draft], GateReason | None]
RefundRule = Callable[[Matter, Money], GateReason | None]

OF_EVERY_CASE: tuple[CaseRule, ...] = (
    words.exception_keyword,
    words.injection_suspected,
    words.human_requested,
    words.language,
    standing.order_not_owned,
    standing.order_not_found,
    standing.open_dispute,
    standing.repeat_refunds,
    standing.customer_tier,
    standing.jurisdiction,
    drafts.draft_failed,
    drafts.very_low_confidence,
    drafts.low_confidence,
    drafts.personal_data_in_reply,
    drafts.reply_inconsistent,
    modes.mode_shadow,
    modes.mode_copilot,
    modes.not_in_canary,
)
"""Asked always, also where there is no draft."""

OF_A_DRAFT: tuple[DraftRule, ...] = (
    words.customer_sentiment,
    drafts.model_asked_for_review,
    drafts.not_a_refund_request,
    drafts.answers_go_to_a_person,
    drafts.denial,
    drafts.hedged_language,
    policy.policy_match_not_strong,
    policy.policy_not_checkable,
    policy.policy_terms_not_met,
    reasons.another_reason,
    standing.identity_unverified,
    standing.duplicate_request,
    standing.order_contradicts_itself,
    earlier.answered_before,
)
"""Asked where there is a draft."""

OF_A_REFUND: tuple[RefundRule, ...] = (
    amounts.amount_limit,
    amounts.velocity,
    amounts.high_value,
    amounts.amount_exceeds_refundable,
    amounts.paid_less_than_the_goods,
    amounts.more_named_than_paid,
    amounts.currency_mismatch,
    amounts.payment_method,
    reservations.settled_already,
    reservations.somebody_elses,
    reservations.words_against,
)
"""Asked where a draft pays money."""
