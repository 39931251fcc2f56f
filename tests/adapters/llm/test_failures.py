"""Whatever a model's endpoint does wrong: one plain reason in time, and the next case is unharmed."""

import json
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from hitl.adapters.deadline import InTime
from hitl.bootstrap import _GRACE
from hitl.steps.draft import propose
from tests.adapters.llm.drafting import a_brief, a_drafter, an_answer, answers
from tests.adapters.llm.stand_in import Exchange, standing_in

SECONDS = 1.0
GOOD = an_answer()
CLAIM = GOOD["claims"][0]
SENTENCE = GOOD["rationale"][0]


def status(code: int, **headers: str) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.send(code, b'{"error": {"message": "no"}}', **headers)


def says(text: str | None, **more: object) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.say(text, **more)


def answering(**changes: object) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.say(json.dumps(an_answer(**changes)))


def raw(old: str, new: str) -> Callable[[Exchange], None]:
    text = json.dumps(GOOD)
    assert old in text
    return says(text.replace(old, new))


def missing(field: str) -> Callable[[Exchange], None]:
    return says(json.dumps({name: value for name, value in GOOD.items() if name != field}))


HTML = b"<!doctype html><html><body>Please sign in</body></html>"
FRENCH = (
    "Bonjour, nous sommes vraiment désolés que votre tasse soit arrivée cassée. Nous vous remboursons "
    "la somme de 12.50 pour cette commande dans les prochains jours."
)

# What the endpoint does, the words that a person reads, and why the row is there.
ROWS: list[tuple[Callable[[Exchange], None], str, str]] = [
    (status(401), "does not accept the key", "a wrong key"),
    (status(403), "does not allow this key", "a key without the model"),
    (status(404), "does not know the model", "a misspelt model"),
    (status(408), "gave up waiting", "the server's own time-out"),
    (status(409), "was busy", "a conflict"),
    (status(413), "longer than", "a case that is too long"),
    (status(429), "no room", "a limit, without saying until when"),
    (status(429, retry_after="0"), "no room", "a limit that goes on after the wait"),
    (status(429, retry_after="3600"), "no room", "a wait beyond the deadline is not waited for"),
    (status(429, retry_after="Wed, 21 Oct 2065 07:28:00 GMT"), "no room", "a date"),
    (status(429, retry_after="nan"), "no room", "a wait that is no number"),
    (status(500), "failed (500)", "a server's own error"),
    (status(503), "failed (503)", "a server that is down"),
    (status(302, location="http://127.0.0.1:1/"), "failed (302)", "nobody else is given the key"),
    (lambda exchange: exchange.reset(b'{"id": "x"'), "broke off", "a reset in mid-answer"),
    (lambda exchange: exchange.drip(b" ", 0.3), "within", "a byte now and then, for ever"),
    (lambda exchange: exchange.drip(b" " * 65536, 0.0001), "more than any answer", "an endless stream"),
    (lambda exchange: exchange.over.wait(20) and None, "within", "no answer at all"),
    (lambda exchange: exchange.send(200, b""), "no answer of a model", "an empty body"),
    (lambda exchange: exchange.send(200, HTML, "text/html"), "no answer of a model", "a page of a proxy"),
    (lambda exchange: exchange.send(200, b"[]"), "no answer of a model", "JSON of another kind"),
    (lambda exchange: exchange.send(200, b'{"choices": []}'), "no answer of a model", "no choice"),
    (lambda exchange: exchange.send(200, b'{"choices": nul'), "no answer of a model", "an envelope cut off"),
    (lambda exchange: exchange.send(200, b"x", content_encoding="gzip"), "broke off", "packed unasked"),
    (says(""), "empty", "an empty answer"),
    (says(None), "empty", "no content"),
    (says(None, refusal="I cannot help with that."), "refused", "a refusal"),
    (says(json.dumps(GOOD)[:200]), "no complete JSON", "truncated"),
    (says(json.dumps(GOOD)[:200], finish_reason="length"), "cut off", "truncated, and said so"),
    (says("", finish_reason="content_filter"), "withheld", "a filter of the endpoint"),
    (says("Sure! I would approve the refund."), "no complete JSON", "prose"),
    (says("[" * 100_000), "no complete JSON", "nested without end"),
    (says("[1, 2]"), "agreed form", "JSON of another form"),
    (answering(claims="all of them"), "agreed form: claims", "a wrong type"),
    (answering(sure="0.9"), "agreed form: sure", "a number as text"),
    (answering(refund_matter="yes"), "agreed form: refund_matter", "a truth as text"),
    (answering(amount=12.5), "agreed form: amount", "money as a float"),
    (raw('"sure": 0.97', '"sure": NaN'), "agreed form: sure", "not a number"),
    (raw('"sure": 0.97', '"sure": 1e999'), "agreed form: sure", "beyond every number"),
    (raw('"quantity": 1', '"quantity": 1e999'), "agreed form: claims.0.quantity", "beyond, in a count"),
    (answering(sure=1.01), "agreed form: sure", "out of bounds"),
    (answering(claims=[{**CLAIM, "quantity": 0}]), "agreed form: claims.0.quantity", "nothing of a line"),
    (answering(claims=[{**CLAIM, "reason": "because"}]), "agreed form: claims.0.reason", "an unknown reason"),
    (answering(action="pay_everything"), "agreed form: action", "an unknown action"),
    (answering(priority="high"), "a field that is not asked for", "an extra field"),
    (answering(claims=[{**CLAIM, "to": "another card"}]), "not asked for", "an extra field inside"),
    (missing("reply"), "agreed form: reply", "a field left out"),
    (answering(reply="x" * 4001), "agreed form: reply", "a reply without end"),
    (answering(rationale=[{**SENTENCE, "evidence": []}]), "agreed form: rationale", "a bare reason"),
    (answering(amount="twelve dollars fifty"), "no figure in USD", "an amount in words"),
    (answering(amount="12.5"), "no figure in USD", "an amount with other digits"),
    (answering(amount="-12.50"), "no figure in USD", "an amount below nothing"),
    (answering(amount="NaN"), "no figure in USD", "an amount that is none"),
    (answering(amount="1e3"), "no figure in USD", "an amount with an exponent"),
    (answering(amount="0.00"), "refund of nothing", "a refund of nothing"),
    (answering(amount="12.51"), "only $12.50 can be refunded", "a cent more than was paid"),
    (answering(amount="999999999.00"), "only $12.50 can be refunded", "the maximum"),
    (answering(amount=None), "without an amount", "a refund without an amount"),
    (answering(action="deny_refund"), "although it proposes no refund", "an amount with a denial"),
    (answering(claims=[]), "which goods", "a refund of nothing in particular"),
    (answering(order_id=None, claims=[]), "which order", "a refund of no order"),
    (answering(order_id="99999"), "not one of this customer's", "an invented order"),
    (answering(claims=[{**CLAIM, "line_id": "7"}]), "line that the order does not have", "an invented line"),
    (answering(claims=[{**CLAIM, "quantity": 2}]), "more pieces", "more than were ordered"),
    (answering(claims=[CLAIM, CLAIM]), "more pieces", "the same piece twice"),
    (answering(citations=["RP-99"]), "does not have", "an invented clause"),
    (answering(rationale=[{**SENTENCE, "evidence": ["RP-99"]}]), "not in the case", "an invented reason"),
    (answering(rationale=[{**SENTENCE, "evidence": ["message 2"]}]), "not in the case", "an unsent message"),
    (answering(rationale=[{**SENTENCE, "evidence": ["line 7"]}]), "not in the case", "an invented line"),
    (answering(reply=FRENCH), "another language", "an answer that a reviewer may not read"),
    (lambda exchange: exchange.call("customer_history"), "kept looking", "no end of look-ups"),
    (lambda exchange: exchange.call("issue_refund", '{"amount": 500}'), "kept looking", "no such tool"),
    (lambda exchange: exchange.call("get_order", '{"order_id": '), "cannot be followed", "a broken look-up"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "words", "reason"), ROWS, ids=[reason for _, _, reason in ROWS])
