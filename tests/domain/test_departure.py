"""Which corrections are called frequent, and what is suggested."""

from datetime import UTC, datetime, timedelta

import pytest

from hitl.domain.decision import DecisionReason as Why
from hitl.domain.departure import FEWEST, SHOWN, Departure, Paid, frequent
from hitl.ui.metrics import corrected

START = datetime(2026, 11, 1, tzinfo=UTC)


def departures(
    count: int,
    clause: str | None = "RP-2",
    reason: Why | None = Why.POLICY_MISREAD,
    paid: Paid = Paid.LESS,
) -> list[Departure]:
    """So many of one kind, an hour apart."""
    return [
        Departure(
            case_id=f"CS-{number}",
            clause=clause,
            reason=reason,
            paid=paid,
            decided_at=START + timedelta(hours=number),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "drafts", "shown"),
    [
        (FEWEST - 1, 4, False),  # every draft was corrected, and still they are too few
        (FEWEST, 20, True),
        (FEWEST, 200, False),  # perhaps only one in a hundred
        (12, 200, True),  # at least one in fifty for sure
    ],
)
def test_few_corrections_or_a_small_share_of_the_drafts_are_not_frequent(
    count: int, drafts: int, shown: bool
) -> None:
    assert bool(frequent(departures(count), {"RP-2": drafts})) is shown


def test_a_group_says_how_many_of_how_many_and_names_the_newest_cases() -> None:
    (one,) = frequent(departures(8), {"RP-2": 20, "RP-1": 90})
    assert (one.departures, one.drafts, one.less, one.more) == (8, 20, 8, 0)
    assert one.low < 0.4 < one.high
    assert one.cases == ("CS-7", "CS-6", "CS-5", "CS-4", "CS-3")
    assert len(one.cases) == SHOWN


@pytest.mark.parametrize(
    ("reason", "paid", "suggested"),
    [
        (Why.POLICY_MISREAD, Paid.MORE, "read too strictly"),
        (Why.POLICY_MISREAD, Paid.LESS, "read too generously"),
        (Why.POLICY_MISREAD, Paid.SAME, "ambiguous"),
        (Why.AMOUNT_WRONG, Paid.LESS, "percentage may be too high"),
        (Why.GOODWILL, Paid.MORE, "may be too strict"),
        (Why.MISSING_INFORMATION, Paid.LESS, "ask for evidence"),
        (Why.TONE, Paid.SAME, "Not the clause but the words"),
        (Why.OTHER, Paid.LESS, "Read these cases"),
        (None, Paid.LESS, "Read these cases"),
    ],
)
def test_the_suggestion_follows_from_the_reason_and_from_what_was_paid(
    reason: Why | None, paid: Paid, suggested: str
) -> None:
    (one,) = frequent(departures(9, reason=reason, paid=paid), {"RP-2": 9})
    assert suggested in one.suggestion
    assert "RP-2" in one.suggestion


def test_corrections_in_both_directions_speak_of_an_ambiguous_clause() -> None:
    mixed = [*departures(5, paid=Paid.MORE), *departures(5, paid=Paid.LESS)]
    (one,) = frequent(mixed, {"RP-2": 10})
    assert "ambiguous" in one.suggestion


def test_drafts_without_a_clause_point_to_a_gap_in_the_policy() -> None:
    (one,) = frequent(departures(6, clause=None), {None: 6})
    assert "may say nothing" in one.suggestion


def test_reasons_are_kept_apart_and_the_largest_group_stands_first() -> None:
    both = [*departures(6, reason=Why.GOODWILL), *departures(9, "RP-1")]
    assert [one.clause for one in frequent(both, {"RP-1": 20, "RP-2": 20})] == ["RP-1", "RP-2"]


def test_the_table_says_its_bounds_and_links_to_the_cases() -> None:
    html = corrected.html(frequent(departures(8, clause="<b>"), {"<b>": 20}))
    for text in ("last 90 days", "from 5 corrections", "2% of", "8 less", 'href="case?case=CS-7"', "40"):
        assert text in html, text
    assert "<b>&lt;b&gt;" not in html
    assert "&lt;b&gt;" in html
    assert corrected.NOTHING in corrected.html(())
