"""Whether the customer's own words contradict a condition such as "unused".

Silence contradicts nothing; nor do words that deny it ("never used"), suppose it ("if I use it", "before I
opened it"), ask it ("has it been used?"), lay it on somebody else ("it arrived opened", "you sent me a used
one") or are about something else ("used your website"). The reading is by words, not by meaning: what it
finds is quoted to a reviewer, and what it misses is left to a person's eye and the goods themselves.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hitl.domain.reading.condition_words import CONDITIONS, IRREGULAR, NOT_THE_GOODS, OTHER_SPELLINGS, Event

_STRAIGHT = dict(zip("‘’ʼ´`＇“”", "''''''\"\"", strict=True))
_SENTENCE_END = re.compile(r"[.!?;:()\n\"](?!\d)")
_WORD = re.compile(r"[a-z0-9'-]+|,")

_OBJECTS = frozenset(
    "it them this that these those both one all everything some half most the my our his her each "
    "a an any".split()
)
_COUNTS = frozenset(
    "once twice thrice one two three four five several few many multiple couple daily already every for "
    "only briefly regularly often at in with around outside".split()
)
_TAILS = _OBJECTS | _COUNTS
_ADVERBS = frozenset(
    "already just only actually since even ever recently now both all briefly accidentally slightly "
    "lightly barely hardly gently been got gotten being have has had well definitely then first also "
    "probably heavily partially partly fully quickly stupidly mistakenly unfortunately currently regularly "
    "properly".split()
)
_PEOPLE = frozenset(
    "i we she he they i've we've they've i'd we'd ive weve who wife husband son daughter kid kids child "
    "children toddler baby partner mum mom dad mother father brother sister friend roommate flatmate "
    "girlfriend boyfriend dog cat".split()
)
_LEADS = (
    _PEOPLE
    | _ADVERBS
    | frozenset(
        "was were is are be it's its they're been being got gets and then but or once he's she's".split()
    )
)
_ING_LEADS = frozenset(
    "after up been by since while when from started began tried kept stopped am i'm we're are is enjoyed "
    "upon on finished despite for and".split()
)
_THINGS = frozenset("it them this that these those".split())
_CONTAINERS = frozenset("box package packaging packet bag seal item".split())  # "box opened, item unused"
_ATTRIBUTIVE = frozenset("the my our this these".split())  # "the opened box", "my used pan"

_NEGATIONS = frozenset(
    "un not never without nor neither none nobody cannot dont didnt havent hasnt hadnt wasnt isnt arent "
    "werent cant couldnt wouldnt wont doesnt aint havnt hasent havent't nothing no zero".split()
)
_SUPPOSING = frozenset(
    "if unless before can could would should may might will shall until whether to must how do does don't "
    "prior i'll we'll they'll i'd've could've should've would've".split()
)
_FILLERS = (
    _ADVERBS
    | _PEOPLE
    | frozenset(
        "yet really or and it them any of the you having do did done be is was were are a an to try trying "
        "tried single time times so much as still properly again at , it's its that's they're both either "
        "us one person used opened worn wore washed unwrapped box package packaging bag seal plastic item "
        "items thing product goods managed dared bothered got getting get around wanted wearing using "
        "opening washing even touched removed taken cut damaged been outside read activated redeemed "
        "tasted eaten tags tag".split()
    )
)
_SOME_AFTER_ALL = frozenset("much lot often long more properly".split())  # "not used it much": used it a bit
_OTHERS = frozenset(
    "you you've you'd courier customs driver carrier postman warehouse seller supplier somebody someone "
    "previous else staff store shop fedex ups usps dhl hermes evri royal".split()
)
_ARRIVING = frozenset(
    "arrived arrive arrives arrival came come delivered delivery received receive receipt sent shipped "
    "turned looks seems seemed appears appeared apparently clearly obviously previously".split()
)
_SEEMING = frozenset("looks looked look feels felt seems seemed almost".split())
_GOT_IT = re.compile(
    r"\b(?:when|before|by\s+the\s+time|as)\s+(?:i|we|it|they)\s+(?:first\s+)?(?:got|opened|unpacked|came)\b",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:and\s+|so\s+|or\s+)?(?:has|have|had|is|was|were|are|did)\s+(?:it|this|that|these|those|they|the|anyone|someone|you)\b",
)
_QUOTE_ENDS = frozenset(", but and i we so because which or it's it'd while when than".split())
_SMALL = frozenset("a an the to for in at on as of with by my our from".split())  # no quote ends with one
_UNTIL_HERE = 120  # characters of the sentence looked at on either side: twenty words


def contradiction(condition: str, said: str) -> str | None:
    """The customer's words that contradict the condition, as they wrote them, or None.

    `condition` as policies write it: "unused", "original_packaging", "tags attached"; any further word that
    begins with "un-", "in-" or "not" is understood as the opposite of what it is made from. `said` is
    everything that the customer wrote, subject line included.
    """
    text = said.lower() if said.isascii() else "".join(map(_plain, said))
    for pattern in _patterns(condition):
        for found in pattern.words.finditer(text) if _is_near(pattern, text) else ():
            place = _told(found, pattern, text)
            if place:
                return said[place[0] : place[1]].strip()
    return None


def _plain(letter: str) -> str:
    """The letter in lower case and quotes straight, never more than one character, so that places stay."""
    lower = letter.lower()
    return _STRAIGHT.get(letter) or (lower if len(lower) == 1 else letter)


class _Pattern(NamedTuple):
    """One way of saying that something was done."""

    near: tuple[str, ...]  # one of these pieces of words is in the text, or the rest need not be tried
    words: re.Pattern[str]
    kind: str  # past, ing, phrase
    something_else: re.Pattern[str] | None = None


def _is_near(pattern: _Pattern, text: str) -> bool:
    """Whether the expression can match at all; a plain loop, since every case pays for it."""
    for piece in pattern.near:  # noqa: SIM110 - `any` takes twice as long
        if piece in text:
            return True
    return False


@lru_cache(maxsize=256)  # conditions come from policies: a handful of words, nothing personal
def _patterns(condition: str) -> tuple[_Pattern, ...]:
    plain = " ".join(re.split(r"[\s_]+", condition.strip().casefold()))
    plain = OTHER_SPELLINGS.get(plain, plain)
    events = CONDITIONS.get(plain) or CONDITIONS.get(plain.replace("-", "")) or _derived(plain)
    return tuple(pattern for event in events for pattern in _compiled(event))


def _derived(condition: str) -> tuple[Event, ...]:
    """The event that "unplayed", "un-played" or "not played" rules out; none for a word that says no deed."""
    stem = re.fullmatch(r"(?:un|in|non|not)[- ]?([a-z]{3,})", condition)
    if not stem:
        return ()
    past = IRREGULAR.get(stem[1], stem[1] if stem[1].endswith(("ed", "en", "wn", "ught")) else "")
    ing = re.sub(r"e?d$", "", past) + "ing" if past.endswith("ed") else ""
    return (Event(past=past.replace("-", " "), ing=ing),) if past else ()


def _compiled(event: Event) -> Iterator[_Pattern]:
    other = re.compile(
        r"(?:\s+(?:the|your|a|an|my|our|this|that|his|her|their|another))?"
        r"(?:\s+(?!(?:and|but|it|them|this|that|these|on|in|from|at|for|with|once|twice)\b)[\w'-]+){0,2}?"
        rf"\s+(?:{NOT_THE_GOODS}|{event.not_of})\b",
    )
    for kind, forms in (("past", event.past), ("ing", event.ing)):
        if forms:
            words = tuple(forms.split())
            yield _Pattern(words, _any_of(words), kind, other)
    for phrase in event.phrases:
        yield _Pattern(tuple(phrase.near.split("|")), re.compile(phrase.words), "phrase")


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b(?![-'])")


class _Around(NamedTuple):
    """The words of the same sentence on either side of what was found."""

    before: list[re.Match[str]]
    after: list[re.Match[str]]
    sentence: str
    asked: bool

    @property
    def left(self) -> list[str]:
        return [word[0].strip("-") for word in self.before]

    @property
    def right(self) -> list[str]:
        return [word[0] for word in self.after]


def _told(found: re.Match[str], pattern: _Pattern, text: str) -> tuple[int, int] | None:
    """Where the words stand that tell it as a fact about the goods, or None."""
    around = _around(found, text)
    left, right = around.left, around.right
    if pattern.something_else and pattern.something_else.match(text, found.end()):
        return None
    if pattern.kind == "past" and found[0] == "used" and right[:1] == ["to"]:
        return None
    if pattern.kind != "phrase" and not _is_told(pattern.kind, left, right):
        return None
    if _is_negated_or_supposed(left, right) or (around.asked and _ASKS.match(around.sentence)):
        return None
    if _is_others_doing(pattern.kind, around):
        return None
    return _stretch(found, around)


def _around(found: re.Match[str], text: str) -> _Around:
    start = max(0, found.start() - _UNTIL_HERE)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, start, found.start())]
    start = ends[-1] if ends else start
    stop = _SENTENCE_END.search(text, found.end(), found.end() + _UNTIL_HERE)
    end = stop.start() if stop else min(len(text), found.end() + _UNTIL_HERE)
    return _Around(
        list(_WORD.finditer(text, start, found.start())),
        list(_WORD.finditer(text, found.end(), end)),
        text[start:end],
        asked=bool(stop) and text[end : end + 1] == "?",
    )


def _is_told(kind: str, left: list[str], right: list[str]) -> bool:
    """Whether a verb's form says that it was done: who did it, to what, or how often stands beside it."""
    if "years" in right[:6] and not _THINGS.intersection(right[:1]):
        return False  # nobody returns what they had for years: "I've used Fernhill for years"
    last = left[-1] if left else ","
    if kind == "ing":
        return last in _ING_LEADS
    followed = bool(right) and right[0] in _TAILS
    ends = not right or right[0] in {",", "but", "and"}
    return (
        last in _LEADS
        or (followed and last not in {"a", "an"})
        or (bool(right) and last in _ATTRIBUTIVE)
        or (ends and last in _CONTAINERS)
        or (ends and last == ",")
    )


