"""Sums of money in a customer's words, in any usual notation, and the part of the price that is asked for."""

import re
from fractions import Fraction

from hitl.domain.money import minor_digits
from hitl.domain.reading.record import Found, MentionedAmount
from hitl.domain.reading.text import lowered, plain

MOST = 30
"""Sums taken from one message."""

_CODES = "usd|eur|gbp|jpy|chf|sek|nok|dkk|cad|aud|nzd|pln|czk|inr|cny|mxn|brl|krw|zar|try|huf|sgd|hkd|kwd"
_NAMES = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "buck": "USD", "euro": "EUR", "euros": "EUR",
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "yen": "JPY", "francs": "CHF", "franken": "CHF",
    "kronor": "SEK", "kroner": "NOK", "zloty": "PLN", "rupees": "INR",
}  # fmt: skip
_SIGNS = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "c$": "CAD",
    "a$": "AUD",
    "ca$": "CAD",
    "au$": "AUD",
    "₹": "INR",
}
_FIGURE = r"\d{1,3}(?:[,. ']\d{3})+(?:[.,]\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?"
_BEFORE = re.compile(
    rf"(?<![\w.,])((?:us|ca|au|c|a)?\$|[€£¥₹]|(?:{_CODES})\b)[ ]?({_FIGURE})(?:[ ]?({_CODES})\b)?(?![\d])"
)
_AFTER = re.compile(rf"(?<![\w.,$€£¥₹#])({_FIGURE})[ ]?([€£¥₹$](?!\d)|(?:{_CODES}|{'|'.join(_NAMES)})\b)")
_SPOKEN = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|twenty[- ]five|thirty|forty|fifty|hundred|a hundred)"
    rf"[ ]({'|'.join(_NAMES)})\b"
)
_IN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25, "twenty five":
    25, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "a hundred": 100,
}  # fmt: skip


def amounts(text: str, message: int) -> tuple[MentionedAmount, ...]:
    """The sums of one message in their order; a figure without a currency's sign or name is none."""
    written = plain(text)
    small = lowered(written)
    taken: dict[int, MentionedAmount] = {}
    for found in _BEFORE.finditer(small):
        currency = found[3] or found[1]
        _keep(
            taken, written, found, message, figure=found[2], currency=_SIGNS.get(currency) or currency.upper()
        )
    for found in _AFTER.finditer(small):
        currency = _SIGNS.get(found[2]) or _NAMES.get(found[2]) or found[2].upper()
        _keep(taken, written, found, message, figure=found[1], currency=currency)
    for found in _SPOKEN.finditer(small):
        _keep(taken, written, found, message, figure=str(_IN_WORDS[found[1]]), currency=_NAMES[found[2]])
    return tuple(taken[start] for start in sorted(taken))[:MOST]


def _keep(
    taken: dict[int, MentionedAmount],
    written: str,
    found: re.Match[str],
    message: int,
    *,
    figure: str,
    currency: str,
) -> None:
    minor = _minor(figure, currency)
    if currency == "GBP" and _WEIGHED.search(written[max(0, found.start() - 30) : found.start()]):
        return
    if minor is None or any(start <= found.start() < one.found.end for start, one in taken.items()):
        return
    words = Found(
        kind="amount",
        text=written[found.start() : found.end()],
        message=message,
        start=found.start(),
        end=found.end(),
    )
    taken[found.start()] = MentionedAmount(minor=minor, currency=currency, found=words)


_WEIGHED = re.compile(
    r"\b(?:hold|holds|held|holding|weigh\w*|lift\w*|carry|carries|carrying|support|supports|bear|bears)"
    r" (?:up to |only |even |about |just |at least |more than |over |under )?$",
    re.IGNORECASE,
)
"""Before pounds that are a weight."""


def _minor(figure: str, currency: str) -> int | None:
    """Minor units of "1.299,00", "1,299.00", "1 299" or "12,5"; None where it is no sum of that currency."""
    digits = minor_digits(currency)
    figure = figure.replace(" ", "").replace("'", "")
    last = max(figure.rfind("."), figure.rfind(","))
    fraction = figure[last + 1 :] if last >= 0 else ""
    if last >= 0 and (len(fraction) == 3 and digits != 3):
        fraction, last = "", -1  # a thousands' mark
    whole = re.sub(r"[.,]", "", figure[:last] if last >= 0 else figure)
    if len(fraction) > digits or not whole:
        return int(whole) * 10**digits if whole and fraction.strip("0") == "" else None
    minor: int = int(whole) * 10**digits + int(fraction.ljust(digits, "0") or 0)
    return minor


_ASKED_BEFORE = re.compile(
    r"\b(?:refund(?: me| us)?|reimburse(?: me| us)?|(?:give|pay|send|owe|credit)(?: me"
    r"| us)?(?: back)?|partial refund|refund|credit|money back|reimbursement|compensation|rebate"
    r"|get|want|like|take|accept|happy with|fine with|okay with|settle for|request(?:ing)?"
    r"|claim(?:ing)?|asking for)"
    r"(?: (?:just|only|about|around|at least|a|an|the|of|for|me|back|partial|refund|sum|amount"
    r"|total|full|like|some|say|something|maybe|be|to|is|please|ok|okay|with|get))*\s*$"
)
_ASKED_AFTER = re.compile(
    r"^\s*(?:of (?:it|that|the price)|off)?\s*(?:back|refund|refunded|reimburs\w{1,6}|returned|off"
    r"|would (?:be|do|cover)|is (?:enough|fine|all i)|will (?:do|be fine)|to be refunded"
    r"|(?:partial )?refund|as (?:a )?(?:partial )?(?:refund|compensation))\b"
)
_PAID = re.compile(
    r"\b(?:paid|pay|cost|costs|price[ds]?|worth|spent|charged|bought (?:it|them|this) for|was|for"
    r"|sells? for|selling for|total(?:led|s)?|at)\s*(?:me |us |only |about |of |is |was |just "
    r"|over |nearly |almost |around )*$"
)
_NOT_ASKED = re.compile(r"\b(?:at least|under|over|more than|less than|limit|up to|below|above)\s*$")


