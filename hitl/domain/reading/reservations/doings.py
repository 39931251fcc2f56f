"""What somebody near the customer did to the goods before they broke: "my son pulled at it and it ripped".

Of what hands can do to goods no list is complete; of what people usually tell of themselves before they
come to the fault ("I opened it and it was broken") one nearly is. So whoever did anything else, with the
damage told of right after it, may have done the damage.
"""

from hitl.domain.reading.phrases import Span, Words
from hitl.domain.reading.reservations.people import CHILDREN, PETS, RELATIONS

ACCIDENTS = (
    "fell/fallen/falling/toppled/tipped/tumbled/blew/blown/knocked and/down/over/onto/on/to/from/into",
    "i/we/i've/we've/been use/used/using it/them/this/mine as a/an/my/the",
    "left/kept/forgot/forgotten/leaving .. outside/outdoors/unattended",
    "ran/run/running/drove/driven/backed/reversed over/into (by/it/them/with/the)?",
    "during/in/after/while/on/from our/my/the (last/recent/house/office)? "
    "move/moving/removal/relocation/renovation",
    f"broken/smashed/cracked/ripped/torn/damaged/chewed by my/our/a/the/one (of)? .. "
    f"{RELATIONS}/{CHILDREN}/{PETS}/cleaner/guest/guests/visitor/movers/plumber/builders",
    "someone/somebody/guest/guests sat/stepped/tripped/fell",
    "flood/flooded/flooding/burglary/burglar/burglars/earthquake/lightning/landslide",
    "a/the (big/last)? storm/fire/hail (broke/blew/took/damaged/knocked/at/in/last/destroyed)",
    "removal/moving/removals men/man/company/van/firm/people/guys",
    "movers",
    f"because/while/after my/our/the .. {CHILDREN}/{PETS} (was/were/got/had/is/has)?",
    f"{PETS}/cats/dogs got/gets/getting/had/managed/found/decided/won/thought/escaped/attacked/ate/vs",
    "got/get/getting/gets wet/soaked/dunked/drenched in/at/from/during/by my/our/the/a",
)
ACCIDENTS_EXCUSED = (
    "fell/fallen to pieces/bits",
    "fell/fallen on (the)? deaf",
    "as a/my/the gift/present/replacement/result/customer/whole/test",
    f"for/to (my/our/the)? {PETS}",
    "and it was/is/arrived",
    "like/as/if/though someone/somebody (has/had)? sat/stepped",
    f"bought/got/ordered .. {PETS}",
    "after my/our/the .. child/daughter/son s birthday",
    "tube/parcel/box/package/packet/envelope/carton/it (had/has)? was/been/got run over",
)
"""What happens to goods at home, with nobody named who did it; and what only sounds so."""

