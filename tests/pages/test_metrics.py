"""The metrics page: its figures are those of `measure`, its titles claim no more than the figures do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from hitl.bootstrap import Countersign
from hitl.domain.decision import GATE, DecisionOutcome
from hitl.domain.draft import Action
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.mode import Mode
from hitl.domain.refund import RefundStatus
from hitl.ports.reads import DecisionRow
from hitl.steps.measure import Rate, figures
from hitl.steps.measure_cases import Opened, behind
from hitl.steps.measure_control import control
from hitl.steps.measure_look import Lookout
from hitl.steps.measure_points import Point, points
from hitl.steps.measure_quality import caught
from hitl.steps.measure_reading import Signal
from hitl.steps.measure_slice import Dimension, Grain, Log, cut, read_log
from hitl.steps.measure_turns import LOGGED
from hitl.steps.measure_watch import watch
from hitl.steps.roll_up import roll_up
from hitl.ui import words as words_of
from hitl.ui.metrics import drifted, findings, opened, summary, tiles
from hitl.ui.metrics.asked import Against, Asked, Span, read
from hitl.ui.metrics.report import Report, worked_out
from hitl.ui.metrics.series import Series, series
from hitl.ui.theme import local
from tests.looks import days_of, lookout
from tests.pages.conftest import MANAGER, Show, words
from tests.properties.test_rollups import counted
from tests.steps.test_measure import case

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def _decision(at: datetime, *, by: str = GATE, changed: bool = False) -> DecisionRow:
    return DecisionRow(
        case_id=f"CS-{at.timestamp():.0f}{by}",
        decision_id="D",
        by=by,
        outcome=DecisionOutcome.EDITED if changed else DecisionOutcome.APPROVED,
        draft_action=Action.ANSWER_ONLY,
        draft_amount=None,
        action=Action.ANSWER_ONLY,
        amount=None,
        reason_code=None,
        queued_at=None if by == GATE else at - timedelta(minutes=10),
        opened_at=None,
        decided_at=at,
        policy=1,
        ruleset="1",
        prompt="",
        model="",
        mode=Mode.LIMITED_AUTONOMY,
        refund_status=None,
        reply_changed=changed,
    )


def test_the_page_shows_the_figures_that_measure_works_out(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        log = cut(read_log(reads, None, None, demo=True), {})
    found = figures(log.cases, log.decisions)
    page = show("metrics")
    page.button_group[0].select("all").run()
    assert found.auto_approval_rate.value is not None
    assert tiles.percent(found.auto_approval_rate.value) in words(page)
    assert f"{found.by_gate:,} of {found.decisions:,} decisions" in words(page)
    assert tiles.percent(found.override_rate.value or 0) in words(page)


def test_kept_sums_say_what_the_rows_say_on_everything_that_the_page_draws(demo: Countersign) -> None:
    asked = (
        Asked(span=Span.ALL),
        Asked(against=Against.BEFORE, where={Dimension.CHANNEL: "email"}),
        Asked(first=demo.clock.now().date() - timedelta(50), last=demo.clock.now().date() - timedelta(30)),
        Asked(against=Against.OTHER, dimension=Dimension.CURRENCY, value="EUR", grain=Grain.MONTH),
    )
    now = demo.clock.now()
    of_rows = [_looked(demo, one, now) for one in asked]
    assert not any(found.kept for found in of_rows)
    roll_up(demo.store)
    for one, of_row in zip(asked, of_rows, strict=True):
        kept = _looked(demo, one, now)
        assert kept.kept
        assert counted(kept.measured) == counted(of_row.measured)
        times = {"measured", "compared", "kept"}  # their percentiles are held against the rows elsewhere
        assert kept.model_dump(exclude=times) == of_row.model_dump(exclude=times)

    assert watch(store=demo.store, post=demo.post, clock=demo.clock, unsure_below=0.6) > 0
    told = _looked(demo, asked[0], now)
    newest = max(told.drifts, key=lambda drift: drift.end)
    assert f"Alerted on {demo.clock.now().day} " in drifted.told(told, newest)


def test_days_that_are_named_are_looked_at_whole_and_a_span_takes_their_place(
    demo: Countersign, show: Show
) -> None:
    last = demo.clock.now().date() - timedelta(30)
    first = last - timedelta(20)
    page = show("metrics", **{"from": f"{first}", "to": f"{last}"})
    begun, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(1)))
    with demo.store.reads() as reads:
        came = len(cut(read_log(reads, begun, end, demo=True), {}).cases)
        before = Lookout(reads, demo=True).look({}, begun - timedelta(21), begun).measured
    shown = [words_of.day(local(day)) for day in (begun, end - timedelta(seconds=1))]
    assert f"From {shown[0]} to {shown[1]}, {came} cases" in words(page)
    page.button_group[0].select("7 days").run()
    assert "to now" in words(page)
    asked = Asked(first=first, last=last, against=Against.BEFORE)
    compared = {row.figure: row for row in _looked(demo, asked, demo.clock.now()).compared}
    assert compared["override_rate"].cases_before == before.figures.by_people


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({"from": "2026-10-01", "to": "2026-10-31"}, (date(2026, 10, 1), date(2026, 10, 31))),
        ({"from": "2026-10-31", "to": "2026-10-01"}, (date(2026, 10, 31), None)),  # it cannot end before
        ({"from": "soon", "to": "9999-12-31"}, (None, None)),
        ({"from": "0001-01-01"}, (None, None)),
    ],
)
def test_days_in_the_address_that_are_none_say_nothing(query, days) -> None:
    found = read(query)
    assert (found.first, found.last) == days


def _looked(demo: Countersign, asked: Asked, now: datetime) -> Report:
    with demo.store.reads() as reads:
        events = reads.house_events({*LOGGED, EventKind.DRIFT_FOUND})
        return worked_out(Lookout(reads, demo=True), events, asked, now, unsure_below=0.6)


def test_a_figure_opens_its_cases_and_from_there_the_case(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        failed = {
            row.case_id for row in reads.decisions(None, None) if row.refund_status is RefundStatus.FAILED
        }
    page = show("metrics", span="all")
    page.button("tile_execution_failure_rate_press").click().run()
    assert f"{len(failed)} cases" in words(page)
    assert {link.proto.query_string for link in page.get("page_link")} == {f"case={one}" for one in failed}


def test_a_case_of_a_short_time_that_was_decided_later_is_not_called_undecided(
    demo: Countersign, show: Show
) -> None:
    with demo.store.reads() as reads:
        decided = {row.case_id: row.decided_at.date() for row in reads.decisions(None, None)}
        days = [
            row.received_at.date()
            for row in reads.cases(None, None)
            if row.route == "review"
            and row.mode != "shadow"
            and decided.get(row.case_id, row.received_at.date()) > row.received_at.date()
        ]
    page = show("metrics", **{"from": f"{days[0]}", "to": f"{days[0]}"})
    page.button("row_review_rate_press").click().run()
    shown = [link.proto.label.split(": ", 1) for link in page.get("page_link")]
    assert shown
    assert {case for case, says in shown if says == "not decided yet"} == {c for c, _ in shown} - set(decided)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (Opened(figure="review_latency_p50"), "Waiting for a decision, the longest first"),
        (Opened(figure="review_latency_p50", low=65.2, high=82), "Decided after 65 s to 82 s"),
        (Opened(figure="handling_p50", low=600, high=10_000), "Hands-on time of 10.0 min to 2.8 h"),
    ],
)
def test_a_list_says_which_cases_it_holds(what: Opened, says: str) -> None:
    assert opened.title(what) == says


def test_a_sum_and_a_path_of_satisfaction_open_their_cases(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        log = cut(read_log(reads, None, None, demo=True), {})
    page = show("metrics", span="all")
    page.button("money_auto_exposure_USD_press").click().run()
    assert f">{len(behind(log, Opened(figure='auto_exposure', of='USD'), Grain.DAY))} case" in words(page)
    page.button("satisfied_edited_press").click().run()
    assert f">{len(behind(log, Opened(figure='satisfied', of='edited'), Grain.DAY))} case" in words(page)


def test_the_address_says_what_is_looked_at(demo: Countersign, show: Show) -> None:
    with demo.store.reads() as reads:
        log = cut(read_log(reads, None, None, demo=True), {Dimension.CURRENCY: "EUR"})
    page = show("metrics", span="all", currency="EUR", grain="month", nonsense="1", against="channel:email")
    told = words(page)
    assert f"{len(log.cases):,} cases" in told
    assert "Currency: EUR" in told
    assert "by month" in told
    assert "beside" in told
    page.selectbox("currency").select("").run()
    assert "currency" not in page.query_params


def test_figures_stand_beside_those_of_the_time_before(demo: Countersign, show: Show) -> None:
    page = show("metrics", span="30 days")
    assert "points</b>" not in words(page)
    page.selectbox("against").select("before").run()
    assert page.query_params["against"] == "before"
    assert "points</b>" in words(page)
    assert "Beside the same time before" in words(page)


def test_every_figure_has_its_definition_on_the_page(demo: Countersign, show: Show) -> None:
    told = words(show("metrics"))
    for name in (
        "Decided without a person",
        "Changed by people",
        "Waiting for a decision",
        "Paid back",
        "Cases handled",
    ):
        assert f"<dt>{name}</dt>" in told


def _series(rows: Sequence[DecisionRow]) -> Series:
    return series(days_of(Log(cases=(), decisions=tuple(rows))))


def test_few_decisions_a_day_are_shown_by_week() -> None:
    rows = [_decision(MONDAY + timedelta(days=day)) for day in range(14)]
    found = _series(rows)
    assert found.grain is Grain.WEEK
    assert [point.start for point in found.points] == [MONDAY.date(), (MONDAY + timedelta(days=7)).date()]
    assert [point.auto.whole for point in found.points] == [7, 7]


def test_many_decisions_a_day_are_shown_by_day() -> None:
    rows = [_decision(MONDAY + timedelta(days=day, minutes=i)) for day in range(2) for i in range(12)]
    found = _series(rows)
    assert found.grain is Grain.DAY
    assert [point.auto.whole for point in found.points] == [12, 12]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ((90, 100), (40, 100), "fallen from 90.0% to 40.0%"),
        ((40, 100), (90, 100), "risen from 40.0% to 90.0%"),
        ((50, 100), (54, 100), "no clear change"),  # within what chance does
        ((9, 10), (1, 10), "50.0% of 20"),  # too few for a trend
        ((0, 0), (0, 0), "nothing to count yet"),
    ],
)
def test_a_title_claims_a_trend_only_where_the_intervals_part(
    before: tuple[int, int], after: tuple[int, int], says: str
) -> None:
    assert not _series(()).points
    points = [_point(day, Rate.of(*counts)) for day, counts in enumerate((before, after))]
    whole = Rate.of(before[0] + after[0], before[1] + after[1])
    assert says in findings.rate(points, lambda point: point.auto, "Share", whole)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((), "nothing to count yet"),
        ((40,) * 4, "too few weeks yet"),
        ((40,) * 9, "keeps to its usual 40.0%"),
        (
            (40, 40, 40, 90, 90, 40, 40, 40, 40),
            "in the week of 26 October and came back in",
        ),
        ((40, 40, 40, 40, 40, 40, 40, 40, 90), "Reviews left control in the week of 30 November"),
    ],
)
def test_the_control_chart_says_when_reviews_left_control_and_came_back(
    parts: tuple[int, ...], says: str
) -> None:
    found = control(
        [(MONDAY.date() + timedelta(weeks=n), Rate.of(part, 100)) for n, part in enumerate(parts)]
    )
    assert says in findings.control(found, "week")


@pytest.mark.parametrize(
    ("changed", "reviews", "failed", "says"),
    [
        (0, 99, 0, "Too early"),
        (2, 400, 0, "Ready for more autonomy"),
        (36, 400, 0, "Not yet"),  # 9%, and by chance more than the goal
        (2, 400, 30, "Not yet"),  # the processor refuses too many
    ],
)
def test_more_autonomy_is_answered_by_the_goals(changed: int, reviews: int, failed: int, says: str) -> None:
    rows = [
        _decision(MONDAY, by="rita", changed=number < changed).model_copy(
            update={"refund_status": RefundStatus.FAILED if number < failed else RefundStatus.SUCCEEDED}
        )
        for number in range(reviews)
    ]
    assert summary.answer(_report(rows)).says.startswith(says)


def _report(rows: list[DecisionRow]) -> Report:
    log = Log(cases=(), decisions=tuple(rows))
    return worked_out(lookout(log), (), Asked(span=Span.ALL), MONDAY + timedelta(1), unsure_below=0.6)


def test_the_share_sent_to_a_person_is_counted_by_receipt_whatever_was_decided_since() -> None:
    routes = (Route.AUTO, Route.REVIEW, Route.TAKEOVER, None)  # None: not judged yet
    cases = [
        case(number, at=MONDAY + timedelta(days=number)).model_copy(update={"route": route})
        for number, route in enumerate(routes)
    ]
    strange = case(9, Code.NOT_A_REFUND_REQUEST, at=MONDAY).model_copy(update={"route": Route.REVIEW})
    days = days_of(Log(cases=(*cases, strange), decisions=()))
    assert [(point.start, point.sent) for point in points(days, Grain.WEEK)] == [
        (MONDAY.date(), Rate.of(2, 3))
    ]
    assert [point.sent.part for point in points(days, Grain.DAY)] == [0, 1, 1, 0]


def _point(day: int, rate: Rate) -> Point:
    made = _series([_decision(MONDAY + timedelta(days=day))]).points[0]
    return made.model_copy(update={"auto": rate})


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (1.0, "100%"), (0.0021, "0.21%"), (0.0741, "7.4%")])
def test_a_share_is_as_exact_as_it_is_useful(share: float, said: str) -> None:
    assert tiles.percent(share) == said


def test_the_bad_batch_of_the_demo_company_is_found_dated_and_explained(
    demo: Countersign, show: Show
) -> None:
    began = (demo.clock.now() - timedelta(days=44)).date()
    drifts = _looked(demo, Asked(span=Span.ALL), demo.clock.now()).drifts
    found = next(one for one in drifts if one.end >= began)
    assert found.start <= began + timedelta(days=7)  # the week in which it begins, or the next
    assert found.cause is not None
    assert found.cause.where[Dimension.REASON] == "defective"
    assert abs(found.cause.first - began) <= timedelta(days=2)
    told = words(show("metrics", span="all"))
    assert f"{found.cause.first.day} to {found.cause.last.day} {found.cause.last:%B}" in told
    assert drifted.what(found) in told
    assert timedelta(days=8) <= found.cause.last - found.cause.first <= timedelta(days=16)


def test_everybody_sees_their_own_reading_and_managers_that_of_all(demo: Countersign, show: Show) -> None:
    assert demo.store
    own = words(show("metrics", by="quick@fernhill.example"))
    assert "Are you still reading?" in own
    assert "look closer" in own
    assert "Wrong drafts caught" in own
    assert "Rita Reviewer" not in own
    everybody = words(show("metrics", by=MANAGER))
    assert everybody.index(">You<") < everybody.index(">Rita Reviewer<")
    assert "too few cases" in everybody  # the manager's own


def test_who_approves_wrong_drafts_unread_sees_it_first(demo: Countersign) -> None:
    with demo.store.reads() as reads:
        people = {
            who: reads.quality_answers(f"{who}@fernhill.example", 60, demo=True)
            for who in ("reviewer", "quick")
        }
        assert reads.quality_answers("quick@fernhill.example", 60, demo=False) == ()
    careful, quick = (caught(people[who]) for who in ("reviewer", "quick"))

    assert careful.misses is not Signal.LOOK
    assert careful.right.value > 0.8
    assert quick.caught.value < 0.6


def test_how_much_there_was_to_read_is_known_without_opening_it(demo: Countersign) -> None:
    with demo.store.reads() as reads:
        reviews = reads.reviews_of("quick@fernhill.example", 20, demo=True)
        as_drafted = [row for row in reviews if row.as_drafted]  # what was changed is kept with an edit
        assert len(as_drafted) > 10
        for row in as_drafted:
            file = reads.case_file(row.case_id)
            until = [turn.text for turn in file.conversation if turn.at <= row.decided_at]
            assert file.decision is not None
            whole = sum(len(text.encode()) for text in (*until, file.decision.reply))
            assert row.length == pytest.approx(whole, abs=25)
        assert reads.reviews_of("quick@fernhill.example", 20, demo=False) == ()
