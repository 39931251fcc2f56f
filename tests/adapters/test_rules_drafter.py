"""The rules drafter, case by case, on the labelled cases, and on anything at all."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.reading_weights import load_lexicon
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.domain.draft import Action, Draft, Missing, StepKind
from hitl.domain.gate.ruleset import Ruleset, parse_ruleset
from hitl.domain.gate.verdict import Route
from hitl.domain.policy import Clause, Reason
from hitl.domain.reading.lexicon import Lexicon
from hitl.labelled import (
    Tally,
    Worked,
    count,
    draft_all,
    draft_and_judge,
    facts_of,
    load_cases,
    load_policy,
    parse_case,
)

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "data" / "cases"


@cache
def _ruleset() -> Ruleset:
    return parse_ruleset((ROOT / "data" / "rules.toml").read_text(encoding="utf-8"))


@cache
def _lexicon() -> Lexicon:
    return load_lexicon(ROOT, _ruleset())


@cache
def _policy() -> tuple[Clause, ...]:
    return load_policy(ROOT / "data" / "policies")


MUG = {"sku": "MUG", "title": "Stoneware mug", "category": "kitchen", "unit_price": "12.00", "quantity": 1}
MUGS = {"sku": "MUG", "title": "Stoneware mug", "category": "kitchen", "unit_price": "5.00", "quantity": 4}
LAMP = {"sku": "LAMP", "title": "Desk lamp", "category": "home", "unit_price": "9.00", "quantity": 1}
PLATES = {"sku": "PLATE", "title": "Dinner plate", "category": "kitchen", "unit_price": "4.00", "quantity": 2}


def _order(*lines: dict[str, object], order_id: str = "48291", **more: object) -> dict[str, object]:
    return {
        "order_id": order_id,
        "currency": "USD",
        "placed_at": "2026-11-01T09:00:00Z",
        "shipped_at": "2026-11-02T09:00:00Z",
        "delivered_at": "2026-11-05T09:00:00Z",
        "status": "delivered",
        "lines": [dict(line) for line in lines or (MUG,)],
    } | more


def _work(message: str, *orders: dict[str, object], **more: object) -> Worked:
    case = {
        "id": "case",
        "now": "2026-11-10T12:00:00Z",
        "customer": {"customer_id": "C1", "email": "ada@example.com", "name": "Ada Lovelace"},
        "message": message,
    }
    case |= {"order": orders[0]} if len(orders) == 1 else {"orders": list(orders)}
    facts = facts_of(parse_case(json.dumps(case | more)), _policy())
    drafter = RulesDrafter(_lexicon())
    return draft_and_judge(facts, drafter, lexicon=_lexicon(), search=ClauseSearch(), ruleset=_ruleset())


def _draft(message: str, *orders: dict[str, object], **more: object) -> Draft:
    worked = _work(message, *orders, **more)
    assert worked.draft is not None, worked.failure
    return worked.draft


def _claimed(draft: Draft) -> dict[str, int]:
    return {claim.line_id.split("-")[1]: claim.quantity for claim in draft.claims}


THREE = _order(MUGS, LAMP, PLATES)
GOODS = [
    (
        "Mugs: four ordered, three in the box. Please refund the missing one.",
        {"MUG": 1},
        "after a colon, too few",
    ),
    ("just the two mugs are chipped, the plates are fine", {"MUG": 2}, "a count, and what is fine"),
    ("one of the four mugs is broken", {"MUG": 1}, "one of many"),
    ("the lamp is broken", {"LAMP": 1}, "by name"),
    ("everything except the lamp arrived smashed", {"MUG": 4, "PLATE": 2}, "all but one"),
    ("everything arrived smashed", {"MUG": 4, "LAMP": 1, "PLATE": 2}, "all"),
    ("both plates and the lamp are cracked", {"PLATE": 2, "LAMP": 1}, "both of one, and another"),
    ("I ordered four mugs. Two arrived broken.", {"MUG": 2}, "a pronoun's count"),
    ("half of the mugs were broken", {"MUG": 2}, "a half"),
    (
        "so here is some news: both the lamp and the plates came cracked",
        {"LAMP": 1, "PLATE": 2},
        "a pair of names",
    ),
    ("the lamp - no, sorry, the plates - came cracked", {"PLATE": 2}, "goods that are taken back"),
    ("two of the mugs are chipped and one of these leaks", {"MUG": 2}, "a part of a part"),
    ("the second item is bent", {"LAMP": 1}, "by its place in the order"),
    ("All is fine except the lamp, whose switch is stuck", {"LAMP": 1}, "what is excepted is not fine"),
    ("out of four mugs three are chipped", {"MUG": 3}, "the whole before the part"),
    (
        "One mug of the four has a cracked handle; we share the remaining three",
        {"MUG": 1},
        "what is left over",
    ),
    ("my order never arrived", {"MUG": 4, "LAMP": 1, "PLATE": 2}, "a reason that is about the whole order"),
]


@pytest.mark.parametrize(("message", "claimed", "why"), GOODS, ids=[row[2] for row in GOODS])
def test_the_goods_that_are_meant_are_claimed(message: str, claimed: dict[str, int], why: str) -> None:
    assert _claimed(_draft(f"{message}. I want a refund.", THREE)) == claimed, why


HANGERS = {"sku": "H", "title": "Hangers, 10", "category": "home", "unit_price": "7.00", "quantity": 1}
YARN = {"sku": "Y", "title": "Cotton yarn, teal", "category": "craft", "unit_price": "4.00", "quantity": 3}
HELD = [
    ("seven of the ten hangers snapped. Refund please", True, "most of what it holds"),
    ("two of the ten hangers snapped. Refund please", False, "a few of what it holds"),
    ("two of the ten hangers snapped. Refund for the pack please", True, "a few, and the whole is asked for"),
    ("only nine hangers in the pack. Refund please", False, "one is wanting"),
    ("only six hangers in the pack. Refund please", True, "many are wanting"),
    ("half of the hangers snapped. Refund please", True, "half of one"),
]


@pytest.mark.parametrize(("message", "plain", "why"), HELD, ids=[row[2] for row in HELD])
def test_what_one_piece_holds_is_no_number_of_pieces(message: str, plain: bool, why: str) -> None:
    worked = _work(message, _order(HANGERS))
    assert worked.draft is not None
    assert _claimed(worked.draft) == {"H": 1}
    assert (worked.draft.understanding > 0.9) is plain, why


def test_stuff_is_no_single_piece_where_all_of_it_is_spoken_of() -> None:
    order = _order(YARN, LAMP)
    assert _claimed(_draft("The yarn was meant to be teal, all three are red. Refund the yarn", order)) == {
        "Y": 3
    }
    assert _claimed(_draft("please cancel my yarn order, money back", _order(YARN, status="placed"))) == {
        "Y": 3
    }
    assert _claimed(_draft("the yarn arrived torn, refund please", _order(YARN))) == {"Y": 1}


def test_two_reasons_for_two_lines_are_two_claims() -> None:
    draft = _draft("The lamp doesn't turn on and the plates came in pieces. Refund please.", THREE)
    assert {(claim.line_id.split("-")[1], claim.reason) for claim in draft.claims} == {
        ("LAMP", Reason.DEFECTIVE),
        ("PLATE", Reason.DAMAGED),
    }


MISSING = [
    ("I want a refund", (_order(),), {Missing.REASON}, "no reason"),
    ("it arrived broken, refund please", (THREE,), {Missing.ITEM}, "several lines and none named"),
    ("I want a refund", (THREE,), {Missing.REASON, Missing.ITEM}, "neither"),
    (
        "it arrived broken, refund please",
        (_order(order_id="48001"), _order(LAMP, order_id="48002")),
        {Missing.ORDER},
        "several orders",
    ),
    ("order 99999 arrived broken, refund", (_order(),), {Missing.ORDER}, "an order that nobody has"),
    ("a mug arrived broken, refund please", (), {Missing.ORDER}, "no order at all"),
]


@pytest.mark.parametrize(("message", "orders", "missing", "why"), MISSING, ids=[row[3] for row in MISSING])
def test_exactly_what_is_missing_is_asked_for(
    message: str, orders: tuple[dict[str, object], ...], missing: set[Missing], why: str
) -> None:
    draft = _draft(message, *orders)
    assert draft.action is Action.REQUEST_MORE_INFO, why
    assert set(draft.missing) == missing, why


def test_evidence_is_asked_for_where_the_policy_wants_it() -> None:
    honey = {"sku": "H", "title": "Honey", "category": "food", "unit_price": "9.00", "quantity": 1}
    assert _draft("the honey leaked, refund please", _order(honey)).missing == (Missing.EVIDENCE,)
    with_photo = _draft("the honey leaked, refund please", _order(honey), attachments=["jar.jpg"])
    assert with_photo.action is Action.APPROVE_REFUND


def test_another_customers_order_is_never_touched() -> None:
    worked = _work("order 48291 is broken, refund me", _order(), order_owner="C2")
    assert worked.draft is not None
    assert worked.draft.action is Action.REQUEST_MORE_INFO
    assert worked.draft.order_id is None
    assert "Lovelace" not in worked.draft.reply


def test_the_order_is_found_by_the_goods_that_are_named() -> None:
    draft = _draft("the lamp is bent, refund it", _order(order_id="48001"), _order(LAMP, order_id="48002"))
    assert draft.order_id == "48002"


ANSWERS = [
    ("What is your refund policy?", "a question"),
    ("Please don't refund anything, I'm only asking.", "a request declined"),
    ("Thank you for the quick refund!", "thanks"),
    ("Where is my refund?", "a refund under way"),
    ("FYI the mug came chipped. We don't want any refund or anything.", "news without a wish"),
    ("thx the refund for the cracked mug showed up today", "a refund that came"),
    ("If the candy mug doesn't last a year as you promise, do I get money back?", "only supposed"),
    ("If the cup breaks in the dishwasher, do I get my money back?", "supposed, and another word for it"),
]


@pytest.mark.parametrize(("message", "why"), ANSWERS, ids=[row[1] for row in ANSWERS])
def test_what_asks_for_no_money_gets_an_answer_only(message: str, why: str) -> None:
    draft = _draft(message, _order())
    assert draft.action is Action.ANSWER_ONLY, why
    assert draft.refund_matter, why


def test_what_is_no_refund_matter_is_handed_on() -> None:
    worked = _work("How can I change my password?", _order())
    assert worked.draft is not None
    assert not worked.draft.refund_matter
    assert worked.verdict.route is not Route.AUTO


def test_a_smaller_sum_that_is_asked_for_is_paid_and_a_larger_one_is_not() -> None:
    assert str(_draft("The mug is chipped, I'd like $5 back.", _order()).amount) == "$5.00"
    assert str(_draft("The mug is chipped, give me $50.", _order()).amount) == "$12.00"
    assert str(_draft("The mug is chipped. I want 5 back and keep it.", _order()).amount) == "$5.00"


def test_what_was_paid_back_already_is_denied_citing_it() -> None:
    draft = _draft("The mug is broken, refund please", _order(MUG | {"refunded": "12.00"}))
    assert draft.action is Action.DENY_REFUND
    assert any("$12.00" in sentence.text for sentence in draft.rationale)


def test_too_late_is_denied_with_the_numbers() -> None:
    draft = _draft("The mug is broken, refund please", _order(delivered_at="2026-09-20T09:00:00Z"))
    assert draft.action is Action.DENY_REFUND
    assert "51 days ago" in draft.reply


def test_not_yet_says_from_when_on() -> None:
    under_way = _order(status="shipped", delivered_at=None)
    draft = _draft("My parcel never arrived. Refund please.", under_way)
    assert draft.action is Action.ANSWER_ONLY
    assert "16 November 2026" in draft.reply


def test_goods_that_come_back_first_are_paid_when_they_are_there() -> None:
    wish = "I changed my mind about the mug, it is unused. Please refund it."
    assert "as soon as they" in _draft(wish, _order()).reply
    returned = _order(returned_at="2026-11-09T09:00:00Z")
    assert "as soon as they" not in _draft(wish, returned).reply


def test_a_replacement_is_planned_and_left_to_a_person() -> None:
    worked = _work("The mug is broken. I don't want a refund, please send a new one.", _order())
    assert worked.draft is not None
    assert StepKind.REPLACEMENT in {step.kind for step in worked.draft.steps}
    assert worked.verdict.route is not Route.AUTO


def test_an_answer_completes_the_request_before_it() -> None:
    turns = [
        {"from": "customer", "text": "I want a refund for my mug"},
        {"from": "agent", "text": "What is the matter with it?"},
    ]
    assert _draft("it came cracked", _order(), conversation=turns).action is Action.APPROVE_REFUND


def test_another_language_goes_to_a_person_unread() -> None:
    worked = _work("Die Tasse ist kaputt, ich möchte mein Geld zurück.", _order())
    assert worked.draft is not None
    assert worked.draft.needs_human_review
    assert worked.verdict.route is Route.TAKEOVER


PLAIN = [
    ("The handle fell off the mug today.", {}, "a part came off the goods themselves"),
    ("Two of the mug's feet are broken off. Refund please.", {}, "parts of one piece are counted"),
    ("The mug is cracked. Could you return what I paid?", {}, "money by another name"),
    ("The mug is broken. I'd be glad if I got my money soon.", {}, "a wish, not a supposition"),
    (
        "I only just read that you pay for this. My mug came cracked, refund please.",
        {},
        "reading is no fault",
    ),
    (
        "The mug looks lovely but it leaks. I'd like a refund, as we have meanwhile found another one.",
        {},
        "what was done about a fault is no change of mind",
    ),
    (
        "Fifteen days since you posted it and nothing's come. Please pay me back.",
        {"status": "shipped", "shipped_at": "2026-10-20T09:00:00Z", "delivered_at": None},
        "nothing has come",
    ),
    (
        "No need for it any more, kindly call it off and refund me.",
        {"status": "placed", "shipped_at": None, "delivered_at": None},
        "calling off is no command to a machine",
    ),
    (
        "It turned up nine days after the date you gave me. I gather there's some money back for that?",
        {},
        "the policy says how much some money is",
    ),
    (
        "I'd like to send the mug back for a refund, it isn't for us. I haven't used it or put it up.",
        {},
        "what was not done is no use",
    ),
]


@pytest.mark.parametrize(("message", "state", "why"), PLAIN, ids=[row[2] for row in PLAIN])
def test_what_is_small_and_plain_goes_alone(message: str, state: dict[str, object], why: str) -> None:
    worked = _work(message, _order(**state))
    assert worked.draft is not None
    assert worked.draft.action is Action.APPROVE_REFUND, why
    assert worked.verdict.route is Route.AUTO, worked.verdict.reasons


def test_a_refund_below_one_dollar_is_no_score_of_this_system() -> None:
    cheap = MUG | {"unit_price": "0.80"}
    assert _work("The mug came cracked, refund please.", _order(cheap)).verdict.route is Route.AUTO


def test_goods_that_were_taken_along_are_not_unused() -> None:
    worked = _work("I've had the mug on holiday with me and decided it's not for me. Refund it?", _order())
    assert worked.verdict.route is not Route.AUTO


def test_one_of_several_alike_is_asked_after() -> None:
    bowls = tuple(MUG | {"sku": name, "title": f"{name} bowl"} for name in ("Soup", "Fruit", "Dip"))
    draft = _draft("One of the bowls is cracked, please refund it.", _order(*bowls))
    assert draft.missing == (Missing.ITEM,)


def test_a_customer_who_names_one_order_or_another_is_asked_which() -> None:
    orders = (_order(order_id="48001"), _order(LAMP, order_id="48002"))
    draft = _draft("Refund 48001 or 48002, whichever had the broken one.", *orders)
    assert Missing.ORDER in draft.missing


DOUBTFUL = [
    ("The mug came cracked. I also paid $40 for a taxi, so give me $60 back please.", "more than it cost"),
    ("The mug came cracked. Don't want the money, just pop another in the post.", "no money is wanted"),
    ("My wife says the mug is broken, I see nothing. Refund?", "by report"),
    ("In my last job I wrote 'the mug is broken, refund please' all day.", "somebody's words"),
    ("dropped the mug, its broken, refund pls", "nobody is named who dropped it"),
    ("My toddler has broken the mug, refund please", "a child, in the perfect"),
    ("After 3 years of faithful service the mug broke, refund please", "longer than the order is old"),
    ("The other mug is broken, refund please", "another piece than the one that was bought"),
    ("The mug from my previous order is broken, refund please", "another order"),
    ("The mug I bought on eBay is broken, refund please", "bought on a market place"),
    ("The teapot arrived smashed. Refund please.", "goods that no order has"),
    ("Fwd: the mug is broken, refund please", "somebody else's mail"),
    ("I think the mug may be cracked, not sure. Refund?", "an unsure customer"),
    ("My husband says the mug leaks. Refund please.", "by report alone"),
    ("The mug or the lid leaks. Refund if it's the mug I suppose?", "a wish that depends"),
    ("The mug is cracked. Otherwise send a plate and no refund.", "another wish"),
    ("Wow, a mug with a hole at the bottom. Deeply impressed. Refund.", "mock praise"),
    ("The mug and the kettle are cracked. Refund please.", "goods that the order does not have"),
    ("My cat knocked the mug over and it broke. Refund please.", "broken by their own hands"),
    ("The mug is cracked, refund it. Also, when do you open on Sunday?", "a question beside it"),
    ("Great job, another cracked mug. Refund.", "sarcasm"),
    ("Order 48291: the mug I bought at Hartley Stores is cracked, refund it.", "bought from somebody else"),
    ("The mug is cracked, refund it. You sent me a replacement already.", "put right already"),
]


@pytest.mark.parametrize(("message", "why"), DOUBTFUL, ids=[row[1] for row in DOUBTFUL])
def test_what_may_be_misread_does_not_go_alone(message: str, why: str) -> None:
    worked = _work(message, _order())
    assert worked.draft is not None
    assert worked.verdict.route is not Route.AUTO, why
    assert worked.draft.understanding < 0.9, why
    assert worked.draft.doubts, why


NOT_ALONE = [
    ("The mug is not broken at all, I just want my money back.", "a fault that is denied"),
    ("The mug is anything but broken, please refund", "denied otherwise"),
    ("mug aint broken refund pls", "denied in slang"),
    ("The mug almost broke, refund please", "what did not happen"),
    ("The mug's broken; keep your money.", "money refused"),
]


@pytest.mark.parametrize(("message", "why"), NOT_ALONE, ids=[row[1] for row in NOT_ALONE])
def test_what_is_denied_is_not_paid_alone(message: str, why: str) -> None:
    worked = _work(message, _order())
    assert worked.draft is not None
    assert worked.draft.amount is None or worked.verdict.route is not Route.AUTO, why


ONLY_THE_MUG = [
    ("I don't want the lamp refunded, just the broken mug.", "the other goods are declined"),
    ("The mug that stood next to the lamp is broken, refund please", "the other is where it stood"),
    ("The lamp isn't broken, the mug is. Refund please.", "what is denied of the one holds of the other"),
    ("I thought the lamp was broken but it's the mug. Refund please.", "a thought that was wrong"),
]


@pytest.mark.parametrize(("message", "why"), ONLY_THE_MUG, ids=[row[1] for row in ONLY_THE_MUG])
def test_goods_that_are_only_spoken_of_are_not_paid_alone(message: str, why: str) -> None:
    worked = _work(message, _order(MUG, LAMP))
    assert worked.draft is not None
    paid = worked.draft.amount.minor if worked.draft.amount else 0
    assert paid <= 1200 or worked.verdict.route is not Route.AUTO, why


CLEAR = [
    ("The mug cracked when I set it beside the kettle. Refund please.", "does not have", "a thing beside it"),
    ("The mug leaks. My old mug never did. Refund please.", "another piece", "an old one that is fine"),
    ("The mug came in two. Pretty colour otherwise. Refund.", "conditions", "an exception"),
    ("The mug came in two, thrown about in the post I guess. Refund.", "leaves open", "the way, guessed at"),
    ("The mug is cracked. My husband said no to glue. Refund.", "somebody else's", "a short answer"),
    (
        "The mug leaks. My wife says the glaze is thin. Refund please.",
        "somebody else's",
        "said outright as well",
    ),
    ("The mug is cracked. Refund this one before Friday please.", "does not have", "a joining word"),
    ("Half the mug is bare of glaze and it leaks. Refund please.", "whole number", "half of one piece"),
    ("The mug leaks at every other mug rinse. Refund please.", "another piece", "how often"),
    ("The mug came cracked. Refund it to my Visa please.", "does not have", "where the money goes"),
    ("Refund for the lamp please, it won't light. The mug is dreamy.", "not claimed", "asked for by name"),
]


@pytest.mark.parametrize(("message", "doubt", "why"), CLEAR, ids=[row[2] for row in CLEAR])
def test_what_is_clear_is_not_doubted(message: str, doubt: str, why: str) -> None:
    worked = _work(message, _order(MUG, LAMP) if "lamp" in message else _order())
    assert worked.draft is not None
    assert worked.draft.claims, why
    assert not [one for one in worked.draft.doubts if doubt in one], why


@pytest.mark.parametrize(
    ("message", "doubted", "why"),
    [
        ("Three of the eight mugs came cracked. Refund the set please.", False, "the set is asked for"),
        ("Three of the eight mugs came cracked. Refund please.", True, "what is asked for is left open"),
    ],
)
def test_parts_of_a_set_are_no_matter_where_all_of_it_is_asked_for(
    message: str, doubted: bool, why: str
) -> None:
    draft = _work(message, _order({**MUG, "title": "Mug set of 8"})).draft
    assert draft is not None
    assert any("set" in one or "pieces" in one for one in draft.doubts) is doubted, why


def test_every_draft_says_what_made_it_and_what_it_rests_on() -> None:
    draft = _draft("The mug arrived broken, refund please", _order())
    assert draft.drafter == "rules 1.0"
    assert draft.citations == ("RP-2",)
    assert all(sentence.evidence for sentence in draft.rationale)
    assert draft.reply.startswith("Hello Ada,")
    assert "48291" in draft.reply
    assert "$12.00" in draft.reply


def test_the_same_case_gives_the_same_draft() -> None:
    message = "Two of the mugs are chipped and I don't like the lamp. Refund please."
    assert _draft(message, THREE) == _draft(message, THREE)


def _tally(pattern: str) -> Tally:
    cases = [case for path in sorted(CASES.glob(pattern)) for case in load_cases(path)]
    assert cases
    drafter = RulesDrafter(_lexicon())
    return count(
        draft_all(
            cases, drafter, lexicon=_lexicon(), search=ClauseSearch(), ruleset=_ruleset(), policy=_policy()
        )
    )


# The bars of the product: what was tuned on, and what was kept apart.
BARS = [("tuned*.jsonl", 0.95, 0.95, 0.96, 0.95), ("held_out*.jsonl", 0.90, 0.90, 0.90, 0.90)]


@pytest.mark.parametrize(("files", "action", "amount", "route", "recall"), BARS, ids=[row[0] for row in BARS])
def test_the_labelled_cases_come_out_right(
    files: str, action: float, amount: float, route: float, recall: float
) -> None:
    tally = _tally(files)
    assert tally.unsafe_auto == ()
    for name, got, least in (
        ("action", tally.action_accuracy, action),
        ("amount", tally.amount_accuracy, amount),
        ("route", tally.route_accuracy, route),
        ("recall", tally.reason_recall, recall),
    ):
        assert got is not None
        assert got >= least, f"{name}: {tally.wrong}"


WORDS = st.lists(
    st.sampled_from(
        """the my a mug mugs lamp plates broken cracked refund money back please not never arrived two one of
        both half all except wrong instead ordered got changed mind want $5 $900 order 48291 keep fine but and
        if cancel late charged twice return everything""".split()
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=150)
@given(
    message=WORDS | st.text(max_size=300),
    lines=st.lists(st.sampled_from([MUG, MUGS, LAMP, PLATES]), min_size=1, max_size=3),
)
def test_no_words_raise_the_refund_above_what_is_refundable(
    message: str, lines: list[dict[str, object]]
) -> None:
    numbered = [line | {"line_id": f"48291-{line['sku']}-{index}"} for index, line in enumerate(lines)]
    worked = _work(message, _order(*numbered))
    assert worked.failure == ""
    assert worked.draft is not None
    if worked.draft.amount is not None:
        left = sum(
            int(str(line["unit_price"]).replace(".", "")) * int(str(line["quantity"])) for line in lines
        )
        assert 0 < worked.draft.amount.minor <= left