_SELF = frozenset("i we i've we've he she".split())
_OTHERS = frozenset(f"{RELATIONS}/{CHILDREN}/{PETS}/baby/grandchild/cleaner/guest/visitor/old/law".split("/"))
"""An age stands for a child, "law" for who married in: "my 5 year old", "my mother-in-law"."""
_OWN = frozenset("my our the a one".split())
_BETWEEN = frozenset(
    """have had has just then also accidentally already must only even both all probably really simply
    carefully gently stupidly quickly first once""".split()
)
_USUAL = frozenset(
    """ordered received opened unpacked unwrapped unboxed used tried noticed realised realized discovered
    plugged charged switched turned pressed filled worked checked tested inspected looked returned
    contacted emailed messaged called asked wanted needed liked loved decided expected hoped thought
    cooked baked boiled brewed played watched listened connected paired installed assembled placed
    lifted picked unfolded zipped buttoned closed locked walked jogged hiked cycled travelled
    traveled lived stayed waited counted measured compared attached photographed started finished
    stored followed updated inserted rinsed heated warmed toasted stirred shaved brushed collected
    purchased acquired delivered shipped posted mailed showed explained mentioned figured believed
    assumed smelled tasted sipped poured served shared arrived booked chose selected reported
    requested complained replied waved smiled appreciated enjoyed planned intended gifted wrapped
    passed signed downloaded activated logged registered printed handed learned remembered stopped
    continued managed offered agreed refused insisted cried laughed screamed named stated described
    advised informed replaced reset restarted rebooted paid said told wrote bought got found saw
    went came took made put wore set sent kept left read ate drank hung lit lay sat stood slept felt
    heard had gave held ran drove rode met did need required added presented touched reached
    recharged refilled changed completed configured clicked subscribed attended viewed stacked
    folded rolled carried displayed visited phoned texted searched verified confirmed
    trusted hated disliked missed failed attempted wished loaded dressed""".split()
)
_IRREGULAR = frozenset(
    "cut bent threw shook drew tore broke bit hit drove shut split burnt wound wrung stuck swung trod".split()
)
_THEN = frozenset("and so then now until till when which because therefore after but".split())
_DAMAGE = frozenset(
    """broke broken ripped tore torn tear cracked crack hole holes snapped burst shattered split dead died
    bent scratched scratch dented dent stopped leaked leaks leaking chipped smashed fell off damaged
    stuck ruined melted loose frayed shrank shrunk stained stain burnt burned jammed crushed
    collapsed popped detached undone apart pieces defective faulty useless works working work""".split()
)
_BREAKING = frozenset(
    """broke smashed tore ripped snapped shattered cracked damaged ruined scratched dented chipped bent
    crushed split burnt burned stained melted""".split()
)
_THING = frozenset("the it them this that these those one two both a an my our his her their part".split())
_NEAR = 14
"""Words after the deed within which the damage is told."""
_ENDS = frozenset(".!?;")


def doings(words: Words) -> list[Span]:
    """Where somebody did something unusual to the goods, and the damage follows in the same sentence."""
    if _DAMAGE.isdisjoint(words.known) and _UPON.isdisjoint(words.known):
        return []
    said = words.list
    found = []
    for place, word in enumerate(said):
        other = word in _OTHERS and not _OWN.isdisjoint(said[max(0, place - 4) : place])
        if other and (end := _named(said, place)) is not None:
            found.append(Span(place, end))
        elif other or word in _SELF:
            deed = _deed_after(said, place)
            if deed is not None and (end := _damage_after(said, deed) or _upon(said, deed)) is not None:
                found.append(Span(place, end))
        elif word == "and" and (deed := _deed_after(said, place)) and (end := _upon(said, deed)):
            found.append(Span(place, end))
    return found


def _named(said: list[str], place: int) -> int | None:
    """One past the words that say of somebody near the customer that it was they: "my son broke the lid"."""
    blamed = said[max(0, place - 3) : place]
    if blamed[:2] in (["it", "was"], ["that", "was"]) and _ENDS.union(("who", "that")) & {
        *said[place + 1 :][:1]
    }:
        return place + 1
    deed = _deed_after(said, place)
    if deed is not None and said[deed] in _BREAKING and _THING & {*said[deed + 1 :][:1]}:
        return deed + 1
    return None


def _deed_after(said: list[str], place: int) -> int | None:
    """The place of an unusual verb of the past that begins here, or None."""
    place += 1
    while place < len(said) and said[place] in _BETWEEN:
        place += 1
    if place == len(said) or said[place] in _USUAL:
        return None
    verb = said[place]
    return place if verb in _IRREGULAR or (verb.endswith("ed") and len(verb) > 4) else None


def _upon(said: list[str], deed: int) -> int | None:
    """One past "it" where the deed was done on, at or against it: "danced on it"."""
    upon = deed + 2 < len(said) and said[deed + 1] in _UPON and said[deed + 2] in _IT
    return deed + 3 if upon else None


_UPON = frozenset("on onto upon at against into over".split())
_IT = frozenset("it them this".split())


def _damage_after(said: list[str], deed: int) -> int | None:
    """One past the damage that a joining word leads to from the deed, or None."""
    joined = False
    for place in range(deed + 1, min(deed + _NEAR, len(said))):
        if said[place] in _ENDS:
            return None
        joined = joined or said[place] in _THEN
        if joined and said[place] in _DAMAGE:
            return place + 1
    return None
