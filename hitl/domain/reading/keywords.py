"""Words that bring a person in: threats, injuries, lawyers, chargebacks, and the wish to speak to somebody.

The groups and their phrases stand in the rules (`data/rules.toml`); how a phrase is written is told in
`phrases.py`. A phrase under `lookalikes` is what only looks like a group's word and is not reported; one
under `doubtful`, a negated one ("I won't sue") or a name ("Sue") is reported as not sure.
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from hitl.domain.reading.phrases import Phrases, PhraseSets, Span, Words, check_phrase, words_of
from hitl.domain.reading.plain import unmasked
from hitl.domain.reading.record import Found
from hitl.domain.record import Record
from hitl.domain.roles import Level

Phrase = Annotated[str, AfterValidator(check_phrase)]


class KeywordGroup(Record):
    """One group of exception words, and where a case goes in which they stand."""

    name: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    queue: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    level: Level  # the reviewer who is needed
    priority: Annotated[int, Field(strict=True, ge=0, le=9)]  # 0 first
    takeover: Annotated[bool, Field(strict=True)] = False  # no draft is fit to answer this
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    doubtful: tuple[Phrase, ...] = ()  # may mean it: a review, nothing more
    lookalikes: tuple[Phrase, ...] = ()  # cancel a hit that they overlap
    names: frozenset[str] = frozenset()  # also somebody's or something's name where written with a capital
    real_words: frozenset[str] = frozenset()  # one letter away from a phrase's word, but words of their own
    negatable: Annotated[bool, Field(strict=True)] = True  # "not injured" is no injury

    @cached_property
    def matchers(self) -> tuple[Phrases, Phrases, Phrases]:
        """Phrases, doubtful ones and lookalikes, ready to be found."""
        return (
            _ready(self.phrases, self.real_words),
            _ready(self.doubtful, self.real_words),
            _ready(self.lookalikes, frozenset()),
        )

    def __hash__(self) -> int:
        """By its name alone: quick, and two groups of one name are never looked up together."""
        return hash(self.name)


@lru_cache(maxsize=256)  # three a group, made once a process whoever parses the rules
def _ready(phrases: tuple[Phrase, ...], real_words: frozenset[str]) -> Phrases:
    return Phrases(phrases, real_words)


class _Same:
    """Groups told apart by identity: comparing a thousand phrases takes longer than looking for them."""

    def __init__(self, groups: tuple[KeywordGroup, ...]) -> None:
        self.groups = groups

    def __hash__(self) -> int:
        return id(self.groups)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.groups is other.groups


@lru_cache(maxsize=8)
def _together(same: _Same) -> PhraseSets:
    """The phrases and the doubtful ones of all groups."""
    return PhraseSets((phrases for group in same.groups for phrases in group.matchers[:2]), _readings)


def _readings(text: str) -> list[Words]:
    """The words of a text as written, and with figures and signs inside them read as letters."""
    words = words_of(text)
    clear = unmasked(words.text)
    if clear is None:
        return [words]
    readings = [words, Words(clear)]
    if "1" in words.text.text and (other := unmasked(words.text, one="l")):
        readings.append(Words(other))  # "1awyer"
    return readings


def keywords_stand_in(text: str, groups: tuple[KeywordGroup, ...]) -> bool:
    """Whether there is anything for `find_keywords` to find, of texts that are much alike."""
    return _together(_Same(groups)).stand_in(text)


def find_keywords(text: str, message: int, groups: tuple[KeywordGroup, ...]) -> tuple[Found, ...]:
    """The words of every group in a text, group by group in the order given.

    `message` is the text's place in the conversation. Where both a sure and a doubtful phrase stand in
    the same place, the sure one counts.
    """
    together = _together(_Same(groups))
    standing = [(reading, found) for reading in _readings(text) if (found := together.find(reading))]
    if not standing:
        return ()
    by_group = (
        [hit for reading, found in standing for hit in _hits(group, found, reading, text, message)]
        for group in groups
    )
    return tuple(hit for hits in by_group for hit in _distinct(hits))


def _hits(
    group: KeywordGroup, found: dict[Phrases, list[Span]], words: Words, text: str, message: int
) -> Iterator[Found]:
    phrases, doubtful, lookalikes = group.matchers
    taken = found.get(phrases, [])
    hits = [(span, True) for span in taken]
    hits += [(span, False) for span in found.get(doubtful, []) if not _overlaps(span, taken)]
    if not hits:
        return
    excused = lookalikes.find(words)
    for span, meant in hits:
        if _overlaps(span, excused):
            continue
        sure = (
            meant and not (group.negatable and _negated(words, span)) and not _named(group, words, span, text)
        )
        start, end = words.place(span)
        yield Found(kind=group.name, text=text[start:end], message=message, start=start, end=end, sure=sure)


def _distinct(hits: list[Found]) -> list[Found]:
    """Each place once, the surest and longest hit of it."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda found: (not found.sure, found.start - found.end)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda found: found.start)


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


_NEGATIONS = frozenset(
    """no not never nobody none without won't wont don't dont didn't didnt doesn't doesnt isn't isnt wasn't
    wasnt weren't werent aren't arent wouldn't wouldnt shouldn't haven't havent hasn't hadn't cannot
    can't cant""".split()
)
_LIGHT = frozenset(
    """going to gonna want wish planning plan intend be been being a an any the will would need about was
    were is are am one got have had having trying looking interested in of or talking this that file
    start get i'm my""".split()
)
_NEGATION_REACH = 4  # "I am not going to have to sue"


