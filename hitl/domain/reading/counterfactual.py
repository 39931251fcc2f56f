"""What the goods are not is told by what they are wished to be: "I'd keep it if it weren't chipped"."""

import re


def as_it_is(clause: str) -> str:
    """A clause in normal form that says what the goods are, where it wished them otherwise."""
    if " if " not in clause or not _WOULD_KEEP.search(clause):
        return clause
    clause = _IF_IT_WERE_NOT.sub(rf"{BECAUSE} \1 is", clause)
    return _IF_IT_DID.sub(lambda found: f"{BECAUSE} {found[1]} does not {_DOES_NOT[found[2]]}", clause)


BECAUSE = "because"
"""Stands in a clause only where what was wished otherwise was turned: clauses are cut at this word."""


_WOULD_KEEP = re.compile(r"(?:\bwould|'d)\b(?: \w+){0,3} (?:keep|kept)\b")
_IF_IT_WERE_NOT = re.compile(
    r"\bif (?:only )?(it|they|this|the \w+) (?:(?:was|were|is)(?:n't| not)|hadn't been|had not been)\b"
)
_DOES_NOT = {"worked": "work", "fit": "fit", "fitted": "fit", "matched": "match"}
_IF_IT_DID = re.compile(rf"\bif (?:only )?(it|they|this|the \w+) ({'|'.join(_DOES_NOT)})\b")
