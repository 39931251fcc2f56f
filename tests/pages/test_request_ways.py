"""Chat, e-mail and form: each is taken in by its own channel; of attachments only the names are noted."""

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.case import Channel, Status
from hitl.domain.gate.verdict import Code
from hitl.domain.policy import Reason
from hitl.durable.drain import drain
from hitl.ui.asking.choice import WAY
from hitl.ui.asking.form import SAYS, sentence
from tests.company import line
from tests.pages.conftest import Show, words
from tests.pages.test_request import _case


def _by(show: Show, way: Channel, customer: str = "C-2004") -> AppTest:
    page = show("request")
    page.session_state[WAY] = way
    return page.selectbox[0].select(customer).run()


def _field(page: AppTest, kind: str, label: str) -> object:
    return next(one for one in page.get(kind) if one.label == label)


def _fill(page: AppTest, **fields: str) -> AppTest:
    for label, value in fields.items():
        kind = "text_area" if label in {"Text", "words"} else "text_input"
        wanted = {"words": "In your own words, if you like"}.get(label, label)
        _field(page, kind, wanted).set_value(value)
    return page


def _send(page: AppTest) -> AppTest:
    return next(button for button in page.button if "Send the" in button.label).click().run()


def test_a_mail_is_taken_in_with_its_sender_and_subject(demo: Countersign, show: Show) -> None:
    page = _by(show, Channel.EMAIL)
    assert _field(page, "text_input", "From").value == "daniel.reyes@example.com"
    page = _send(_fill(page, Subject="Broken", Text="My mug arrived broken, please refund it."))
    case = _case(demo, page).case
    assert (case.channel, case.subject, case.waiting) == (Channel.EMAIL, "Broken", False)
    assert case.sender_email == "daniel.reyes@example.com"
    assert "Broken" in words(page)


def test_the_page_says_beforehand_what_another_address_leads_to(demo: Countersign, show: Show) -> None:
    assert "it is not known who is writing: a person checks it first" in words(_by(show, Channel.EMAIL))


def test_a_mail_from_another_address_goes_to_a_person(demo: Countersign, show: Show) -> None:
    page = _fill(_by(show, Channel.EMAIL), From="somebody@else.example", Text="My mug is broken, refund it.")
    page = _send(page)
    drain(demo)
    file = _case(demo, page)
    assert file.drafted is not None
    assert Code.IDENTITY_UNVERIFIED in file.drafted.verdict.codes
    assert "The sender&#x27;s address is not the customer&#x27;s on record." in words(page.run())


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07"])
def test_a_mail_without_words_is_not_sent(demo: Countersign, show: Show, text: str) -> None:
    page = _send(_fill(_by(show, Channel.EMAIL), Text=text))
    assert page.error[0].value.startswith("Not sent.")
    assert "request" not in page.query_params


def test_a_form_says_what_was_ticked_in_words(demo: Countersign, show: Show) -> None:
    page = _by(show, Channel.WEB_FORM)
    boxes = [box for box in page.checkbox if "Set of four bowls" in box.label]
    boxes[0].check()
    page = _send(_fill(page, words="Three of them have cracks."))
    file = _case(demo, page)
    assert file.case.channel is Channel.WEB_FORM
    assert file.conversation[0].text == (
        "Set of four bowls arrived damaged. I would like a refund.\n\nThree of them have cracks."
    )


def test_a_form_is_read_as_it_was_meant(demo: Countersign, show: Show) -> None:
    page = _by(show, Channel.WEB_FORM)
    next(box for box in page.checkbox if "Stoneware mug" in box.label).check()
    page = _send(page)
    drain(demo)
    file = _case(demo, page)
    assert file.drafted is not None
    assert file.drafted.draft is not None
    (claim,) = file.drafted.draft.claims
    assert (claim.quantity, claim.reason) == (2, Reason.DAMAGED)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_of_the_form_is_a_sentence(reason: Reason) -> None:
    assert sentence(reason, [(1, line())], "").endswith("I would like a refund.")
    assert "Stoneware mug" in sentence(reason, [(1, line())], "")
    assert reason in SAYS


def test_some_of_several_pieces_and_several_goods_are_named() -> None:
    several = [(2, line("1", quantity=3)), (1, line("2", title="Bowl"))]
    assert sentence(Reason.DAMAGED, several, "").startswith("2 x Stoneware mug and Bowl arrived damaged.")
    assert sentence(Reason.LATE, [], "").startswith("My order arrived late.")


def test_of_an_attachment_only_the_name_is_noted(demo: Countersign, show: Show) -> None:
    page = show("request")
    page.chat_input[0].set_value("My goods are broken, photo attached.")
    page.chat_input[0].upload("photo.jpg", b"not kept")
    page = page.run()
    (message,) = _case(demo, page).conversation
    assert message.attachments == ("photo.jpg",)
    assert "photo.jpg" in words(page)
    assert "the files themselves are not kept" in words(page)


def test_a_photo_meets_the_terms_that_ask_for_one(demo: Countersign, show: Show) -> None:
    page = _by(show, Channel.EMAIL, customer="C-2009")
    order = next(box for box in page.selectbox if box.label == "About which order")
    page = order.select("48333").run()
    upload = next(one for one in page.get("file_uploader"))
    upload.upload("photo of the kettle.jpg", b"x")
    page = _send(_fill(page, Text="My electric kettle arrived damaged, please refund it."))
    drain(demo)
    file = _case(demo, page)
    assert file.drafted is not None
    assert file.drafted.assessment is not None
    assert file.drafted.assessment.amount == 3990


def test_an_answer_comes_by_the_way_of_the_first_message(demo: Countersign, show: Show) -> None:
    page = _send(_fill(_by(show, Channel.EMAIL), Text="Something is broken. Can I get a refund?"))
    drain(demo)
    page = page.run().chat_input[0].set_value("It is the mug.").run()
    file = _case(demo, page)
    assert [message.text for message in file.conversation if message.author == "customer"][-1] == (
        "It is the mug."
    )
    assert file.case.channel is Channel.EMAIL


def test_a_million_characters_are_cut_and_the_cut_is_said(demo: Countersign, show: Show) -> None:
    page = show("request")
    page = page.chat_input[0].set_value("broken " * 150_000).run()
    assert "more characters were cut" in words(page)
    assert _case(demo, page).case.status is Status.RECEIVED
