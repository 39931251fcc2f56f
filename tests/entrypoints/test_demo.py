"""The demo company: all of it or nothing, the same for the same seed, and plainly made up."""

import json
import os
import signal
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from hitl.bootstrap import Countersign, build
from hitl.domain.case import Status
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.entrypoints.demo import load_into
from hitl.errors import CountersignError
from hitl.ports.reads import CaseRow, DecisionRow
from hitl.settings import ROOT, Settings
from hitl.steps.measure_pairs import NEWEST, SPEAKS, agreement
from hitl.steps.measure_turns import is_turn
from hitl.steps.reconcile import reconcile
from hitl.steps.simulate.drafters import MODEL
from hitl.steps.simulate.history import bad_days
from hitl.steps.simulate.reviewers import PEOPLE
from tests.demo_company import AS_OF, prepared
from tests.entrypoints.company_files import CUSTOMERS, bring_in
from tests.entrypoints.conftest import KEYS

FEW_DAYS = timedelta(days=4)
"""A short simulated part, where its length does not matter."""

IN_THE_PAST = {
    Code.MODE_SHADOW,
    Code.MODE_COPILOT,
    Code.NOT_IN_CANARY,
    Code.SAMPLED_FOR_QUALITY,
    Code.JURISDICTION,
}
"""Why cases were held before all that the gate clears went alone, under the company's first rules."""

WAITING = {
    Status.RECEIVED,
    Status.IN_REVIEW,
    Status.SNOOZED,
    Status.AWAITING_CUSTOMER,
    Status.AWAITING_SECOND,
    Status.AWAITING_RETURN,
    Status.NEEDS_ATTENTION,
}
"""What a case can wait for."""


class Lived:
    """What a loaded demo holds."""

    def __init__(self, app: Countersign) -> None:
        self.app = app
        self.now = app.clock.now()
        with app.store.reads() as reads:
            self.cases: list[CaseRow] = list(reads.cases(None, None))
            self.decisions: list[DecisionRow] = list(reads.decisions(None, None))
            self.ledger = reads.verify()

    def by(self, email: str) -> list[DecisionRow]:
        """The decisions of one of the people."""
        return [row for row in self.decisions if row.by == email]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """The prepared demo, to be read only."""
    app = build(Settings.load({"HITL_VAR": str(prepared(tmp_path_factory)), "HITL_CLOCK": AS_OF}))
    yield Lived(app)
    app.close()


@pytest.fixture
def short(database: str, tmp_path) -> Iterator[Countersign]:
    """The product on an empty database, once on each kind."""
    given = {"HITL_DATABASE_URL": database, "HITL_VAR": str(tmp_path / "var"), **KEYS}
    app = build(Settings.load({**given, "HITL_CLOCK": "2026-11-10T12:00:00Z"}))
    yield app
    app.close()


def test_it_is_as_large_as_a_company_that_one_believes_in(lived: Lived) -> None:
    assert 400 <= len(lived.decisions) <= 700
    with lived.app.store.reads() as reads:
        assert 250 <= len(reads.customers(1_000)) <= 400
    currencies = Counter(row.currency for row in lived.cases)
    assert min(currencies[code] for code in ("USD", "EUR", "JPY")) >= 30
    assert {row.route for row in lived.cases} >= {Route.AUTO, Route.REVIEW, Route.TAKEOVER}
    first = min(row.received_at for row in lived.cases)
    assert timedelta(days=85) < lived.now - first < timedelta(days=92)


def test_every_decision_is_the_gates_or_one_of_the_peoples_and_the_ledger_verifies(lived: Lived) -> None:
    assert {row.by for row in lived.decisions} == {GATE, *(user.email for user in PEOPLE)}
    assert lived.ledger.ok
    decided = {row.case_id for row in lived.decisions}
    with lived.app.store.reads() as reads:
        for case_id in sorted(decided)[::25]:
            kinds = [str(event.kind) for event in reads.timeline(case_id)]
            assert kinds[0] == "case.received"
            assert "decision.made" in kinds
    found = reconcile(store=lived.app.store, payments=lived.app.payments)
    assert found.differences == ()


