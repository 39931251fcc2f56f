"""Amounts of money: whole minor units with their currency, never a float.

Minor digits and codes follow ISO 4217. Shares are rounded half to even, and what rounding
leaves over goes to the last share, so that the shares always add up to the whole.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from hitl.domain.record import Record
from hitl.errors import InvalidInput

_CODES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
    KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
    NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD
    SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF
    XCD XOF XPF YER ZAR ZMW ZWG""".split()
)
_DIGITS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0)
_DIGITS |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3) | {"CLF": 4}
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_MAJOR_UNITS = re.compile(r"\d{1,15}(?:\.(\d{1,4}))?", re.ASCII)


def known_currency(code: str) -> str:
    """The code itself if ISO 4217 knows it, else a ValueError."""
    if code not in _CODES:
        raise ValueError(f"{code!r} is not an ISO 4217 currency code")
    return code


def minor_digits(currency: str) -> int:
    """How many digits the currency has after the point: 2 for USD, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency, 2)


Currency = Annotated[str, AfterValidator(known_currency)]
Minor = Annotated[int, Field(strict=True)]
"""An amount in minor units of a currency named beside it."""


class Money(Record):
    """An amount of one currency; adding two currencies is an error, not a conversion."""

    minor: Minor  # cents for USD, whole yen for JPY
    currency: Currency

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read major units with exactly the currency's digits, or none: "19.90", "20", JPY "500"."""
        found = _MAJOR_UNITS.fullmatch(text.strip())
        digits = minor_digits(known_currency(currency))
        if not found or (found[1] is not None and len(found[1]) != digits):
            raise InvalidInput(f"{text!r} is not an amount in {currency} ({digits} digits after the point)")
        whole, _, fraction = found[0].partition(".")
        return cls(minor=int(whole) * 10**digits + int(fraction or 0), currency=currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, of that currency."""
        return cls(minor=0, currency=currency)

    def decimal(self) -> str:
        """Major units as a plain decimal string, as files and the command line write it: "19.90"."""
        digits = minor_digits(self.currency)
        sign = "-" if self.minor < 0 else ""
        whole, fraction = divmod(abs(self.minor), 10**digits)
        return f"{sign}{whole}.{fraction:0{digits}d}" if digits else f"{sign}{whole}"

    def __str__(self) -> str:
        """As a person reads it: "$1,219.90", "¥7,800", "219.00 SEK"."""
        whole, point, fraction = self.decimal().removeprefix("-").partition(".")
        figure = f"{int(whole):,}{point}{fraction}"
        sign = "-" if self.minor < 0 else ""
        mark = _SIGNS.get(self.currency)
        return f"{sign}{mark}{figure}" if mark else f"{sign}{figure} {self.currency}"

    def __add__(self, other: Self) -> Self:
        return self._with(self.minor + self._same(other))

    def __sub__(self, other: Self) -> Self:
        return self._with(self.minor - self._same(other))

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Self) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Self) -> bool:
        return self.minor >= self._same(other)

    def _with(self, minor: int) -> Self:
        return type(self)(minor=minor, currency=self.currency)

    def _same(self, other: Self) -> int:
        if other.currency != self.currency:
            raise InvalidInput(f"{other.currency} cannot be counted together with {self.currency}")
        return other.minor


def portion(minor: int, numerator: int, denominator: int) -> int:
    """`minor * numerator / denominator`, rounded half to even; the denominator must be positive."""
    whole, rest = divmod(minor * numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        whole += 1
    return whole


def shares(minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`minor` (not negative) divided in proportion to non-negative weights, rounded half to even.

    Returns one share a weight, adding up to `minor`; the last takes what rounding leaves over. Where
    rounding up has used everything up before (15 in ten equal parts), the shares after that are nothing,
    never less. All weights zero: the last takes everything.
    """
    total = sum(weights)
    if not weights:
        return ()
    if not minor:
        return (0,) * len(weights)
    found: list[int] = []
    left = minor
    for weight in weights[:-1]:
        share = min(left, portion(minor, weight, total)) if total else 0
        found.append(share)
        left -= share
    return (*found, left)
