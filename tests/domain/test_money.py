import pytest

from hitl.domain.money import Money, portion, shares
from hitl.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "currency", "minor", "why"),
    [
        ("19.90", "USD", 1990, "two digits"),
        ("20", "USD", 2000, "none"),
        ("500", "JPY", 500, "yen have none"),
        ("1.234", "KWD", 1234, "dinars have three"),
        (" 0.05 ", "EUR", 5, "spaces around"),
    ],
)
def test_amounts_are_read_in_major_units(text: str, currency: str, minor: int, why: str):
    assert Money.parse(text, currency).minor == minor, why


@pytest.mark.parametrize(
    ("text", "currency", "why"),
    [
        ("19.9", "USD", "one digit where there are two"),
        ("19.900", "USD", "three where there are two"),
        ("500.00", "JPY", "yen have none"),
        ("-1.00", "USD", "below nothing"),
        ("1,000.00", "USD", "a separator"),
        ("1e3", "USD", "an exponent"),
        ("١٢", "USD", "digits of another script"),
        ("$5", "USD", "a sign"),
        ("", "USD", "nothing"),
        ("NaN", "USD", "no number"),
    ],
)
def test_what_is_no_exact_amount_is_refused(text: str, currency: str, why: str):
    with pytest.raises(InvalidInput, match=currency):
        Money.parse(text, currency)


@pytest.mark.parametrize(
    ("minor", "currency", "plain", "read"),
    [
        (121990, "USD", "1219.90", "$1,219.90"),
        (5, "EUR", "0.05", "€0.05"),
        (7800, "JPY", "7800", "¥7,800"),
        (21900, "SEK", "219.00", "219.00 SEK"),
        (-150, "GBP", "-1.50", "-£1.50"),
        (1234, "KWD", "1.234", "1.234 KWD"),
    ],
)
def test_amounts_are_written_for_files_and_for_people(minor: int, currency: str, plain: str, read: str):
    amount = Money(minor=minor, currency=currency)
    assert (amount.decimal(), str(amount)) == (plain, read)


def test_two_currencies_are_never_counted_together():
    dollars, euros = Money(minor=1, currency="USD"), Money(minor=1, currency="EUR")
    for count in (
        lambda: dollars + euros,
        lambda: dollars - euros,
        lambda: dollars < euros,
        lambda: dollars >= euros,
    ):
        with pytest.raises(InvalidInput, match="EUR"):
            count()


@pytest.mark.parametrize(
    ("minor", "numerator", "denominator", "result"),
    [(5, 1, 2, 2), (7, 1, 2, 4), (15, 1, 10, 2), (25, 1, 10, 2), (35, 1, 10, 4), (1, 1, 3, 0), (2, 1, 3, 1)],
)
def test_halves_are_rounded_to_the_even_one(minor: int, numerator: int, denominator: int, result: int):
    assert portion(minor, numerator, denominator) == result


@pytest.mark.parametrize(
    ("minor", "weights", "result", "why"),
    [
        (100, [], (), "nobody to divide among"),
        (100, [1, 1, 1], (33, 33, 34), "the last takes what is left over"),
        (100, [0, 0], (0, 100), "no weight: the last takes everything"),
        (15, [1] * 10, (2, 2, 2, 2, 2, 2, 2, 1, 0, 0), "used up before the end: never below nothing"),
        (0, [1, 2], (0, 0), "nothing to divide"),
    ],
)
def test_shares_add_up(minor: int, weights: list[int], result: tuple[int, ...], why: str):
    assert shares(minor, weights) == result, why
