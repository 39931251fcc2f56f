"""Samples on the page: one click puts words, customer and order ready; nothing is sent by itself."""

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.ui.asking.samples import known
from tests.pages.conftest import Show, words
from tests.pages.test_request import _case


def _ready_to_send(page: AppTest) -> str:
    return str(page.chat_input[0].proto.value)


@pytest.mark.parametrize("key", sorted(known()))
def test_a_link_puts_its_sample_ready_and_sends_nothing(demo: Countersign, show: Show, key: str) -> None:
    with demo.store.reads() as reads:
        before = sum(1 for _ in reads.cases(None, None))
    page = show("request", sample=key)
    assert not page.exception
    assert "<b>Watch:</b>" in words(page)
    assert len(_ready_to_send(page)) > 20
    with demo.store.reads() as reads:
        assert sum(1 for _ in reads.cases(None, None)) == before


def test_a_click_on_a_card_does_the_same(demo: Countersign, show: Show) -> None:
    page = show("request")
    page = page.button(key="sample_language_press").click().run()
    assert _ready_to_send(page).startswith("Guten Tag")
    assert page.query_params["sample"] == "language"


def test_what_is_sent_is_of_the_customer_and_the_order_that_were_put_ready(
    demo: Countersign, show: Show
) -> None:
    page = show("request", sample="small")
    page = page.chat_input[0].set_value(_ready_to_send(page)).run()
    file = _case(demo, page)
    assert file.customer is not None
    assert f"You are <b>{file.customer.name}</b>, order {file.case.order_id}, by chat" in words(page)
    assert "sample" not in page.query_params


def test_words_that_were_changed_are_not_put_back(demo: Countersign, show: Show) -> None:
    page = show("request", sample="small").run()
    assert _ready_to_send(page) == ""  # put in once; the browser keeps what is typed over it


def test_a_sample_that_is_not_known_is_no_sample(demo: Countersign, show: Show) -> None:
    page = show("request", sample="<b>x</b>")
    assert "Watch:</b>" not in words(page)
    assert not page.exception


def test_where_no_order_is_left_the_sample_says_so(
    demo: Countersign, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hitl.ui.asking.samples.make_ready", lambda *_, **__: None)
    page = show("request", sample="small")
    assert "No order is left for this one" in words(page)
    assert _ready_to_send(page) == ""


def test_beside_a_companys_own_data_there_are_no_samples(empty: Countersign, show: Show) -> None:
    page = show("request", sample="small")
    assert not [one for one in page.button if str(one.key).startswith("sample_")]
    assert "What went wrong with your order?" in words(page)
