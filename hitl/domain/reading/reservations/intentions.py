"""What customers say they are going to do: most of it is harmless, and the rest is for a person.

Threats and reservations come in words that no list foresees ("I'll let the town hear about it", "I will
confirm tomorrow"); what customers usually promise does not.
"""

from hitl.domain.reading.phrases import Span, Words

_JOINED = frozenset("i'll we'll".split())
_WHO = frozenset("i we".split())
_WILL = frozenset("will shall might may could".split())
_BEING = frozenset("am are i'm we're".split())
_GOING = frozenset("going gonna about".split())
_BETWEEN = frozenset(
    """just simply then also gladly happily even certainly always definitely be to have of course surely
    really only probably still now soon kindly personally however very likely again most be""".split()
)
_USUAL = frozenset(
    """send return bring order buy shop look need like love appreciate want happy glad grateful thankful
    pleased delighted obliged recommend attach upload provide forward mail post package pack ship drop
    use keep try enjoy visit stay remain purchase trust understand miss accept welcome rate
    prefer happily receive check find see show describe add mention note do home away
    in there here available able unable fine ok okay good sad patient hoping expecting expect hope
    wondering needing no not never one i you need needed needing supply submit offer help follow take
    hand hold download print sign pay mark get got open make using looking returning sending ordering
    buying shopping disappointed perfectly quite more so patiently throw dispose recycle
    notice give imagine believe assume think swear assure repeat admit remember a the an for
    assist answer reply respond email copy include enclose please put at on leave be come wait
    reimbursed refunded compensated borrow courier pop parcel stick manage survive grab choose pick
    settle cope knit bake cook feed wear eat drink read plant sew live fetch rent walk donate out busy around
    abroad travelling traveling""".split()
)
"""What follows "I will" in requests that need no second look, verbs and what one may be."""


def intentions(words: Words) -> list[Span]:
    """Where the customer says what they are going to do, and it is nothing usual."""
    if _JOINED.isdisjoint(words.known) and _WHO.isdisjoint(words.known) and _BEING.isdisjoint(words.known):
        return []
    found = []
    for place, word in enumerate(words.list):
        verb = _verb_after(words.list, place, word)
        if verb is not None and words.list[verb] not in _USUAL:
            found.append(Span(place, verb + 1))
    return found


def _verb_after(said: list[str], place: int, word: str) -> int | None:
    """The place of the verb of an intention that begins here, or None."""
    following = said[place + 1] if place + 1 < len(said) else ""
    if word in _JOINED:
        after = place + 1
    elif following == "could" and said[place + 2 : place + 3] == ["have"]:
        return None  # what was not done: "I could have had that for nothing"
    elif (word in _WHO and following in _WILL) or (word in _BEING and following in _GOING):
        after = place + 2
    else:
        return None
    while after < len(said) and said[after] in _BETWEEN:
        after += 1
    return after if after < len(said) and said[after][0].isalpha() else None