def _negated(words: Words, span: Span) -> bool:
    """Whether a negation stands before the phrase with nothing but light words in between."""
    if words.list[span.start] in _NEGATIONS:
        return False  # it is part of the phrase: "no answer to my emails"
    for word in reversed(words.list[max(0, span.start - _NEGATION_REACH) : span.start]):
        if word in _NEGATIONS:
            return True
        if word not in _LIGHT:
            return False
    return False


def _named(group: KeywordGroup, words: Words, span: Span, text: str) -> bool:
    """Whether a word that is also a name is written like one: with a capital inside a sentence."""
    for place in range(span.start, span.end):
        if words.list[place] not in group.names or place == 0 or words.list[place - 1] in ".!?;":
            continue
        start, end = words.place(Span(place, place + 1))
        if text[start:end].istitle():
            return True
    return False


_PERSON = (
    "human+/humans/person~/people/someone~/somebody~/operator~/representative~/rep/reps/agent~/agent+/manager~/"
    "supervisor~/advisor~/adviser+/staff/assistant~/employee~/specialist~/colleague+/boss/superior+/"
    "personnel/crew/team/service/support"
)
_TALK = "speak/speek/spek/speaking/talk/tlak/talking/chat/chatting/communicate/communicating"
_WISHES = (
    f"{_TALK} .. to/too/with/wth/wiht/2/w/wit .. {_PERSON}",
    f"{_TALK} {_PERSON}",
    "real/live/actual/human/proper/freephone human/person/people/agent~/operator~/being/"
    "representative~/rep/assistant~/"
    "help/support/contact/one/advisor~/agents/chat",
    f"contact+/reach+/connect+/transfer+/forward+/escalate+/assign+/redirect+ .. {_PERSON}",
    "escalate+ this/it/my/the",
    "put/putting/pass/passing/transfer/connect me/us .. to/with/through/on",
    f"get/give/getting/find/fetch/bring/send me/us/my .. {_PERSON}",
    f"get hold/ahold/touch .. {_PERSON}",
    "want/wanna/need/prefer/like/require/demand/request/requesting a/an/some/your/to .. human/"
    "person/manager~/supervisor~/"
    "operator~/representative~/rep/advisor~",
    "want/wanna/need/prefer/like a/an/some/your/live/free/customer .. agent~/assistant~",
    "have/let/get/want/need/prefer a/an/some/somebody/someone .. human/person/somebody/"
    "someone .. look+/check+/"
    "read+/review+/handle+/decide+/answer+/help+",
    "from/by/with a/an real/actual/live/proper? human/person/manager~/supervisor~",
    "call/phone/ring/telephone/callback me/us",
    "give me/us .. call/ring/callback",
    "call/ring/phone me/us? back",
    "callback request+/please",
    "request+ .. callback",
    "can/could/may/how/where/number i/we/can/to .. call/phone .. you/customer/support/service/"
    "someone/somebody",
    "not/no/isn't/instead/than/hate/without/stop .. bot+/robot+/machine/chatbot+/"
    "computer+ .. reply+/answer+/please",
    "not/no/another/stupid/useless/bloody/dumb a/of/the? bot/robot/bots/robots/chatbot/chatbots",
    "talk+/speak/speaking/spoke/chat+/dealing/deal .. to/with .. bot+/robot/robots/machine+/"
    "computer/chatbot+/ai",
    "human/agent/operator/representative/manager/supervisor please/pls/plz",
    "customer service/support/care number/line/hotline/phone",
    "is/anyone/anybody/someone/somebody there/here/alive? human/real/person",
    "are you/u a? bot/robot/human/real/machine/ai/person",
)
_NO_WISHES = (
    "human hair+/anatomy/skeleton/figure+/body/size+/made/error/skull/shaped/rights",
    "cleaning/bleaching/drying/foaming/travel/estate/delivery/shipping/bonding/release/letting agent+",
    "they/people/friends/you/name call me",
    "call me crazy/old/mad/paranoid/cynical/names/fussy/silly",
    "service/support/team charge+/fee+/plan+/bracket+/beam+/pillow+/cushion+/band+/strap+/bra+",
    "robot/machine/computer game+/kit+/toy+/vacuum+/mower+/hoover+/part+/desk+/bag+/case+/screen+",
)
_ALONE = frozenset("human person agent operator representative rep manager supervisor callback".split())


@lru_cache(maxsize=1)
def _wishes() -> tuple[Phrases, Phrases]:
    return Phrases(_WISHES), Phrases(_NO_WISHES)


def human_requested(text: str, message: int) -> Found | None:
    """The words by which the customer asks for a person instead of a machine, or None."""
    words = words_of(text)
    wished, no_wish = _wishes()
    wishes = wished.find(words)
    if not wishes and 0 < len(words.known) <= 2 and _ALONE & words.known:
        wishes = [Span(0, len(words.list))]  # "agent!", typed at a machine
    excused = no_wish.find(words) if wishes else []
    for span in wishes:
        if not _overlaps(span, excused):
            start, end = words.place(span)
            return Found(kind="human_requested", text=text[start:end], message=message, start=start, end=end)
    return None
