"""Samples: what is put ready is found by its properties, and does what its line promises."""

import shutil

import pytest

from hitl.bootstrap import Countersign
from hitl.domain.case import Channel, Status, Ticket
from hitl.domain.draft import Action
from hitl.domain.gate.verdict import Code
from hitl.durable.drain import drain
from hitl.errors import InvalidFile
from hitl.ports.reads import CaseFile
from hitl.settings import ROOT, Settings
from hitl.steps.intake import receive
from hitl.steps.samples import Ready, Sample, Wants, goods, make_ready, parse_samples
from tests.company import line
from tests.demo_company import AS_OF, prepared

SAMPLES = {
    sample.key: sample for sample in parse_samples((ROOT / "data/demo/samples.toml").read_text("utf-8"))
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Countersign:
    """The demo company, drafted up to now; samples are tried in it one after the other, as in a demo."""
    from hitl.bootstrap import build

    var = tmp_path_factory.mktemp("demo") / "var"
    shutil.copytree(prepared(tmp_path_factory), var)
    product = build(Settings.load({"HITL_VAR": str(var), "HITL_CLOCK": AS_OF}))
    drain(product)
    yield product
    product.close()


def ready(product: Countersign, sample: Sample) -> Ready | None:
    with product.store.reads() as reads:
        customers = reads.customers(1_000)
    with product.store.unit() as unit:
        return make_ready(sample, customers, unit=unit, ruleset=product.ruleset, now=product.clock.now())


def ask(product: Countersign, found: Ready, number: str) -> CaseFile:
    ticket = Ticket(
        ticket_id=f"try-{number}",
        body=found.text,
        received_at=product.clock.now(),
        channel=Channel.CHAT,
        customer_id=found.customer.customer_id,
        email=found.customer.email,
        order_id=found.order.order_id if found.order else None,
        waiting=True,
    )
    case = receive(ticket, store=product.store, clock=product.clock)
    drain(product)
    with product.store.reads() as reads:
        return reads.case_file(case.case_id)


PROMISED = [
    ("small", Status.CLOSED, set(), "paid without a person"),
    ("large", Status.IN_REVIEW, {Code.AMOUNT_LIMIT}, "held for its amount and nothing else"),
    ("angry", Status.IN_REVIEW, {Code.CUSTOMER_SENTIMENT}, "held for its tone and nothing else"),
    ("lawyer", Status.IN_REVIEW, {Code.EXCEPTION_KEYWORD}, "held for one word and nothing else"),
    ("unclear", Status.AWAITING_CUSTOMER, set(), "asked back without a person"),
]


@pytest.mark.parametrize(("key", "status", "codes", "why"), PROMISED)
def test_a_sample_does_what_its_line_promises(
    demo: Countersign, key: str, status: Status, codes: set[Code], why: str
) -> None:
    found = ready(demo, SAMPLES[key])
    assert found is not None
    file = ask(demo, found, key)
    assert file.drafted is not None
    assert (file.case.status, set(file.drafted.verdict.codes)) == (status, codes), why


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("another", Code.ORDER_NOT_OWNED),
        ("injection", Code.INJECTION_SUSPECTED),
        ("language", Code.LANGUAGE),
    ],
)
def test_what_must_not_go_alone_is_held_for_its_reason(demo: Countersign, key: str, code: Code) -> None:
    found = ready(demo, SAMPLES[key])
    assert found is not None
    file = ask(demo, found, key)
    assert file.drafted is not None
    assert file.case.status is Status.IN_REVIEW
    assert code in file.drafted.verdict.codes
    assert file.refund is None


def test_a_sample_is_ready_again_with_another_order_once_it_was_paid(demo: Countersign) -> None:
    orders = []
    while (found := ready(demo, SAMPLES["small"])) is not None and len(orders) < 30:
        assert found.order is not None
        file = ask(demo, found, f"again-{len(orders)}")
        assert file.drafted is not None
        assert file.drafted.draft is not None
        assert (file.case.status, file.drafted.draft.action) == (Status.CLOSED, Action.APPROVE_REFUND)
        orders.append(found.order.order_id)
    assert len(set(orders)) == len(orders) >= 8  # as often as a morning of demos tries it


def test_several_orders_over_the_limit_are_there_to_be_tried(demo: Countersign) -> None:
    tried = 0
    while (found := ready(demo, SAMPLES["large"])) is not None:
        ask(demo, found, f"large-{tried}")
        tried += 1
    assert tried >= 6


def test_where_no_order_is_left_there_is_none(demo: Countersign) -> None:
    high = demo.ruleset.model_copy(
        update={"auto": demo.ruleset.auto.model_copy(update={"limit": {"USD": 1}})}
    )
    with demo.store.reads() as reads, demo.store.unit() as unit:
        customers = reads.customers(40)
        assert make_ready(SAMPLES["small"], customers, unit=unit, ruleset=high, now=demo.clock.now()) is None


def test_without_customers_there_is_none(demo: Countersign) -> None:
    with demo.store.unit() as unit:
        for sample in SAMPLES.values():
            assert make_ready(sample, (), unit=unit, ruleset=demo.ruleset, now=demo.clock.now()) is None


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Stoneware mug, blue", "stoneware mug"),
        ("Cushion cover 45 cm", "cushion cover"),
        ("LED bulb E27", "LED bulb"),
        ("Picture frame A4", "picture frame"),
    ],
)
def test_goods_are_called_what_a_customer_calls_them(title: str, said: str) -> None:
    assert goods(line(title=title)) == said


def test_every_sample_is_known_by_the_key_that_others_link_to() -> None:
    assert set(SAMPLES) == {
        "small", "large", "angry", "lawyer", "unclear", "another", "injection", "language"
    }  # fmt: skip
    assert all(sample.watch.endswith(".") for sample in SAMPLES.values())
    assert SAMPLES["language"].order is Wants.ANY


@pytest.mark.parametrize("text", ["", "sample = 1", "[[sample]]\nkey = 'x'", "[[sample"])
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidFile):
        parse_samples(text)
