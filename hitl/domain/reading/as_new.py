"""Goods that are said to be as they were sold, and to go back or to be back: nobody wants them any more."""

import re

from hitl.domain.reading.text import normal

AS_NEW = re.compile(
    r"\b(?:un(?:used|worn|opened|washed|touched|read|played|activated|assembled|installed|built|eaten"
    r"|tried|needed"
    r"|tasted)|(?:never|not|[a-z]+n't) (?:even "
    r"|yet |been |once |ever |actually )*"
    r"(?:use|wear|open|touch|try|activate|used|worn|opened|touched|tried|unwrapped|unpacked|taken out"
    r"|read|played"
    r"|activated|installed|downloaded|assembled|started|watched)|sealed|(?:the )?seal (?:is"
    r"|'s) (?:still )?(?:on|intact|unbroken)"
    r"|tags? (?:are )?(?:still )?(?:on|attached)|as new|brand new|only tried|original (?:box|packaging"
    r"|wrapping)"
    r"|still (?:in|wrapped|boxed|packed|shrink)\w*)\b"
)
"""The goods are as they were sold."""
_GOES_BACK = re.compile(
    r"\b(?:return(?:ed|ing)?|(?:send|sent|sending|give|giving|gave|bring|post|posted|mailed|take"
    r"|took)(?: \w+){0,3} back"
    r"|gone back|went back|back (?:with|to) you|reached you|on your shelf)\b"
)


def goes_back_as_new(text: str) -> bool:
    """As in "My return reached you on Thursday, the unused mat": without a word why, a change of mind."""
    said = normal(text)
    return bool(AS_NEW.search(said) and _GOES_BACK.search(said))