def test_it_let_the_agent_go_alone_step_by_step_and_said_why(lived: Lived) -> None:
    with lived.app.store.reads() as reads:
        steps = reads.house_events({EventKind.MODE_CHANGED})
    assert [step.payload["to"] for step in steps] == [
        {"mode": mode, "canary": canary}
        for mode, canary in (("copilot", 100), *(("limited_autonomy", share) for share in (10, 50, 100)))
    ]
    assert [step.payload["without_evidence"] for step in steps] == [False, True, True, True]
    assert all(str(step.payload["reason"]).endswith(".") and "@" in step.actor for step in steps)
    assert timedelta(days=65) < lived.now - steps[-1].at < timedelta(days=73), "weeks before the bad batch"
    with lived.app.store.reads() as reads:
        adopted = [one for one in reads.house_events({EventKind.RULESET_ADOPTED}) if is_turn(one)]
    assert [one.payload["version"] for one in adopted] == [lived.app.ruleset.version]
    assert adopted[0].at > steps[-1].at
    before = {row.ruleset for row in lived.decisions if row.decided_at < adopted[0].at}
    assert len(before) == 1
    assert lived.app.ruleset.version not in before


def test_what_was_drafted_in_shadow_is_compared_and_nothing_came_of_it(lived: Lived) -> None:
    watched = [row for row in lived.decisions if row.mode is Mode.SHADOW]
    assert len(watched) > 10
    assert {row.by for row in watched} <= {user.email for user in PEOPLE}
    assert any(row.action is Action.APPROVE_REFUND for row in watched)
    with lived.app.store.reads() as reads:
        for row in watched:
            file = reads.case_file(row.case_id)
            assert (file.case.status, file.refund, file.deliveries) == (Status.CLOSED, None, ())
            assert file.satisfaction is None


def test_people_have_different_habits(lived: Lived) -> None:
    def changed(email: str) -> float:
        rows = lived.by(email)
        return sum(row.outcome is not DecisionOutcome.APPROVED for row in rows) / len(rows)

    def hands_on(email: str) -> float:
        return statistics.median(
            (row.decided_at - row.opened_at).total_seconds() for row in lived.by(email) if row.opened_at
        )

    quick, careful, senior = "quick@fernhill.example", "reviewer@fernhill.example", "senior@fernhill.example"
    assert changed(quick) < 0.08 < min(changed(careful), changed(senior))
    assert hands_on(quick) < 30
    assert 70 < hands_on(careful) < hands_on(senior)


def test_enough_cases_were_read_twice_to_say_how_far_two_people_agree(lived: Lived) -> None:
    with lived.app.store.reads() as reads:
        pairs = reads.blind_pairs(NEWEST, demo=True)
    assert all(pair.first.by != pair.second.by and pair.first.at < pair.second.at for pair in pairs)
    assert {pair.second.by for pair in pairs} == {user.email for user in PEOPLE}
    found = agreement(pairs)
    assert found.pairs >= SPEAKS
    assert found.actions.value is not None
    assert found.actions.low is not None
    assert 0.3 < found.actions.value < 1, "neither by chance nor as one"
    assert found.amounts is not None
    assert found.apart