def test_a_fault_is_one_plain_reason_in_time_and_the_next_case_is_unharmed(
    script: Callable[[Exchange], None], words: str, reason: str, tmp_path: Path
) -> None:
    with standing_in(script) as stand_in:
        drafter = InTime(a_drafter(stand_in.url, tmp_path, seconds=SECONDS), SECONDS + _GRACE)

        begun = monotonic()
        draft, failure = propose(a_brief(), drafter)
        took = monotonic() - begun

        assert draft is None
        assert words in failure, (reason, failure)
        assert failure.count(".") <= 3, "one sentence"
        assert took < SECONDS + 1
        assert drafter.run_of("CS-1").steps, "what happened is on record, also where nothing came of it"
        stand_in.script = answers
        draft, failure = propose(a_brief(case_id="CS-2"), drafter)
        assert draft is not None, failure


@pytest.mark.parametrize(
    ("address", "words", "reason"),
    [
        ("http://127.0.0.1:1/v1", "refuses the connection", "nobody listens"),
        ("http://no-such-host.invalid/v1", "is not known (DNS)", "a name that does not exist"),
    ],
)
def test_an_endpoint_that_is_not_there_is_told_plainly(
    address: str, words: str, reason: str, tmp_path: Path
) -> None:
    begun = monotonic()
    draft, failure = propose(a_brief(), a_drafter(address, tmp_path, seconds=SECONDS))

    assert draft is None
    assert words in failure, (reason, failure)
    assert monotonic() - begun < SECONDS + 1


def test_without_a_secure_connection_nothing_is_sent(tmp_path: Path) -> None:
    with standing_in(answers) as stand_in:
        secure = stand_in.url.replace("http://", "https://")

        draft, failure = propose(a_brief(), a_drafter(secure, tmp_path, seconds=SECONDS))

        assert draft is None
        assert "TLS" in failure
        assert stand_in.asked == []


@pytest.mark.parametrize(
    ("code", "headers"), [(429, {"retry_after": "0.1"}), (429, {}), (503, {}), (500, {})]
)
def test_a_hiccup_is_asked_once_more_after_the_pause_that_the_server_names(
    code: int, headers: dict[str, str], tmp_path: Path
) -> None:
    waited: list[float] = []

    def once(exchange: Exchange) -> None:
        if exchange.number == 0:
            status(code, **headers)(exchange)
        else:
            answers(exchange)

    with standing_in(once) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path)
        drafter._wait = waited.append

        assert drafter.draft(a_brief()).amount is not None
    assert waited == [float(headers.get("retry_after", "0.5"))]