def asked(text: str, mentioned: tuple[MentionedAmount, ...]) -> MentionedAmount | None:
    """The sum that the customer asks for in this message, or None; a price that they paid is none."""
    small = lowered(plain(text))
    for one in reversed(mentioned):
        before, after = (
            small[max(0, one.found.start - 60) : one.found.start],
            small[one.found.end : one.found.end + 40],
        )
        if _ASKED_AFTER.search(after) and not _PAID_NOUN.search(before):
            return one
        if _ASKED_BEFORE.search(before) and not _PAID_AFTER.search(after):
            return one
    return None


_PAID_NOUN = re.compile(r"\b(?:paid|cost|price|spent|charged)\s*(?:me |us |of |about )*$")
_PAID_AFTER = re.compile(r"^\s*(?:\w+ ){0,1}(?:lamp|order|item|purchase|i paid|i spent|charge[ds]?|price)\b")


_BARE = re.compile(
    r"\b(?:want|like|give|get|have|need|take|accept|refund|pay|send|return|credit|owe|knock|deduct|do)"
    rf"(?: (?:me|us|back|just|only|about|around|maybe|say))* (?P<back>{_FIGURE}) (?:back|off)\b"
    rf"|(?:^|(?<!\d)[.,!;:] ?| - )(?:just |only )?(?:that |the )?(?P<alone>{_FIGURE}) (?:back|off)\b"
    r"|\b(?:refund|pay back|reimburse|credit|give back)(?: me| us)? (?:just |only "
    r"|back )?(?P<exact>\d{1,6}[.,]\d\d)\b"
)
"""A sum without a currency: "I want 20 back", "refund 12.50 of it"."""


def asked_figure(said: str, currency: str) -> int | None:
    """The bare figure that is asked back in text of normal form, in minor units of the order's currency.

    A small whole number may be one of pieces; the caller knows how many there are.
    """
    found = _BARE.search(said)
    return _minor(found[found.lastgroup], currency) if found and found.lastgroup else None


_PART = (
    r"half|(?:a|one) third|(?:a|one) quarter|(?:a|one) fifth|(?:a|one) tenth|two thirds|three quarters"
    r"|\d{1,2} ?(?:%|percent)"
)
_SHARE = re.compile(
    rf"\b(?:({_PART}) (?:of )?(?:the |my |what i |it |this |that )*"
    r"(?:price|money|cost|amount|paid|order|back|refund|refunded|off|value)"
    rf"|(?:refund|reimburse|credit|give)(?: me| us)? (?:back )?({_PART})"
    rf"|(?:knock|take)(?: off)? ({_PART})"
    r"|(\d{1,2} ?(?:%|percent)) (?:\w+ )?refund)(?![a-z])"
)
_NOT_A_SHARE = re.compile(
    r"^(?:half|\d{1,2} ?(?:%|percent)) (?:the )?(?:off|price)\b|\bat half\b|\bhalf price\b"
)
_NEXT_TIME = re.compile(r"^ (?:of |on )?(?:my|the|our|your|an?) (?:\w+ )?(?:next|future|later|other)\b")


def _is_a_share(found: re.Match[str]) -> bool:
    """Not a price at which the goods were sold, nor a reduction of what is bought next."""
    after = found.string[found.end() :]
    if _NEXT_TIME.search(after):
        return False
    return not _NOT_A_SHARE.search(found[0]) or (after.startswith(" back") and "off" not in found[0])


_SOME_PART = re.compile(
    r"\b(?:partial(?:ly)?|part of (?:the|my) (?:money|price|refund|cost)|some (?:of (?:the"
    r"|my) )?(?:money|price|refund)(?: back)?|some money|a (?:small )?discount|something off"
    r"|a bit of (?:the |my )?money)\b"
)
_FRACTIONS = {
    "half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5),
    "tenth": Fraction(1, 10), "thirds": Fraction(2, 3), "quarters": Fraction(3, 4),
}  # fmt: skip


_OFFERED = re.compile(
    r"\b(?:how about|what about|(?:can|could|would|will) (?:you|i|we) (?:\w+ ){0,2}?(?:do|have|get|give"
    r"|offer|take|knock)|i'd (?:take|accept)|settle for|happy with|give me|make it) (?:\w+ )?"
    rf"({_PART}) (?:\w+ )?off\b"
    rf"|({_PART}) off[,.]? (?:the price )?(?:and|then) (?:i|we)(?:'ll|'d| will| would)? keep\b"
    rf"|\bkeep (?:it|them|this)\b(?: \w+){{0,2}}[,;:.-]? (?:for |with |at )?({_PART}) off\b"
)
"""A price is proposed, where "half off" alone may be what the goods were sold at."""


def asked_share(said: str) -> Fraction | None:
    """The share of the price that is asked for, in text of normal form; None where none is."""
    found = _OFFERED.search(said) or next(filter(_is_a_share, _SHARE.finditer(said)), None)
    if not found:
        return None
    share = next(filter(None, found.groups()))
    told = _FRACTIONS.get(share.split()[-1]) or Fraction(int(re.sub(r"\D", "", share)), 100)
    return told if 0 < told < 1 else None


def some_part(said: str) -> bool:
    """Whether a part of the price is asked for without saying how much."""
    return bool(_SOME_PART.search(said))
