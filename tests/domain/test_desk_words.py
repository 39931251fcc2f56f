"""What the desk makes of words: placeholders, names that are called, words to search by; and its forecast."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitl.domain.forecast import Forecast, forecast
from hitl.domain.mention import mentioned
from hitl.domain.roles import Role, User
from hitl.domain.saved_reply import PLACEHOLDERS, fill, unfilled
from hitl.domain.search_words import MOST, asked, words_of, words_of_case, words_of_customer

NOW = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
VALUES = {"name": "Ada", "order": "48291", "amount": "$42.00", "due": ""}


@pytest.mark.parametrize(
    ("text", "filled", "missing", "why"),
    [
        ("Dear {name}, {amount}.", "Dear Ada, $42.00.", (), "what is known is put in"),
        ("{Name}!", "Ada!", (), "in whatever case"),
        ("By {due}, {due}", "By {due}, {due}", ("due",), "an empty value stays visible and is said once"),
        ("{nmae} {order}", "{nmae} 48291", ("nmae",), "so does an unknown one"),
        ("{}, {a b}, {{name}}", "{}, {a b}, {Ada}", (), "other braces are only braces"),
    ],
)
def test_placeholders_are_filled_or_stay(text: str, filled: str, missing: tuple[str, ...], why: str) -> None:
    result = fill(text, VALUES)
    assert (result.text, result.missing) == (filled, missing), why


@given(st.text(), st.text(min_size=1))
def test_a_value_is_put_in_as_it_is(before: str, value: str) -> None:
    plain = before.replace("{", "").replace("}", "")
    assert fill(plain + "{name}", {"name": value}).text == plain + value


def test_what_was_not_filled_in_is_found_again() -> None:
    assert unfilled("{Name}, {due} and {due}, not {this} nor {x y}") == ("{Name}", "{due}")


def test_every_placeholder_is_known_by_its_name() -> None:
    assert fill("{name}{order}{amount}{due}", dict.fromkeys(PLACEHOLDERS, "x")).text == "xxxx"


PEOPLE = [
    User(email="grace@example.com", name="Grace Hopper", role=Role.SENIOR),
    User(email="ada.b@example.com", name="Ada Byron", role=Role.REVIEWER),
    User(email="ada.l@example.com", name="Ada Lovelace", role=Role.REVIEWER),
    User(email="left@example.com", name="Leo Left", role=Role.REVIEWER, disabled=True),
]


@pytest.mark.parametrize(
    ("text", "called", "why"),
    [
        ("@grace look", ["grace@example.com"], "the part before the @, or a first name"),
        ("ask @Grace.", ["grace@example.com"], "a full stop ends the sentence, not the name"),
        ("@ada.l@example.com, please", ["ada.l@example.com"], "the whole address"),
        ('@"Ada Byron" and @gracehopper', ["ada.b@example.com", "grace@example.com"], "full names"),
        ("@ada", [], "a name of two people calls nobody"),
        ("@left @nobody grace@example.com", [], "who left, a stranger, an address without a call"),
        ("@grace @GRACE", ["grace@example.com"], "once"),
    ],
)
def test_colleagues_are_called_by_name(text: str, called: list[str], why: str) -> None:
    assert list(mentioned(text, PEOPLE)) == called, why


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Émile's LAMP broke", ["emile", "lamp", "broke"], "lower case, no accents, three letters"),
        ("it is ok", [], "short words say nothing"),
        ("order #48291-2", ["order", "48291"], "numbers are words"),
        (
            "mail Ada@Example.com",
            ["ada@example.com", "mail", "ada", "example", "com"],
            "an address as a whole too",
        ),
        ("x" * 61, [], "pasted data is no word"),
        ("Straße Größe", ["strasse", "grosse"], "as one types it without the letter"),
        ("壊れたランプ", ["壊れたランフ"], "in any script, without its marks"),
    ],
)
def test_words_are_what_one_would_type(text: str, words: list[str], why: str) -> None:
    assert list(words_of(text)) == words, why


def test_a_case_has_a_bounded_number_of_words_its_numbers_first() -> None:
    words = words_of_case(("CS-1001", None, "#7"), [" ".join(f"word{number}" for number in range(999))])
    assert words[:4] == ("cs-1001", "1001", "7", "word0")
    assert len(words) == MOST


def test_a_customer_is_found_by_their_own_words_not_by_their_provider() -> None:
    words = words_of_customer("C1", "Ada Lovelace", "Countess.Ada@example.com")
    assert words == ("c1", "countess.ada@example.com", "ada", "lovelace", "countess")


def test_a_search_asks_for_parts_as_a_whole_or_word_by_word() -> None:
    assert asked("CS-1001  Émile, C1") == (("cs-1001", ("1001",)), ("emile", ("emile",)), ("c1", ()))
    assert asked(" # ") == ()


@given(st.text(max_size=200))
def test_whatever_is_kept_of_a_text_is_found_by_the_text(text: str) -> None:
    kept = set(words_of_case((), [text]))
    for part, words in asked(text):
        assert part in kept or set(words) <= kept | {""}


@pytest.mark.parametrize(
    ("flow", "hours", "expected", "why"),
    [
        ((0, 5, 0), 2, Forecast(kind="clear"), "nothing waits"),
        ((10, 0, 0), 2, Forecast(kind="unknown"), "nobody has decided anything yet"),
        (
            (10, 2, 12),
            2,
            Forecast(kind="cleared_by", by=NOW + timedelta(hours=2), per_hour=5.0),
            "ten fewer in two hours: ten more take two",
        ),
        ((10, 9, 9), 2, Forecast(kind="not_at_this_pace", per_hour=0.0), "as many come as go"),
        ((10, 9, 4), 1, Forecast(kind="not_at_this_pace", per_hour=-5.0), "it grows"),
        ((500, 0, 1), 1, Forecast(kind="not_at_this_pace", per_hour=1.0), "three weeks are no forecast"),
    ],
)
def test_the_queue_is_cleared_at_the_pace_of_the_hours_that_were_worked(
    flow: tuple[int, int, int], hours: float, expected: Forecast, why: str
) -> None:
    open_cases, arrived, decided = flow
    worked = timedelta(hours=hours)
    found = forecast(open_cases=open_cases, arrived=arrived, decided=decided, worked=worked, now=NOW)
    assert found == expected, why
