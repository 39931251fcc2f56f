"""Why the customer wants money back: fixed patterns first, a small classifier where they are silent.

Both read one clause at a time. A pattern's word that is denied, only supposed, or said of the wrapping of
goods that are fine does not count.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from hitl.domain.policy import Reason
from hitl.domain.reading.classifier import Weights, probabilities
from hitl.domain.reading.counterfactual import as_it_is
from hitl.domain.reading.figures import POINTS_TO_A_PICTURE, differs, kept_promise
from hitl.domain.reading.reason_patterns import DENIED, FINE, PACKAGING, PATTERNS, SUPPOSED
from hitl.domain.reading.text import clauses, normal, sentences, words

HINT = 0.45
"""The probability from which the classifier's word is taken at all; the drafter says how far to trust it."""


class Heard(NamedTuple):
    """A reason that a clause gives, and how surely."""

    reason: Reason
    sure: bool  # True: by a pattern; False: by the classifier alone
    weight: float  # for the order among several
    shares: tuple[tuple[Reason, float], ...] = ()  # by the classifier: every reason that it may be


class Clause(NamedTuple):
    """One clause of the customer's words in normal form, and the reasons in it."""

    text: str
    sentence: int
    heard: tuple[Heard, ...]
    fine: bool  # speaks well of what it names
    supposed: bool


_ECLIPSED: dict[Reason, tuple[Reason, ...]] = {
    # The words of the first name often hold words of the others: "arrived late" is no "never arrived".
    Reason.CHARGED_TWICE: (Reason.OTHER, Reason.PRICE),
    Reason.WRONG_ITEM: (Reason.CHANGED_MIND, Reason.NOT_AS_DESCRIBED, Reason.OTHER),
    Reason.NOT_AS_DESCRIBED: (Reason.CHANGED_MIND, Reason.OTHER, Reason.NEVER_ARRIVED),
    Reason.NEVER_ARRIVED: (Reason.LATE, Reason.DEFECTIVE, Reason.CHANGED_MIND, Reason.WRONG_ITEM),
    Reason.DEFECTIVE: (Reason.OTHER, Reason.DAMAGED, Reason.LATE),
    Reason.PRICE: (Reason.CHANGED_MIND, Reason.OTHER, Reason.NOT_AS_DESCRIBED),
    Reason.DAMAGED: (Reason.OTHER, Reason.CHANGED_MIND),
    Reason.LATE: (Reason.OTHER, Reason.NOT_AS_DESCRIBED),
    Reason.CANCELLED: (Reason.OTHER, Reason.CHANGED_MIND, Reason.NOT_AS_DESCRIBED),
    Reason.CHANGED_MIND: (Reason.OTHER,),
}
_DENIABLE = frozenset({Reason.DAMAGED, Reason.DEFECTIVE, Reason.LATE, Reason.OTHER, Reason.WRONG_ITEM})
_OWN_MISTAKE = (
    "ordered the wrong",
    "bought the wrong",
    "chose the wrong",
    "picked the wrong",
    "selected the wrong",
    "my mistake",
    "my fault",
    "my bad",
    "by mistake",
    "by accident",
    "got the wrong size for",
    "clicked on the wrong",
    "clicked the wrong",
    "wrong for me",
    "wrong for my",
)


_WRONG_FOR_ME = re.compile(
    r"\bwrong (?:\w+ ){1,2}for (?:me|us|my|our|her|him)\b|^wrong (?:\w+ ){1,3}(?:picked|chosen|selected"
    r"|clicked)\b"
)
_GIVEN = re.compile(
    r"\bas an? (?:\w+ )?(?:gift|present)\b|\b(?:gave|given|bought|got) (?:it to )?(?:me|us|her|him|them) "
    r"(?:the|one|another|an?|two)\b|\bfor (?:my|our|her|his|their) (?:\w+ )?(?:birthday|christmas"
    r"|anniversary)\b"
)
"""Somebody else gave the same thing: "I got another pair as a gift" tells of no mistake of the shop's."""
_NO_PHOTO = re.compile(r"\b(?:no|not|[a-z]+n't)(?: \w+){0,2} (?:photos?|pictures?|images?|camera)$")
_TRIED = re.compile(
    r"\b(?:batter(?:y|ies)|press(?:ed|ing)?|plug(?:ged)?|switch(?:ed)?|button|socket|reset)\b"
)
"""Nothing happens: "three sets of batteries and still nothing\""""
_EVENT_OFF = re.compile(
    r"\b(?:trip|holiday|vacation|party|wedding|meeting|camp|class|course|lessons?|flight|festival|event"
    r"|match"
    r"|tour|race|picnic|function|do) (?:was |is |got |has been |been |has )*cancel(?:led|ed)?\b"
)
"""What the goods were for is off, not the order: "class got cancelled so no need for the mat\"."""
_OLD_ONE = re.compile(
    r"\b(?:my|our|the|his|her) (?:(?:old|previous|other) (?:\w+ ){1,2}|(?:tumble )?(?:dryer|washer|oven|car"
    r"|printer|kettle|fridge|freezer|bike|laptop|phone) )(?:has |had |have |just )*(?:packed (?:it )?in"
    r"|died|broke"
    r"|gave up|conked out|blew up|burnt out)\b"
)
"""Something that the customer had before broke, and the goods are not wanted for it."""
_A_PART = re.compile(
    r"\b(?:pieces?|parts?|corner|screws?|bolts?|nuts?|lid|cap|plug|pin|handle|legs?|knobs?|hooks?|cards?)"
    r"(?: \w+){0,2} (?:not|never|wasn't|weren't|isn't|aren't) (?:\w+ )?(?:in|inside) (?:the|my) "
)
"""A part that was not in the box; the goods were."""
_PLAINLY_WRONG = re.compile(r"\b(?:wrong|incorrect|instead|mixed up|not what|sent me|you sent|delivered)\b")


