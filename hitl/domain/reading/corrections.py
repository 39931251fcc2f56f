"""What a customer takes back in the middle of a sentence: "the mouse, no wait, the cable is broken".

Goods are taken back by other goods, a number of pieces by another number. Anything else that follows a
"sorry" or a "no" corrects nothing.
"""

import re

from hitl.domain.reading.catalogue import Catalogue
from hitl.domain.reading.items import Mention, mentions

_TURNS = (
    r"(?:no wait|wait no|no|nope|wait|sorry|pardon|oops|whoops|i mean|i meant|i should say|or rather|rather"
    r"|scratch that|strike that|make that|correction|hang on|hold on|my mistake|my bad|er|erm|uh|um|ah"
    r"|actually"
    r"|not (?:that|it))"
)
_GAP = r"[\s,.;:()!-]{1,6}"
_TURN = re.compile(rf"{_GAP}(?:{_TURNS}{_GAP})+(?=(?:the|my|that|those|both|our|an?)\b)")
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|both|all)"
_RECOUNTED = re.compile(
    rf"(?<![$€£¥\d.,/-])\b{_NUMBER}(?: of (?:it|them|these|those)\b|(?P<goods> of (?:the|my|our) \w+)"
    rf"|(?P<what>(?: [a-z-]+){{0,2}}))"
    rf"(?(what)[\s,;:(-]{{1,4}}|{_GAP})(?:(?:well|{_TURNS}){_GAP})+(?P<count>{_NUMBER})\b(?![.,:]?\d|[%$€£¥])"
)
_SIGNS = (
    " no", "(no", "-no", ",no", ".no", "wait", "sorry", "pardon", "oops", "mean", " say", "rather", "that",
    "correction", " on", "mistake", "my bad", " er", " uh", " um", " ah", "actually", " not ", "well",
)  # fmt: skip
"""What stands in every turn; without any of it nothing need be looked for."""
_AROUND = 60
"""Letters before and after a turn in which the goods stand."""
_NEXT = 25
"""Letters after a turn within which the other goods begin: "the big blue cable"."""


def corrected(text: str, known: Catalogue) -> str:
    """The text in normal form without the goods and the numbers that the next words take back."""
    if not any(word in text for word in _SIGNS):
        return text
    text = _RECOUNTED.sub(lambda found: f"{found['count']}{found['goods'] or found['what'] or ''}", text)
    if len(known.order.lines) < 2:
        return text
    start = 0
    while found := _TURN.search(text, start):
        taken_back = _taken_back(text, found, known)
        start = found.end()
        if taken_back is not None:
            text, start = text[:taken_back] + text[found.end() :], taken_back
    return text


def _taken_back(text: str, turn: re.Match[str], known: Catalogue) -> int | None:
    """Where the goods begin that stand right before the turn, if other goods stand right after it."""
    from_here = max(0, turn.start() - _AROUND)
    before = mentions(text[from_here : turn.start()], known)
    after = mentions(text[turn.end() : turn.end() + _AROUND], known)
    if not before or not after or after[0].start > _NEXT:
        return None
    last = before[-1]
    if from_here + last.end < turn.start() or not set(last.lines).isdisjoint(after[0].lines):
        return None
    return from_here + _with_its_article(text[from_here : turn.start()], last)


def _with_its_article(text: str, one: Mention) -> int:
    found = re.search(r"\b(?:the|my|that|this|our|an?) (?:\w+ )?$", text[: one.start])
    return found.start() if found else one.start
