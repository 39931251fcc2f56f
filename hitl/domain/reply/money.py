"""Sums of money in a reply, in whatever notation a drafter or a person uses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hitl.domain.money import minor_digits

_NAMED = {
    "$": "$ dollar buck",
    "USD": "us$",
    "CAD": "ca$ c$",
    "AUD": "au$ a$",
    "NZD": "nz$",
    "HKD": "hk$",
    "SGD": "s$",
    "EUR": "€ euro",
    "GBP": "£ pound quid",
    "¥": "¥",
    "JPY": "yen",
    "CHF": "franc",
    "SEK": "krona kronor",
    "PLN": "zloty",
    "INR": "₹ rupee",
    "KRW": "₩",
}
_UNIT_NAMES = {name: unit for unit, names in _NAMED.items() for name in names.split()}
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"})
_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_NUMBERS = {
    word: value for value, word in enumerate(f"{_SMALL} seventeen eighteen nineteen".split(), start=1)
}
_NUMBERS |= {
    word: 10 * tens
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1000}
_NUMBER_WORD = "|".join((*_NUMBERS, *_SCALES))
_FIGURE = r"\d+(?:[.,'’ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d{1,4}(?!\d)|[.,][-–—])?"
_SIGN = r"(?:(?:US|CA|AU|NZ|HK|C|A|S)?\$|[€£¥₹₩])"
_NAME = r"(?:dollar|buck|euro|pound|quid|yen|franc|kron(?:a|or)|rupee|zloty)s?"
_HUNDREDTHS = r"(?:cents?|pence|penny|pennies|p|c|¢)"
_SIGNED = re.compile(rf"({_SIGN}|\b[A-Z]{{3}})[ \u00a0]?({_FIGURE})")
_UNITED = re.compile(
    rf"(?<![\w.,#-])({_FIGURE})[ \u00a0-]?({_SIGN}|[A-Z]{{3}}\b|{_NAME}\b|{_HUNDREDTHS}(?!\w))", re.IGNORECASE
)
_SPELT = re.compile(
    rf"\b((?:(?:{_NUMBER_WORD}|an?|and)[\s-]+)+)({_NAME}|{_HUNDREDTHS})\b"
    rf"(?:(?:,?\s+and)?\s+((?:(?:{_NUMBER_WORD}|\d+)[\s-]+)+)(?:cents?|pence)\b)?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?<![\w.,#/:-])\d+[.,]\d{2}(?![\w/:%-]|[.,]\d|\s*(?:%|percent|per cent|am\b|pm\b|h\b|cm\b|mm\b|"
    r"kg\b|m\b|g\b|l\b|in\b|inch|°))"
)
_BARE = re.compile(
    r"\b(?:refund|refunded|refunding|pay|paying|paid|credit|credited|reimburse|reimbursed|amount|sum|"
    r"total|back|of)"
    r"(?:\s+(?:you|of|is|the|a|full|total|amount|sum|to|exactly|"
    r"just))*[\s:]+(\d{1,6})(?=[.,;:!)]*(?:\s+(?:to|back|for|within|on)\b|\s*$|[.;!]\s))",
    re.IGNORECASE | re.MULTILINE,
)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
_UNIT_WORDS = re.compile(
    r"dollar|buck|euro|pound|quid|yen|franc|kron|rupee|zloty|cents?\b|pence|penn", re.IGNORECASE
)


class Sum(NamedTuple):
    """A sum of money as written."""

    text: str
    figure: str  # the number part, figures only
    unit: str | None  # an ISO code, "$" for any dollar, "¥" for yen or yuan; None: no currency stands there
    hundredths: bool = False  # "50 cents"

    def is_exactly(self, minor: int, currency: str) -> bool:
        """Whether it means that amount, minor units, of that currency and nothing else."""
        if self.unit is not None and not same_currency(self.unit, currency):
            return False
        digits = minor_digits(currency)
        if self.hundredths:
            return digits == 2 and _minor(self.figure, 0) == minor
        return _minor(self.figure, digits) == minor


def same_currency(written: str, currency: str) -> bool:
    """Whether a currency as written may be that one; a bare "$" is any dollar, "¥" yen or yuan."""
    if written == "$":
        return currency in _DOLLARS
    return written == currency or (written == "¥" and currency in {"JPY", "CNY"})


def sums(text: str) -> Iterator[Sum]:
    """Every sum of money in a text: with sign, code or name, spelt out, or bare beside a word of paying."""
    taken: list[tuple[int, int]] = []
    for pattern, unit_at, figure_at in ((_SIGNED, 1, 2), (_UNITED, 2, 1)):
        for found in pattern.finditer(text):
            unit, hundredths = _unit(found[unit_at])
            if unit is not None or hundredths:
                taken.append(found.span())
                yield Sum(found[0], found[figure_at], unit, hundredths)
    if _UNIT_WORDS.search(text):
        yield from _spelt_out(text)
    for pattern, group in ((_DECIMAL, 0), (_BARE, 1)):
        for found in pattern.finditer(text):
            start, end = found.span(group)
            if not any(start < stop and begin < end for begin, stop in taken):
                taken.append((start, end))
                yield Sum(found[group], found[group], None)


def percentages(text: str) -> list[tuple[str, int]]:
    """Every percentage in a text, as written without its sign, and where it stands."""
    return [(found[1].replace(",", "."), found.start()) for found in _PERCENT.finditer(text)]


def _unit(written: str) -> tuple[str | None, bool]:
    low = written.lower()
    if low in _UNIT_NAMES:
        return _UNIT_NAMES[low], False
    if low.rstrip("s") in _UNIT_NAMES:
        return _UNIT_NAMES[low.rstrip("s")], False
    if low in {"cent", "cents", "pence", "penny", "pennies", "p", "c", "¢"}:
        return None, True
    return (written, False) if written in _CODES else (None, False)


def _spelt_out(text: str) -> Iterator[Sum]:
    for found in _SPELT.finditer(text):
        whole = _number(found[1])
        if whole is None:
            continue
        unit, hundredths = _unit(found[2])
        part = _number(found[3]) if found[3] else None
        figure = str(whole) if part is None else f"{whole}.{part:02d}"
        yield Sum(found[0], figure, unit, hundredths)


def _number(words: str) -> int | None:
    """The value of `twenty-five`; None where no number stands (`a dollar` is 1, `and` alone is nothing)."""
    total = current = 0
    known = False
    for word in re.split(r"[\s-]+", words.lower().strip()):
        if word.isdigit():
            current, known = current + int(word), True
        elif word in _NUMBERS:
            current, known = current + _NUMBERS[word], True
        elif word in {"a", "an"}:
            current, known = current or 1, True
        elif word in _SCALES:
            total, current, known = total + max(current, 1) * _SCALES[word], 0, True
    return total + current if known else None


def _minor(figure: str, digits: int) -> int | None:
    """A written number in minor units: "12,50", "1.219,90", "1,219", "20.-"; None where it does not fit."""
    figure = re.sub(r"[.,][-–—]$|['’ \u00a0\u202f]", "", figure)
    whole, fraction = _split(figure, digits)
    whole = re.sub(r"[.,]", "", whole)
    if len(fraction) > digits:
        if fraction[digits:].strip("0"):
            return None
        fraction = fraction[:digits]
    return int(whole + fraction.ljust(digits, "0"))


def _split(figure: str, digits: int) -> tuple[str, str]:
    last = max(figure.rfind("."), figure.rfind(","))
    if last < 0:
        return figure, ""
    mark, tail = figure[last], figure[last + 1 :]
    other = "," if mark == "." else "."
    only_one = figure.count(mark) == 1
    if not only_one or (len(tail) == 3 and digits != 3 and other not in figure):
        return figure, ""  # every mark separates thousands
    return figure[:last], tail


_CODES = frozenset(
    """USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF INR CNY HKD SGD KRW MXN BRL ZAR TRY RUB AED SAR
    ILS THB IDR MYR PHP VND TWD RON BGN ISK KWD BHD OMR JOD TND CLP COP ARS PEN EGP NGN KES UAH""".split()
)