@lru_cache(maxsize=4096)
def by_pattern(clause: str) -> tuple[Reason, ...]:
    """The reasons that patterns find in one clause of normal text, likeliest first."""
    found = {reason: place for reason in PATTERNS if (place := _asserted(reason, clause)) is not None}
    if any(said in clause for said in _OWN_MISTAKE) or _WRONG_FOR_ME.search(clause):
        found.pop(Reason.WRONG_ITEM, None)
        found.setdefault(Reason.CHANGED_MIND, 0)
    if Reason.NOT_AS_DESCRIBED in found and _NO_PHOTO.search(clause):
        found.pop(Reason.NOT_AS_DESCRIBED)
    if Reason.NEVER_ARRIVED in found and _TRIED.search(clause):
        found.pop(Reason.NEVER_ARRIVED)
        found.setdefault(Reason.DEFECTIVE, 0)
    if Reason.CANCELLED in found and Reason.CHANGED_MIND in found and _EVENT_OFF.search(clause):
        found.pop(Reason.CANCELLED)
    if Reason.DEFECTIVE in found and _OLD_ONE.search(clause):
        found.pop(Reason.DEFECTIVE)
    if Reason.NEVER_ARRIVED in found and _A_PART.search(clause):
        found.pop(Reason.NEVER_ARRIVED)
        found.setdefault(Reason.NOT_AS_DESCRIBED, 0)
    if Reason.WRONG_ITEM in found and _GIVEN.search(clause) and not _PLAINLY_WRONG.search(clause):
        found.pop(Reason.WRONG_ITEM)
        found.setdefault(Reason.CHANGED_MIND, 0)
    for reason in tuple(found):
        for eclipsed in _ECLIPSED.get(reason, ()):
            if reason in found:
                found.pop(eclipsed, None)
    return tuple(found)


def _asserted(reason: Reason, clause: str) -> int | None:
    """Where in the clause the reason is said and not denied."""
    for match in PATTERNS[reason].finditer(clause):
        if reason not in _DENIABLE or not DENIED.search(clause[: match.start()][-60:]):
            return match.start()
    return None


def _denied(clause: str) -> bool:
    """Whether a word of a fault stands in the clause that tells none: "not broken at all"."""
    return any(DENIED.search(clause[: found.start()][-60:]) for found in _AT_FAULT.finditer(clause))


_AT_FAULT = re.compile(
    r"(?<![a-z])(?:broken|broke|damaged|cracked|chipped|torn|smashed|shattered|faulty|defective|dented"
    r"|scratched|stained"
    r"|cracks?|chips?|dents?|scratch(?:es)?|damages?|defects?|faults?|holes?|stains?)\b"
)


def hear(text: str, weights: Weights | None) -> tuple[Clause, ...]:
    """The clauses of one message with the reasons that each gives."""
    return _by_patterns(normal(text)) if weights is None else _clauses_of(normal(text), weights)


@lru_cache(maxsize=64)  # several rules ask for the same message
def _by_patterns(text: str) -> tuple[Clause, ...]:
    return _clauses_of(text, None)


def _clauses_of(text: str, weights: Weights | None) -> tuple[Clause, ...]:
    said = sentences(text)
    goods_fine = any(_fine(clause.text) for sentence in said for clause in clauses(sentence.text))
    heard: list[Clause] = []
    for index, sentence in enumerate(said):
        own = [_heard(part.text, index, weights, goods_fine=goods_fine) for part in clauses(sentence.text)]
        heard += _as_a_whole(sentence.text, _across(sentence.text, _the_contrary(own)), weights)
        if len(heard) >= _MOST_CLAUSES:
            break
    if not any(_tells(clause) for clause in heard):
        heard = _by_figures(text, _across_sentences([sentence.text for sentence in said], heard))
    return tuple(_without_motives(_as_promised(text, heard)))


