"""How Stripe counts money, which is not always in ISO 4217's minor units.

From Stripe's page on currencies: some have no minor unit there though ISO gives them one (MGA); some are
sent with two digits though they have none any more (ISK); three-digit ones must end in a nought. UGX
appears in both of Stripe's lists, so that an amount of it could be a hundredfold of what was meant; it
is paid back by hand.
"""

from hitl.domain.money import Money, minor_digits
from hitl.errors import PaymentRefused

_STRIPE_DIGITS = {"MGA": 0, "ISK": 2}
_UNCLEAR = frozenset({"UGX"})


def to_stripe(amount: Money) -> int:
    """The amount as Stripe takes it. Raises PaymentRefused where it cannot be said exactly."""
    if amount.currency in _UNCLEAR:
        raise PaymentRefused(f"Stripe's count of {amount.currency} is ambiguous; pay this back by hand.")
    ours, theirs = _digits(amount.currency)
    scaled, rest = divmod(amount.minor * int(10**theirs), int(10**ours))
    if rest or (theirs == 3 and scaled % 10):
        raise PaymentRefused(f"Stripe cannot pay back {amount}: it takes fewer digits of {amount.currency}.")
    return scaled


def from_stripe(minor: int, currency: str) -> Money:
    """An amount that Stripe reports, in our minor units; a fraction that the currency lost is dropped."""
    ours, theirs = _digits(currency)
    return Money(minor=minor * int(10**ours) // int(10**theirs), currency=currency)


def _digits(currency: str) -> tuple[int, int]:
    ours = minor_digits(currency)
    return ours, _STRIPE_DIGITS.get(currency, ours)