def _is_negated_or_supposed(left: list[str], right: list[str]) -> bool:
    """Whether only small words stand between it and a word that denies or supposes it."""
    for place in range(len(left) - 1, -1, -1):
        word = left[place]
        if word in _SUPPOSING:
            return word != "do" or left[place - 1 : place] == ["how"]
        if word in _NEGATIONS or word.endswith("n't"):
            if left[place + 1 : place + 2] == ["only"]:
                return False
            return not _SOME_AFTER_ALL.intersection(right[:5])
        if word == "like" and place and left[place - 1] in _SEEMING:
            return True
        if word not in _FILLERS:
            return False
    return False


def _is_others_doing(kind: str, around: _Around) -> bool:
    """Whether it was so on arrival, or somebody else did it."""
    left, right = around.left, around.right
    if left and left[-1] in {"as", "like", "looked", "looking"}:
        return True
    if right[:1] == ["by"] and {"your", *_OTHERS} & set(right[1:3]):
        return True
    doer = next((word for word in reversed(left) if word in _PEOPLE or word in _OTHERS), "")
    if doer in _OTHERS and not {"and", "but"} & set(left[-2:]):
        return True
    if _did_it_themselves(kind, left, right):
        return False
    if {"since", "after"} & {*left[-6:], *right[:4]}:
        return False
    near = {*left[-6:], *right[:6]}
    return bool(_ARRIVING & near or _GOT_IT.search(around.sentence))


def _did_it_themselves(kind: str, left: list[str], right: list[str]) -> bool:
    """Whether the sentence has the customer's side as the one who acts: "I opened", "opened it"."""
    for word in reversed(left):
        if word in _PEOPLE:
            return True
        if word not in _ADVERBS or word in {"been", "being"}:
            break
    return kind != "phrase" and bool(right) and right[0] in _OBJECTS - {"all", "both", "one"}


def _stretch(found: re.Match[str], around: _Around) -> tuple[int, int]:
    """What is quoted: the words found, with who did it before and what it was done to after."""
    start, end = found.span()
    for word in reversed(around.before[-4:]):
        plain = word[0]
        if plain not in _LEADS and plain not in _NEGATIONS and not plain.endswith("n't"):
            break
        start = word.start()
    for word in around.after[:4]:
        if word[0] in _QUOTE_ENDS:
            break
        if word[0] not in _SMALL:
            end = word.end()
    return start, end
