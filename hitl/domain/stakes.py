"""What a decision demands of whoever makes it: a confirmation, a typed phrase, a second person.

It goes by the decision as it is about to be made, not by the draft: who edits a small amount into a large
one types the phrase.
"""

from hitl.domain.draft import Action
from hitl.domain.gate.ruleset import Ruleset
from hitl.domain.gate.verdict import Code, Confirmation, Verdict
from hitl.domain.money import Money
from hitl.domain.roles import Level, User

CONFIRMED = "yes"
"""What a submission carries where a confirmation was asked for and given."""


def confirmation_for(amount: Money | None, verdict: Verdict, ruleset: Ruleset) -> Confirmation:
    """Nothing more, a confirmation, or the phrase; anything with an exception word is confirmed."""
    if amount is not None:
        high = ruleset.high_value(amount.currency)
        if high is not None and amount > high:
            return "phrase"
        confirm_from = ruleset.review.confirm_from.get(amount.currency)
        if confirm_from is None or amount.minor >= confirm_from:
            return "confirm"
    return "confirm" if Code.EXCEPTION_KEYWORD in verdict.codes else "inform"


def phrase_for(action: Action, amount: Money | None) -> str:
    """What is typed where the stakes are highest: "refund 612.00"."""
    return f"refund {amount.decimal()}" if amount is not None else action.replace("_", " ")


def is_confirmed(confirmed: str, needed: Confirmation, phrase: str) -> bool:
    """Whether what was given is enough; capitals, outer blanks and a comma in a number don't matter."""
    if needed == "inform":
        return True
    if needed == "confirm":
        return bool(confirmed.strip())
    return " ".join(confirmed.casefold().replace(",", "").split()) == phrase.casefold()


def limit_of(user: User, amount: Money, ruleset: Ruleset) -> Money | None:
    """What that person may approve alone in the amount's currency: their own limit, else their role's."""
    if user.limit is not None and user.limit_currency == amount.currency:
        return Money(minor=user.limit, currency=amount.currency)
    return ruleset.role_limit(user.role, amount.currency)


def may_alone(user: User, level: Level, amount: Money | None, ruleset: Ruleset) -> bool:
    """Whether the person reaches the level, and the amount is within what they may approve."""
    limit = limit_of(user, amount, ruleset) if amount is not None else None
    return user.reaches(level) and (amount is None or limit is None or amount <= limit)


def needs_second(amount: Money | None, ruleset: Ruleset) -> bool:
    """Whether two people must agree: above the second limit of the amount's currency."""
    if amount is None:
        return False
    limit = ruleset.review.second_above.get(amount.currency)
    return limit is not None and amount.minor > limit