def test_the_bad_batch_makes_requests_and_reviews_jump_and_then_fade(lived: Lived) -> None:
    bad = bad_days(lived.now)
    simulated = [row for row in lived.cases if row.ticket_id.startswith("SIM")]
    during = [row for row in simulated if bad.begins <= row.received_at < bad.ends]
    climbed = bad.begins - timedelta(days=14)  # by then all that the gate clears went alone
    before = [row for row in simulated if climbed <= row.received_at < bad.begins]
    after = [row for row in simulated if row.received_at > bad.ends + timedelta(days=10)]

    def a_day(rows: list[CaseRow]) -> float:
        times = [row.received_at for row in rows]
        return len(rows) / max((max(times) - min(times)) / timedelta(days=1), 1)

    def held(rows: list[CaseRow]) -> float:
        return sum(row.route is not Route.AUTO for row in rows) / len(rows)

    assert a_day(during) > 1.5 * max(a_day(before), a_day(after))
    assert held(during) > max(held(before), held(after)) + 0.05


def test_every_reason_of_the_gate_holds_a_case_and_those_of_today_hold_one_that_waits(lived: Lived) -> None:
    waiting = [row for row in lived.cases if row.status is Status.IN_REVIEW]
    assert 25 <= len(waiting) <= 45
    assert {code for row in lived.cases for code in row.reasons} == set(Code)
    assert {code for row in waiting for code in row.reasons} == set(Code) - IN_THE_PAST
    past = [row.received_at for row in lived.cases if IN_THE_PAST & set(row.reasons)]
    assert lived.now - max(past) > timedelta(days=50)


def test_every_route_and_every_status_waits_for_somebody(lived: Lived) -> None:
    waiting = [row for row in lived.cases if row.status is Status.IN_REVIEW]
    assert {row.route for row in waiting} == {Route.REVIEW, Route.TAKEOVER}
    assert {row.status for row in lived.cases} == {*WAITING, Status.CLOSED}
    files = [_file(lived, row) for row in waiting]
    assert {file.case.level for file in files} == {"reviewer", "senior", "manager"}
    assert any(file.case.waiting for file in files)
    assert any(file.case.draft_rejected for file in files)
    assert any(file.case.part_of for file in files), "a message about two orders"
    assert any(file.case.due_at is not None and file.case.due_at < lived.now for file in files), "overdue"


def test_people_wrote_their_own_words_where_a_models_slipped(lived: Lived) -> None:
    slips = {Code.HEDGED_LANGUAGE, Code.PERSONAL_DATA_IN_REPLY, Code.REPLY_INCONSISTENT}
    held = {row.case_id: row for row in lived.cases if slips & set(row.reasons)}
    assert {_file(lived, row).drafted.draft.model for row in held.values()} == {MODEL}
    decided = [row for row in lived.decisions if row.case_id in held]
    assert decided
    assert all(row.outcome is not DecisionOutcome.APPROVED and row.reply_changed for row in decided)


def _file(lived: Lived, row: CaseRow):
    with lived.app.store.reads() as reads:
        return reads.case_file(row.case_id)


def test_everything_in_it_says_that_it_is_made_up(lived: Lived) -> None:
    with lived.app.store.reads() as reads:
        assert reads.house().simulated
        assert all("simulated" in customer.metadata for customer in reads.customers(1_000))
        assert all(_file(lived, row).case.simulated for row in lived.cases[::20])


def test_no_two_customers_write_the_same(lived: Lived) -> None:
    said = [_file(lived, row).conversation[0].text for row in lived.cases[::3]]
    assert len(set(said)) == len(said)


def test_loading_it_twice_changes_nothing(fernhill) -> None:
    before = fernhill.json("audit", "verify")
    assert fernhill.json("demo")["loaded"] is False
    assert fernhill.json("audit", "verify") == before
    assert fernhill.json("metrics")["simulated"] is True


def test_the_same_seed_and_present_give_the_same_cases(short: Countersign, tmp_path) -> None:
    other = build(Settings.load({"HITL_VAR": str(tmp_path / "other"), "HITL_CLOCK": "2026-11-10T12:00:00Z"}))
    told = []
    for app in (short, other):
        load_into(app, span=FEW_DAYS)
        with app.store.reads() as reads:
            cases = [row.model_dump() for row in reads.cases(None, None)]
            told.append((cases, [row.model_dump() for row in reads.decisions(None, None)]))
            assert reads.verify().ok
    other.close()
    assert told[0] == told[1]


