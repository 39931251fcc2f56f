"""Personal data in a reply: what would hurt if the wrong person read it.

A reply never needs any of it: the customer knows their own, and nobody else may see it. Card numbers are
told from other long numbers by their check digit (Luhn, ISO/IEC 7812-1), account numbers by theirs
(ISO 13616, modulo 97).
"""

import re
from collections.abc import Iterator

from hitl.domain.order import Customer
from hitl.domain.reply.figures import Figures, digits, has_any

_LONG_NUMBER = re.compile(r"(?<![\w+])\d(?:[ .-]?\d){12,18}(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]\d{2,5}){1,5}(?![\w-]|[.,]\d)"
)
_INTERNATIONAL = re.compile(r"(?<!\w)(?:\+|00)\d[\d ().-]{7,}\d")
_STREET = re.compile(
    r"\d[a-z]?,? (?:[A-Z][\w'.-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|"
    r"Blvd|Court|Ct|"
    r"Square|Sq|Place|Pl|Way|Close|Crescent|Terrace|Parkway|Pkwy|Highway|Hwy|Row|Gardens|Grove|Hill|"
    r"Mews|Walk)\b"
)
_STREET_ABROAD = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|gasse|allee) \d{1,4}"
    r"|\b(?:rue|via|calle|avenida|avenue|place|piazza|plaza|ulica|ul\.) (?:[\w'’-]+ ){1,4}\d{1,4}\b"
    r"|\b\d{1,4},? (?:rue|avenue|boulevard|place|via) [\w'’-]+"
    r"|\bP\.? ?O\.? Box \d+"
)
_BIRTH = re.compile(r"\b(?:born|birth|birthday|birthdate|dob|d\.o\.b)\b\W+(?:\w+\W+){0,3}?\d", re.IGNORECASE)
_SOCIAL = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_DATE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\b")
_PHONE_DIGITS = range(7, 16)  # ITU-T E.164 allows 15 at most; shorter than 7 is no subscriber's number
_FEWEST_OF_A_PHONE = _PHONE_DIGITS.start
_NO_DIGITS = re.compile(r"\D+")
_FIGURES = re.compile(r"\d[\d ().+/-]{5,}\d")
_ABROAD_HINTS = (
    *(
        "straße",
        "strasse",
        "str. ",
        "weg ",
        "platz ",
        "gasse ",
        "allee ",
        "rue ",
        "via ",
        "calle ",
        "avenida ",
    ),
    *("avenue ", "boulevard ", "piazza ", "plaza ", "ulica ", "ul. ", " box "),
)
_BIRTH_HINTS = ("born", "birth", "dob", "d.o.b")
_SECRET_HINTS = ("ssn", "social security", "passport", "cvv", "cvc", "passw", "passcode")


def personal_data(
    reply: str, numbers: Figures, customer: Customer | None, order_id: str | None
) -> Iterator[str]:
    """What kinds of personal data a reply shows; the order's own number and dates are none.

    `numbers` are the reply's own, as `figures` finds them.
    """
    text = reply.replace(order_id, "") if order_id else reply
    others = [number[0] for number in numbers if not _is_harmless(reply, number, order_id)]
    low = text.lower()
    if ("@" in low or "at)" in low or "at]" in low) and _EMAIL.search(text):
        yield "an e-mail address"
    long_number = digits(others) >= _FEWEST_OF_A_PHONE and _FIGURES.search(text) is not None
    if long_number:
        yield from _numbers(_DATE.sub("", text))
    if others and (_STREET.search(text) or (has_any(_ABROAD_HINTS, low) and _STREET_ABROAD.search(text))):
        yield "a street address"
    if has_any(_BIRTH_HINTS, low) and _BIRTH.search(text):
        yield "a date of birth"
    if shows_a_secret(text):
        yield OF_SECRETS
    if customer is not None:
        yield from _of_the_customer(low, customer, others)


OF_SECRETS = "a secret number or word"


def shows_a_secret(text: str) -> bool:
    """Whether a word stands there that only goes with secrets, or a number written like one."""
    return has_any(_SECRET_HINTS, text.lower()) or _SOCIAL.search(text) is not None


def _is_harmless(reply: str, number: re.Match[str], order_id: str | None) -> bool:
    """Whether it is a sum with its sign, checked as such (`money.py`), or part of the order's number."""
    start = number.start()
    if start and reply[start - 1] in "$€£¥":
        return True
    inside = order_id.find(number[0]) if order_id else -1
    return 0 <= inside <= start and reply.startswith(order_id or "", start - inside)


def _numbers(text: str) -> Iterator[str]:
    if any(_luhn(_NO_DIGITS.sub("", found[0])) for found in _LONG_NUMBER.finditer(text)):
        yield "a card number"
    if any(_iban(found[0]) for found in _IBAN.finditer(text)):
        yield "an account number"
    for pattern in (_PHONE, _INTERNATIONAL):
        if any(len(_NO_DIGITS.sub("", found[0])) in _PHONE_DIGITS for found in pattern.finditer(text)):
            yield "a phone number"
            return


def _of_the_customer(text: str, customer: Customer, numbers: list[str]) -> Iterator[str]:
    first_line = customer.address.replace("\n", ",").partition(",")[0].strip().lower()
    if len(first_line) > 4 and first_line in text:
        yield "the customer's address"
    if customer.phone and digits(numbers) >= _FEWEST_OF_A_PHONE:
        own = _NO_DIGITS.sub("", customer.phone)[-_FEWEST_OF_A_PHONE:]
        if len(own) == _FEWEST_OF_A_PHONE and own in _NO_DIGITS.sub("", text):
            yield "the customer's phone number"


def _luhn(digits: str) -> bool:
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return len(set(digits)) > 1 and (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def _iban(written: str) -> bool:
    plain = written.replace(" ", "").upper()
    moved = plain[4:] + plain[:4]
    return len(plain) >= 15 and int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1
