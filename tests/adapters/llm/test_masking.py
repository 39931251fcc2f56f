"""What is hidden of a text before it leaves, and what must stay for the case to be understood."""

import json

import pytest

from hitl.adapters.llm_drafter.masking import Masks
from hitl.adapters.llm_drafter.prompt import case
from hitl.adapters.llm_drafter.tools import Tools
from hitl.adapters.policy_search import ClauseSearch
from tests.adapters.llm.crowds import WHO
from tests.adapters.llm.drafting import a_brief
from tests.gate_cases import a_customer, an_order

MASKS = Masks(a_brief(customer=WHO))


@pytest.mark.parametrize(
    ("text", "hidden", "reason"),
    [
        ("I am Wilhelmina Oakenshott.", "I am [customer].", "the name"),
        ("WILHELMINA writes", "[customer] writes", "in capitals"),
        ("mail a.b+c@mail.example.co.uk", "mail [e-mail]", "another mail"),
        ("w.oakenshott@work.example.com", "[e-mail]", "a name within a mail"),
        ("4556 7375 8689 9855", "[card]", "a card in fours"),
        ("4556-7375-8689-9855.", "[card].", "with lines"),
        ("GB29 NWBK 6016 1331 9268 19", "[account]", "an account in fours"),
        ("gb29nwbk60161331926819", "[account]", "in small letters"),
        ("call 020 7946 0321", "call [phone]", "the telephone as at home"),
        ("call (212) 555-0187", "call [phone]", "another's"),
        ("call 2125550187", "call [phone]", "without marks"),
        ("to 14 Thistledown Lane", "to [address]", "the street alone"),
        ("I live in Kirkwall.", "I live in [address].", "the town alone"),
        ("send it to 221b Baker Street", "send it to [address]", "another street"),
        ("7 Willow Ct, please", "[address], please", "a street cut short"),
        ("Lindenstraße 12", "[address]", "in Germany"),
        ("12 rue de la Paix", "[address]", "in France"),
    ],
)
def test_what_is_personal_is_hidden(text: str, hidden: str, reason: str) -> None:
    assert MASKS.hide(text) == hidden, reason


@pytest.mark.parametrize(
    "text",
    [
        "Order 48291, line 1, 2 of 3 mugs, $1,299.00 paid on 2026-11-07.",
        "2 of them came this way and 1 took its place",
        "The 5 star drive is broken, RP-2 says 30 days.",
        "Model LAMP-3000, 2100 mAh, 10 x 15 cm",
    ],
)
def test_what_the_case_is_about_stays(text: str) -> None:
    assert MASKS.hide(text) == text


def test_an_order_number_that_looks_like_something_else_stays() -> None:
    long = "4556737586899855"
    order = a_brief().facts.orders[0].model_copy(update={"order_id": long})

    assert Masks(a_brief(orders=(order,))).hide(f"order {long}") == f"order {long}"


def test_whoever_is_called_like_a_word_of_ours_hides_nothing_of_what_we_say() -> None:
    order = an_order(order_id="Price-7")
    brief = a_brief(
        order=order, said="I am Will Price Customer.", customer=a_customer(name="Will Price Customer")
    )
    masks = Masks(brief)
    told = case(brief, masks)

    assert '"text": "I am [customer]."' in told
    assert '"from": "customer"' in told
    assert '"this customer\'s orders": ["Price-7"]' in told
    assert brief.facts.policy.clauses[0].text in told
    looked = Tools(brief, ClauseSearch()).run("get_order", {"order_id": "Price-7"})
    assert looked is not None
    assert masks.within(looked.result) == json.loads(json.dumps(looked.result))