def test_a_reset_begins_afresh_while_the_old_demo_is_in_use(short: Countersign) -> None:
    first = load_into(short, span=FEW_DAYS)
    with short.store.unit() as unit:
        unit.controls.set_stopped("somebody tried the switch", "reviewer@fernhill.example", short.clock.now())
        unit.commit()
    again = load_into(short, reset=True, span=FEW_DAYS)
    assert (again.loaded, again.cases, again.decisions) == (True, first.cases, first.decisions)
    with short.store.reads() as reads:
        assert reads.house().stopped is None
        assert reads.verify().ok
    with short.store.unit() as unit:
        assert len([user for user in unit.controls.users() if user.email.endswith("@fernhill.example")]) == 4


def test_the_product_resets_its_demo_itself(fernhill) -> None:
    app = build(Settings.load())
    told: list[str] = []
    before = app.clock.now()
    assert app.reset_demo(told.append).decisions >= 400
    assert told[-1] == "day 90 of 90 ..."
    with app.store.reads() as reads:
        assert max(row.received_at for row in reads.cases(None, None)) > before - timedelta(minutes=10)
    app.close()


def test_a_load_that_breaks_off_leaves_nothing_behind(short: Countersign) -> None:
    def enough(line: str) -> None:
        raise CountersignError(line)

    with pytest.raises(CountersignError, match="is open"):
        load_into(short, progress=enough)
    with short.store.reads() as reads:
        assert reads.customers(1) == ()
        assert not reads.house().simulated
    assert load_into(short, span=FEW_DAYS).loaded


_HEEDING_INTERRUPTS = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("hitl", run_name="__main__", alter_sys=True)
"""
"""What runs in the background, and all that it starts, may have been told to ignore them."""


def test_an_interrupted_command_leaves_nothing_behind(cli) -> None:
    command = [sys.executable, "-c", _HEEDING_INTERRUPTS, "demo"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert "living through" in process.stderr.readline()
        os.kill(process.pid, signal.SIGINT)
        errors = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in errors
    cli.json("export", "cases", "cases.jsonl")
    assert not (cli.folder / "cases.jsonl").read_text("utf-8").strip()


def test_how_far_it_is_stands_on_the_terminal(short: Countersign) -> None:
    told: list[str] = []
    load_into(short, progress=told.append, span=FEW_DAYS)
    assert told == ["Fernhill is open; living through its last 30 days ...", *_days(30)]


def _days(last: int) -> list[str]:
    return [f"day {day} of {last} ..." for day in range(10, last + 1, 10)]


def test_a_reset_deletes_the_demo_company_and_nothing_else(cli) -> None:
    bring_in(cli)
    for words in (("demo",), ("demo", "--reset")):
        ran = cli(*words)
        assert (ran.status, "data of its own" in ran.err) == (2, True)
    assert cli.json("import", "customers", "customers.csv")["unchanged"] == 2


def test_a_reset_keeps_its_hands_off_a_demo_that_holds_customers_of_somebodys_own(fernhill) -> None:
    fernhill.json("import", "customers", fernhill.file("c.csv", CUSTOMERS))
    ran = fernhill("demo", "--reset")
    assert (ran.status, "nothing was deleted" in ran.err) == (2, True)
    assert fernhill.json("demo")["loaded"] is False


def test_what_is_exported_of_it_shows_every_route(fernhill) -> None:
    fernhill.json("drain")
    fernhill.json("export", "cases", "cases.jsonl")
    rows = [json.loads(line) for line in (fernhill.folder / "cases.jsonl").read_text("utf-8").splitlines()]
    assert {row["route"] for row in rows} == {"auto", "review", "takeover"}
    assert datetime.fromisoformat(rows[0]["received_at"]) < datetime.now(UTC)
