"""Everything that can go wrong by name.

One root, so that an entry point can catch what the product knows about and let a bug be a bug.
What a person reads is the message; the docstring says when it is raised.
"""


class CountersignError(Exception):
    """Something the product expected to go wrong; its message is written for a person."""


class InvalidInput(CountersignError):
    """What was given cannot be used: an argument, a file, a policy, a setting."""


class InvalidFile(InvalidInput):
    """A whole file is unusable (a required column is missing, it is not UTF-8); nothing was written."""


class InvalidPolicy(InvalidInput):
    """A policy's terms are out of bounds or use an unknown key; the message names clause and key."""


class InvalidSetting(InvalidInput):
    """A setting has a value that cannot be used; the message names the variable."""


class NotFound(CountersignError):
    """No case, order, customer or user of that id."""


class NotAllowed(CountersignError):
    """The person's role or limit does not cover this; the message says who may."""


class Refused(CountersignError):
    """A valid request that the state of the case does not permit; nothing was changed."""


class StaleDraft(Refused):
    """The decision was made on a draft, an order or an amount that has changed since it was shown."""


class AlreadyDecided(Refused):
    """Someone else decided the case first; the message says who and how."""


class HeldByAnother(Refused):
    """Somebody else has the case open; the message says who and until when."""


class TooSoon(Refused):
    """A decision arrived sooner after opening the case than a person can read it (a held key)."""


class Unconfirmed(Refused):
    """The stakes ask for a confirmation or a typed phrase that was not given; the message says which."""


class Stopped(Refused):
    """The kill switch is on; nothing is executed until somebody resumes."""


class DrafterFailed(CountersignError):
    """The drafter gave no usable draft; the case goes to a person with this reason."""


class TracesUnavailable(CountersignError):
    """Where traces go does not answer; they are sent when it does."""


class StoreUnavailable(CountersignError):
    """The database is locked, gone or of another version; the message says what to do."""


class PaymentRefused(CountersignError):
    """The processor said no for good (unknown payment, nothing left, account blocked)."""


class PaymentUnknown(CountersignError):
    """The processor's answer was lost (time-out, reset); whether money moved must be looked up."""


class EngineUnavailable(CountersignError):
    """The durable queue cannot be reached; work waits in our own tables until it can."""
