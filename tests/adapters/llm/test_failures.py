"""Whatever a model's endpoint does wrong: one plain reason in time, and the next case is unharmed."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from math import isnan
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hitl.adapters.clock import FixedClock
from hitl.adapters.deadline import InTime
from hitl.adapters.llm_drafter import LlmDrafter
from hitl.adapters.llm_drafter.failures import _until
from hitl.adapters.sql.store import SqlStore
from hitl.bootstrap import _GRACE
from hitl.domain.case import Status
from hitl.domain.drafted import Drafted
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.durable.drain import drain
from tests.adapters.llm.drafting import a_brief, a_drafter, an_answer, answers
from tests.adapters.llm.stand_in import Exchange, standing_in
from tests.company import Company, found, line, order, ticket
from tests.databases import NOW, copy_of, sqlite_url, test_vault
from tests.durable.test_drain import product_of
from tests.patience import within

SECONDS = 10.0
"""What a case has where it is not the time that ends it: enough on a machine that others use as well."""
SHORT = 1.5
"""The same where it is."""
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
    (answering(claims="all of them"), "agreed form: claims: not of the kind", "a wrong type"),
    (answering(sure="0.9"), "agreed form: sure: not of the kind", "a number as text"),
    (answering(refund_matter="yes"), "agreed form: refund matter: not of the kind", "a truth as text"),
    (answering(amount=12.5), "agreed form: amount: not of the kind", "money as a float"),
    (raw('"sure": 0.97', '"sure": NaN'), "agreed form: sure: no number", "not a number"),
    (raw('"sure": 0.97', '"sure": 1e999'), "agreed form: sure: no number", "beyond every number"),
    (raw('"quantity": 1', '"quantity": 1e999'), "claims 1, quantity: not of the kind", "beyond"),
    (answering(sure=1.01), "agreed form: sure: more than is possible", "out of bounds"),
    (answering(claims=[{**CLAIM, "quantity": 0}]), "claims 1, quantity: less than", "nothing of a line"),
    (answering(claims=[{**CLAIM, "reason": "because"}]), "claims 1, reason: a word", "an unknown reason"),
    (answering(action="pay_everything"), "agreed form: action: a word that is none", "an unknown action"),
    (answering(priority="high"), "a field that is not asked for", "an extra field"),
    (answering(claims=[{**CLAIM, "to": "another card"}]), "not asked for", "an extra field inside"),
    (missing("reply"), "agreed form: reply: left out", "a field left out"),
    (answering(reply="x" * 4001), "agreed form: reply: too long", "a reply without end"),
    (answering(rationale=[{**SENTENCE, "evidence": []}]), "rationale 1, evidence: empty", "a bare reason"),
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


def nobody(exchange: Exchange) -> None:
    raise AssertionError("nothing may be sent to this address")


# The same of addresses at which no endpoint is; `{port}` is one that answers without TLS.
ADDRESSES = [
    ("http://127.0.0.1:1/v1", "refuses the connection", "nobody listens"),
    ("http://no-such-host.invalid/v1", "is not known (DNS)", "a name that does not exist"),
    ("https://127.0.0.1:{port}/v1", "no secure connection", "no TLS"),
]


@pytest.fixture(scope="module")
def company(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company whose customer has the order that the answers are about."""
    file = copy_of(sqlite_template, tmp_path_factory.mktemp("failures"))
    store = SqlStore(sqlite_url(file), test_vault())
    company = found(store, FixedClock(NOW))
    company.add(order("48291", lines=(line(title="Blue mug", unit_price=1250),)))
    yield company
    store.close()


def worked_off(company: Company, drafter: LlmDrafter, seconds: float) -> tuple[Drafted, list[str]]:
    """A case as the worker drafts it, and what the ledger has of it."""
    company.agent.drafter = InTime(drafter, seconds + _GRACE)
    number = next(NUMBERS)
    case = company.receive(ticket("My blue mug arrived broken.", f"T{number}", order_id="48291"))
    with within(seconds + 1, "to a person"):
        report = drain(product_of(company))
    assert (report.drafted, report.sent_to_review) == (1, 1)
    assert company.case(case.case_id).status is Status.IN_REVIEW
    with company.store.reads() as reads:
        return reads.case_file(case.case_id).drafted, company.events(case.case_id)


NUMBERS = count(1)


@pytest.mark.parametrize(
    ("fault", "words", "reason"), [*ROWS, *ADDRESSES], ids=[reason for _, _, reason in (*ROWS, *ADDRESSES)]
)
def test_a_fault_ends_with_a_person_in_time_with_one_plain_reason_and_the_next_case_is_unharmed(
    company: Company, fault: Callable[[Exchange], None] | str, words: str, reason: str, tmp_path: Path
) -> None:
    seconds = SHORT if words == "within" else SECONDS
    with standing_in(nobody if isinstance(fault, str) else fault) as stand_in:
        there = a_drafter(stand_in.url, tmp_path, seconds=seconds)
        drafter = there
        if isinstance(fault, str):
            port = urlsplit(stand_in.url).port
            drafter = a_drafter(fault.format(port=port), tmp_path, seconds=seconds)

        failed, events = worked_off(company, drafter, seconds)

        assert failed.draft is None
        assert failed.verdict.route is Route.TAKEOVER
        assert words in failed.failure, (reason, failed.failure)
        assert PLAIN.fullmatch(failed.failure), failed.failure
        (why,) = [one.says for one in failed.verdict.reasons if one.code is Code.DRAFT_FAILED]
        assert why == failed.failure, "the one reason that the desk shows"
        assert failed.run is not None, "what happened is on record, also where nothing came of it"
        assert failed.run.steps
        assert EventKind.CASE_DRAFTED in events
        stand_in.script = answers
        drafted, _ = worked_off(company, there, seconds)
        assert drafted.draft is not None, drafted.failure
        assert not company.payments.calls["refund"]


PLAIN = re.compile(r"(The|There|A|An) [^.\n]+(\.\d+[^.\n]*)*\.")
"""One sentence of ours that ends where it ends; a sum or a place in the answer may have a point."""


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


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        (format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True), 80_000, 86_400),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0, 0),
    ],
    ids=["in a day", "long over"],
)
def test_a_date_to_wait_for_is_as_good_as_seconds(said: str, least: float, most: float) -> None:
    assert least <= _until(said) <= most
    assert isnan(_until("soon")), "nonsense counts as unsaid"
