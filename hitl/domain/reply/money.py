"""Sums of money in a reply, in whatever notation a drafter or a person uses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hitl.domain.money import minor_digits
from hitl.domain.reply.figures import Figures, has_any

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
_FIGURE = re.compile(
    r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,4})?(?:[.,][-–—])?"
)
_SIGN = r"(?:(?:US|CA|AU|NZ|HK|C|A|S)?\$|[€£¥₹₩])"
_NAME = r"(?:dollar|buck|euro|pound|quid|yen|franc|kron(?:a|or)|rupee|zloty)s?"
_HUNDREDTHS = r"(?:cents?|pence|penny|pennies|p|c|¢)"
_SIGN_BEFORE = re.compile(rf"(?:({_SIGN})|(?<![A-Za-z])([A-Z]{{3}}))[ \u00a0]?$")
_UNIT_AFTER = re.compile(
    rf"[ \u00a0-]?({_SIGN}|[A-Za-z]{{3}}\b|{_NAME}\b|{_HUNDREDTHS}(?!\w))", re.IGNORECASE
)
_SPELT = re.compile(
    rf"\b((?:(?:{_NUMBER_WORD}|an?|and)[\s-]+)+)({_NAME}|{_HUNDREDTHS})\b"
    rf"(?:(?:,?\s+and)?\s+((?:(?:{_NUMBER_WORD}|\d+)[\s-]+)+)(?:cents?|pence)\b)?",
    re.IGNORECASE,
)
_MEASURE_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|[ap]m\b|h\b|cm\b|mm\b|kg\b|m\b|g\b|l\b|in\b|inch|°)|[\w/:-]", re.IGNORECASE
)
_PAYING_BEFORE = re.compile(
    r"\b(?:refund|refunded|refunding|pay|paying|paid|credit|credited|reimburse|reimbursed|amount|sum|"
    r"total|back)"
    r"(?:\s+(?:you|of|is|the|a|full|total|amount|sum|to|exactly|just))*[\s:]+$",
    re.IGNORECASE,
)
_LEADING_UP = tuple(
    "refund refunded refunding pay paying paid credit credited reimburse reimbursed amount sum total back "
    "you of is the a full to exactly just".split()
)
"""What `_PAYING_BEFORE` finds ends in one of these: a quick look before a slow expression."""
_SENTENCE_GOES_ON = re.compile(r"[.,;:!)]*(?:\s+(?:to|back|for|within|on)\b|\s*$|[.;!]\s)", re.MULTILINE)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
_UNIT_HINTS = (
    "dollar",
    "buck",
    "euro",
    "pound",
    "quid",
    "yen",
    "franc",
    "kron",
    "rupee",
    "zloty",
    "cent",
    "pen",
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


def sums(text: str, numbers: Figures) -> Iterator[Sum]:
    """Every sum of money in a text: with sign, code or name, spelt out, or bare beside a word of paying.

    `numbers` are the text's own, as `figures` finds them.
    """
    for run in numbers:
        if (one := _figure(text, run)) is not None:
            yield one
    if has_any(_UNIT_HINTS, text.lower()):
        yield from _spelt_out(text)


def _figure(text: str, run: re.Match[str]) -> Sum | None:
    """The sum that a run of figures is part of; None for a date, a share, a count or an order's number."""
    start, end = run.span()
    figure = run[0]
    if not _FIGURE.fullmatch(figure):
        return None
    if sign := _SIGN_BEFORE.search(text, max(0, start - 5), start):
        unit, _ = _unit(sign[1] or sign[2])
        if unit is not None:
            return Sum(text[sign.start() : end], figure, unit)
    if start and (text[start - 1].isalnum() or text[start - 1] in "#-/:"):
        return None
    if after := _UNIT_AFTER.match(text, end):
        unit, hundredths = _unit(after[1])
        if unit is not None or hundredths:
            return Sum(text[start : after.end()], figure, unit, hundredths)
    return Sum(figure, figure, None) if _bare_sum(text, start, end) else None


def _bare_sum(text: str, start: int, end: int) -> bool:
    """Whether a number without a currency is one of money: two decimals, or a word of paying before it."""
    if _MEASURE_AFTER.match(text, end):
        return False
    if end - start > 3 and text[end - 3] in ".," and text[end - 2 : end].isdigit():
        return True
    if end - start > 6 or not _SENTENCE_GOES_ON.match(text, end):
        return False
    near = max(0, start - 40)
    if not text[near:start].replace(":", " ").rstrip().lower().endswith(_LEADING_UP):
        return False
    return _PAYING_BEFORE.search(text, near, start) is not None


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
    return (written.upper(), False) if written.upper() in _CODES else (None, False)


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


_SEPARATING = str.maketrans("", "", "'’ \u00a0\u202f")


def _minor(figure: str, digits: int) -> int | None:
    """A written number in minor units: "12,50", "1.219,90", "1,219", "20.-"; None where it does not fit."""
    figure = figure.rstrip("-–—").translate(_SEPARATING)
    whole, fraction = _split(figure.rstrip(".,"), digits)
    whole = whole.replace(".", "").replace(",", "")
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
