"""A text as rules compare it: lower case, plain letters, nothing invisible, and the way back.

Whoever wants to slip a word past a rule writes it with a Cyrillic "а", full-width letters, a zero-width
space inside or its letters apart. All of that is undone here, once, for every rule.
"""

import re
import unicodedata
from typing import NamedTuple

_QUOTES = "‘’‚‛ʼʹ´`＇′ˈ＂“”„‟«»″‹›"
_DASHES = "‐‑‒–—―−﹘﹣－"
_LOOK_LIKE_LATIN = dict(
    zip(
        "аАвВеЕёЁкКмМнНоОрРсСтТуУхХіІїЇјЈѕЅԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχɑɡıƖℓⅼⅽⅾⅿ",
        "aabbeeeekkmmhhooppccttyyxxiiiijjssdqwhabezhikmnoptyxaeiknoptuxagilllcdm",
        strict=True,
    )
)
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\u0300-\u036f\U000e0000-\U000e0fff]"
)
"""Characters that take no room: joiners, marks, directions, tags. Some are at home in emoji and names."""

_APART = re.compile(r"(?<![a-z0-9])[a-z](?:([ .\-_*·|/])[a-z](?![a-z0-9]))(?:\1[a-z](?![a-z0-9]))+")
_MAYBE_APART = re.compile(r"[ .\-_*·|/][a-z][ .\-_*·|/][a-z](?![a-z0-9])")  # stands in each of them
_LEET = str.maketrans("013457@$", "oieastas")
_MASKED = re.compile(r"[0134578@$][a-z]")
_MIXED = re.compile(r"(?<![a-z0-9])(?=[a-z0-9@$]*[a-z])[a-z0-9@$]*[0134578@$][a-z0-9@$]*[a-z][a-z0-9@$]*")


class Plain(NamedTuple):
    """A plain text, and for each of its characters the place in the original (None: the same places)."""

    text: str
    places: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of a non-empty stretch of the plain one."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


class _Letters(dict[int, str]):
    """One plain letter for one written; filled as letters are met (a translation table for str.translate)."""

    def __missing__(self, point: int) -> str:
        written = chr(point)
        self[point] = plain = _one_letter(written)
        return plain


def _one_letter(written: str) -> str:
    if written in _QUOTES:
        return "'"
    if written in _DASHES:
        return "-"
    if written in _LOOK_LIKE_LATIN:
        return _LOOK_LIKE_LATIN[written]
    decomposed = unicodedata.normalize("NFKD", written)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
    bare = _LOOK_LIKE_LATIN.get(bare, bare)
    return bare if len(bare) == 1 else written.lower() if len(written.lower()) == 1 else written


_LETTERS = _Letters()
_USUAL = (("“", "'"), ("”", "'"), ("’", "'"), ("`", "'"), ("–", "-"))  # all that most texts have beside ASCII
_NOT_PLAIN = re.compile(r"[^\x00-_a-\x7f]")  # a grave accent, or none of ASCII


def plain(text: str) -> Plain:
    """The text in lower-case plain letters, without what cannot be seen, spaced letters joined."""
    found = _visible(text)
    apart = _MAYBE_APART.search(found.text) and _APART.search(found.text)
    return _together(found) if apart else found


def _visible(text: str) -> Plain:
    if text.isascii():
        return Plain(text.lower())
    for curly, straight in _USUAL:
        text = text.replace(curly, straight)
    if text.isascii():
        return Plain(text.lower())
    if not INVISIBLE.search(text):
        return Plain(_in_plain_letters(text))
    kept = [place for place, letter in enumerate(text) if not INVISIBLE.match(letter)]
    return Plain("".join(text[place] for place in kept).translate(_LETTERS), tuple(kept))


def _in_plain_letters(text: str) -> str:
    """Each letter as its plain one; where only quotes and dashes are curly, a tenth of the time will do."""
    latin = _NOT_PLAIN.sub(lambda found: _LETTERS[ord(found[0])], text)
    return latin.lower() if latin.isascii() else text.translate(_LETTERS)


def _together(found: Plain) -> Plain:
    """`l a w s u i t` and `l.a.w.s.u.i.t` as one word."""
    places = found.places or range(len(found.text))
    letters: list[str] = []
    kept: list[int] = []
    last = 0
    for apart in _APART.finditer(found.text):
        letters += found.text[last : apart.start()], apart[0][::2]
        kept += places[last : apart.start()]
        kept += places[apart.start() : apart.end()][::2]
        last = apart.end()
    return Plain("".join((*letters, found.text[last:])), (*kept, *places[last:]))


def unmasked(found: Plain, *, one: str = "i") -> Plain | None:
    """The same text with figures and signs inside words read as letters ("l4wyer"), or None without any.

    `one` is the letter that a figure one stands for, "i" or "l".
    """
    if not _MASKED.search(found.text):
        return None
    letters: dict[int, int | str] = {**_LEET, ord("1"): one}
    return Plain(_MIXED.sub(lambda word: word[0].translate(letters), found.text), found.places)
