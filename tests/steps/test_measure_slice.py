"""What a slice holds, and that whoever shows figures counts the same rows."""

from datetime import date, timedelta

import pytest

from hitl.domain.case import Channel, Status
from hitl.domain.decision import GATE, Approve
from hitl.domain.gate.verdict import Route
from hitl.domain.mode import Mode
from hitl.domain.money import Money
from hitl.domain.order import Tier
from hitl.ports.reads import SEVERAL
from hitl.steps.measure_look import choices
from hitl.steps.measure_slice import Dimension, Grain, Log, band, between, cut, read_log, value
from tests.company import line, order, ticket
from tests.looks import lookout
from tests.steps.test_measure import NOON, case, decision


@pytest.mark.parametrize(
    ("grain", "start"),
    [(Grain.DAY, date(2026, 11, 12)), (Grain.WEEK, date(2026, 11, 9)), (Grain.MONTH, date(2026, 11, 1))],
)
def test_a_point_begins_on_its_first_day(grain, start):
    assert grain.start(date(2026, 11, 12)) == start


@pytest.mark.parametrize(
    ("minor", "name"),
    [(None, "none"), (0, "to 2500"), (2_500, "to 2500"), (2_501, "to 10000"), (50_001, "above 50000")],
)
def test_an_edge_belongs_to_the_band_below(minor, name):
    assert band(None if minor is None else Money(minor=minor, currency="JPY")) == name


def _log() -> Log:
    chat = {"channel": Channel.CHAT, "tier": Tier.PREMIUM}
    return Log(
        cases=(
            case(1).model_copy(update={**chat, "by": GATE}),
            case(2).model_copy(update={"model": "a"}),
            case(3).model_copy(update={"model": "b"}),
            case(4),
        ),
        decisions=(
            decision(1, GATE, **chat),
            decision(2, model="a", channel=Channel.EMAIL),
            decision(3, model="b", channel=Channel.EMAIL),
        ),
    )


@pytest.mark.parametrize(
    ("where", "cases", "decisions", "why"),
    [
        ({}, [1, 2, 3, 4], [1, 2, 3], "everything"),
        ({Dimension.CHANNEL: "chat"}, [1], [1], "both have it"),
        ({Dimension.TIER: "none"}, [2, 3, 4], [2, 3], "the value of what has none"),
        ({Dimension.MODEL: "a"}, [2], [2], "a case has that of its decision"),
        ({Dimension.CHANNEL: "email", Dimension.MODEL: "b"}, [3], [3], "two together"),
        ({Dimension.CHANNEL: "chat", Dimension.MODEL: "b"}, [], [], "nothing has both"),
        ({Dimension.REVIEWER: GATE}, [1], [1], "the gate is one who decides"),
    ],
)
def test_a_slice_holds_what_has_all_values(where, cases, decisions, why):
    found = cut(_log(), where)
    assert [row.case_id for row in found.cases] == [f"CS-{number}" for number in cases], why
    assert [row.case_id for row in found.decisions] == [f"CS-{number}" for number in decisions], why


def test_shadow_is_counted_only_where_it_is_asked_for_and_withdrawn_never():
    cases = (
        case(1),
        case(2).model_copy(update={"mode": Mode.SHADOW}),
        case(3).model_copy(update={"status": Status.WITHDRAWN}),
    )
    log = Log(cases=cases, decisions=(decision(1), decision(2, mode=Mode.SHADOW)))
    usual, shadow = cut(log, {}), cut(log, {Dimension.MODE: "shadow"})
    assert ([row.case_id for row in usual.cases], len(usual.decisions)) == (["CS-1"], 1)
    assert ([row.case_id for row in shadow.cases], len(shadow.decisions)) == (["CS-2"], 1)


def test_a_shorter_span_holds_its_first_moment_and_not_its_last():
    log = Log(cases=(case(1), case(2, at=NOON + timedelta(days=1))), decisions=())
    assert [row.case_id for row in between(log, NOON, NOON + timedelta(days=1)).cases] == ["CS-1"]


def test_values_are_named_by_how_often_they_occur():
    found = choices(lookout(_log()).catalogue(None, None))
    assert found[Dimension.CHANNEL] == ("email", "chat")
    assert found[Dimension.MODEL] == ("none", "a", "b")


def test_both_databases_know_every_dimension_of_a_case_and_of_its_decision(company):
    company.add(
        order(
            "2",
            lines=(
                line(unit_price=48_00, category="kitchen"),
                line("2", sku="TROWEL", title="Garden trowel", category="garden"),
            ),
        ),
        order("3", currency="EUR", lines=(line(unit_price=400_00, category="garden"),)),
    )
    for number in ("2", "3"):
        found, _ = company.draft(
            ticket(f"The mug of order {number} arrived broken.", number, order_id=number)
        )
        company.answer(found, Approve(), confirmed="refund 400.00")
    with company.store.reads() as reads:
        log = read_log(reads, None, None, demo=False)
    first, second = log.decisions
    assert [value(row, Dimension.CATEGORY) for row in log.cases] == [SEVERAL, "garden"]
    for dimension in (Dimension.CATEGORY, Dimension.BAND, Dimension.CURRENCY, Dimension.CHANNEL):
        of_case = [value(row, dimension) for row in log.cases]
        assert of_case == [value(row, dimension) for row in log.decisions], dimension
    assert (value(first, Dimension.BAND), value(second, Dimension.BAND)) == ("to 10000", "to 50000")
    assert (value(first, Dimension.CURRENCY), value(second, Dimension.CURRENCY)) == ("USD", "EUR")
    assert value(first, Dimension.REASON) == "damaged" == value(log.cases[0], Dimension.REASON)
    assert value(first, Dimension.DRAFTER) != "none"
    assert first.due_at is not None
    assert first.route is Route.REVIEW


def test_simulated_cases_never_stand_beside_a_companys_own(company):
    company.add(order("2"))
    company.draft(ticket())
    with company.store.unit() as unit:
        unit.cases.open(ticket(ticket_id="sim"), linked_case=None, simulated=True)
        unit.commit()
    with company.store.reads() as reads:
        assert [row.ticket_id for row in read_log(reads, None, None, demo=False).cases] != ["sim"]
        assert len(read_log(reads, None, None, demo=False).cases) == 1
        assert len(read_log(reads, None, None, demo=True).cases) == 2