def _tells(clause: Clause) -> bool:
    """Whether the clause by itself tells a reason outright, and one that says what is the matter."""
    return any(one.sure and one.reason is not Reason.OTHER for one in clause.heard)


def _the_contrary(own: list[Clause]) -> list[Clause]:
    """As in "The lamp isn't broken, the mug is": what is denied of the one is said of the other."""
    for place, (one, other) in enumerate(pairwise(own)):
        if _IT_IS.match(other.text) and not (one.heard or other.heard) and _denied(one.text):
            own[place + 1] = other._replace(heard=(Heard(Reason.DAMAGED, True, 1.0),), fine=False)
    return own


_IT_IS = re.compile(
    r"^(?:only |just )?(?:the|my|our|this|that) (?:[\w-]+ ){1,3}(?:is|was|are|were|did|does|has)\W*$"
)


def _as_promised(text: str, heard: list[Clause]) -> list[Clause]:
    """Without a measure that is told of and kept: "it was to be 60 cm, and it is 60 cm"."""
    if not any(one.reason is Reason.NOT_AS_DESCRIBED for clause in heard for one in clause.heard):
        return heard
    kept = kept_promise(text)
    return [clause._replace(heard=()) if kept and kept in clause.text else clause for clause in heard]


def _as_a_whole(sentence: str, own: list[Clause], weights: Weights | None) -> list[Clause]:
    """The clauses, with what the classifier hears in all of them where it hears nothing in any."""
    told = any(one.heard or one.fine or one.supposed or _denied(one.text) for one in own)
    if weights is None or len(own) < 2 or told:
        return own
    guessed = _guessed(sentence, weights)
    return [own[0]._replace(heard=guessed), *own[1:]] if guessed else own


def _across_sentences(said: list[str], heard: list[Clause]) -> list[Clause]:
    """As in "You sent me a navy one. I ordered burgundy.": neither sentence alone tells it."""
    for index, (one, other) in enumerate(pairwise(said)):
        together = f"{one.rstrip(' .!')}, {other}"
        if "?" in together or SUPPOSED.search(together):
            continue
        told = next((reason for reason in _ACROSS_SENTENCES if _asserted(reason, together) is not None), None)
        if told is None:
            continue
        place = next(place for place, clause in enumerate(heard) if clause.sentence == index)
        heard[place] = heard[place]._replace(heard=(Heard(told, True, 1.0),), fine=False)
        return heard
    return heard


_ACROSS_SENTENCES = (Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED, Reason.NEVER_ARRIVED)
"""Reasons that two sentences tell together: "Supposed to be pine. They smell of soap.\""""


def _by_figures(text: str, heard: list[Clause]) -> list[Clause]:
    """As in "It should be 60 cm tall. Mine is 48.": the words alone complain of nothing."""
    found = differs(text)
    if found is None or any(one.sure for clause in heard for one in clause.heard):
        return heard
    place = next((i for i, clause in enumerate(heard) if found.words in clause.text), None)
    if place is not None and not heard[place].supposed:
        told = Heard(Reason.NOT_AS_DESCRIBED, found.sure, 1.0 if found.sure else _BARE_FIGURE)
        heard[place] = heard[place]._replace(heard=(told,), fine=False)
    return heard


_BARE_FIGURE = 0.65
"""A figure without a unit may be of something else."""


def _without_motives(heard: list[Clause]) -> list[Clause]:
    """Without what follows from a fault where one is told: "so I have since found it elsewhere"."""
    told = {clause.sentence for clause in heard for one in clause.heard if one.sure and one.reason in FAULTS}
    if not told or any(clause.fine and clause.sentence not in told for clause in heard):
        return heard
    return [
        clause._replace(heard=tuple(one for one in clause.heard if one.reason is not Reason.CHANGED_MIND))
        if _SINCE.search(clause.text)
        else clause
        for clause in heard
    ]


