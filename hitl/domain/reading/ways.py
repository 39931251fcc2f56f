"""Ways of saying something, one a line, made into one expression."""

import re

_FURTHER = " " * 8


def ways(lines: str, *, after: str = r"(?!\w)") -> re.Pattern[str]:
    """An expression that finds any of the ways, from the beginning of a word to the end of one.

    Each line is a regular expression; a line indented by eight blanks or more goes on with the one before.
    """
    joined: list[str] = []
    for line in filter(str.strip, lines.splitlines()):
        if line.startswith(_FURTHER) and joined:
            joined[-1] += line.strip()
        else:
            joined.append(line.strip())
    return re.compile(rf"\b(?:{'|'.join(joined)}){after}")