_SINCE = re.compile(
    r"\b(?:have|'ve|has|had) (?:since|already|now|meanwhile)(?: then)? (?:found|bought|got|ordered"
    r"|picked)\b"
    r"|\b(?:found|bought|got|picked up|ordered) (?:\w+ ){1,4}(?:in the meantime|since then|meanwhile)\b"
    r"|\bin the meantime (?:i|we)(?:'ve| have)? (?:found|bought|got)\b"
    r"|\b(?:won't|will not|can't|cannot|couldn't|wouldn't) (?:even )?(?:touch|eat|drink|use|wear"
    r"|play with|go near)\b"
    r"|\b(?:don't|do not) (?:want|like|need) (?:a |the |any )?(?:black|white|gr[ae]y|red|blue|green"
    r"|yellow|pink|brown"
    r"|purple|orange)\b|(?:not|n't) (?:want|need) (?:a )?new\b"
    r"|\b(?:won't|wouldn't|doesn't) (?:really )?do(?: for (?:me|us))?\b|\bno (?:good|use) (?:to"
    r"|for) (?:me|us|anyone|anybody)\b"
    r"|\b(?:don't|do not|no longer) (?:want|need) (?:it|them|this|another|a replacement|a new one)\b"
)
"""What was done about a fault, or follows from it: no wish of its own where nothing is said to be fine."""
_ACROSS = (Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED, Reason.NEVER_ARRIVED, Reason.LATE)
"""Reasons that are often told across a comma or a "but": "ordered a mug, got a plate"."""


def _across(sentence: str, own: list[Clause]) -> list[Clause]:
    """The clauses, with a reason that only the whole sentence tells at the one where it begins."""
    if len(own) < 2 or any(_tells(clause) for clause in own) or SUPPOSED.search(sentence):
        return own
    for reason in _ACROSS:
        found = _asserted(reason, sentence)
        if found is not None:
            first = _clause_at(sentence, own, found)
            own[first] = own[first]._replace(heard=(Heard(reason, True, 1.0),), fine=False)
            return own
    return own


def _clause_at(sentence: str, own: list[Clause], place: int) -> int:
    starts = [part.start for part in clauses(sentence)]
    return max(index for index, start in enumerate(starts[: len(own)]) if start <= place or index == 0)


_MOST_CLAUSES = 120  # a longer message is not read to the end; the drafter says that it is long


def _heard(clause: str, sentence: int, weights: Weights | None, *, goods_fine: bool) -> Clause:
    clause = as_it_is(clause)
    supposed = bool(SUPPOSED.search(clause))
    fine = _fine(clause)
    if supposed:
        return Clause(clause, sentence, (), fine, supposed)
    found = by_pattern(clause)
    if goods_fine and PACKAGING.search(clause):
        found = tuple(reason for reason in found if reason is not Reason.DAMAGED)
    heard = tuple(Heard(reason, True, 1.0) for reason in found)
    if not heard and not fine and weights is not None and not _denied(clause):
        heard = _guessed(clause, weights)
    return Clause(clause, sentence, heard, fine, supposed)


def _fine(clause: str) -> bool:
    """Whether the clause speaks well of something, and not the contrary: "is not fine", "neither works"."""
    return any(not _NOT_FINE.search(clause[: found.end()][-40:]) for found in FINE.finditer(clause))


_NOT_FINE = re.compile(
    r"\b(?:not|never|no|nothing|neither|none|hardly|barely|far from|anything but|would be|i'd be|we'd be)\b"
    r"|n't\b"
)


def _guessed(clause: str, weights: Weights) -> tuple[Heard, ...]:
    """The classifier's reasons for a clause, each with the weight of its whole family.

    Whether goods are damaged or defective is often a matter of words, and to most policies all one; that
    something is wrong with them is not. So the faults are counted together.
    """
    if len(words(clause)) < _FEWEST_WORDS or _WISH.search(clause) or POINTS_TO_A_PICTURE.search(clause):
        return ()
    shares = dict(probabilities(clause, weights))
    told = [name for name in shares if name != "none"]
    if not told or shares.get("none", 0.0) > max(shares[name] for name in told):
        return ()
    family = FAULTS if Reason(told[0]) in FAULTS else frozenset({Reason(told[0])})
    together = sum(share for name, share in shares.items() if name != "none" and Reason(name) in family)
    if together < HINT:
        return ()
    least = _WORTH_A_LOOK * shares[told[0]]
    likely = [name for name in told if Reason(name) in family and shares[name] >= least]
    every = tuple((Reason(name), shares[name]) for name in told)
    return tuple(Heard(Reason(name), False, min(together, 0.99), every) for name in likely)


FAULTS = frozenset({Reason.DAMAGED, Reason.DEFECTIVE, Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
"""Reasons that all say that the goods are not what they should be."""
_WORTH_A_LOOK = 0.35  # of the likeliest reason's share; one less likely is not weighed against it
_FEWEST_WORDS = 3  # a bare name tells no reason
_WISH = re.compile(
    r"\b(?:want(?:ed)? to|would like|i'd like|please|can you|could you|can i|could i|may i|prefer|if)\b"
)
"""A wish is no reason."""


def reasons_of(heard: tuple[Clause, ...]) -> tuple[Reason, ...]:
    """All reasons of a message, those by pattern first, then in the order in which they are given."""
    every = [one for clause in heard for one in clause.heard]
    ordered = [one.reason for one in every if one.sure] + [one.reason for one in every if not one.sure]
    return tuple(dict.fromkeys(ordered))
