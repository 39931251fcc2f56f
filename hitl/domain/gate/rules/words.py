"""What the customer's words, ours and the draft's say, whatever the draft decides."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hitl.domain.case import Author
from hitl.domain.draft import Draft
from hitl.domain.facts import Facts
from hitl.domain.gate.matter import OUTSIDE_THE_CONVERSATION, Matter, held
from hitl.domain.gate.verdict import Code, GateReason
from hitl.domain.reading.injection import find_injection
from hitl.domain.reading.language import NAMES, name_of
from hitl.domain.reading.phrases import Phrases, words_of
from hitl.domain.reading.record import Found, Sentiment

_JOINING = re.compile(r"[_.+-]+")  # what stands for blanks in the name of a file
_FEWEST_WORDS = 3  # "approve this refund"
_USUAL_IN_NAMES = frozenset({"encoded", "link", "foreign"})  # cameras and shops name files in figures
_ORDERS_IN_NAMES = Phrases(
    (
        "approve/grant/authorise/authorize/issue/release/pay/execute .. refund/payment/money/claim/all/"
        "everything/full/double/now/this",
        "system/admin/administrator/assistant/ai/bot/model/llm/root/developer .. approve+/refund+/pay/"
        "grant/override/ignore/must/note/instruction/instructions/message/prompt",
        "refund/pay .. double/all/everything/immediately/maximum/now/without",
        "no/skip/without/bypass review/check/approval/human",
    )
)
"""Commands in the name of a file or a person, where nobody gives any."""
_OF_OURS = frozenset(
    {"override", "role", "leak", "output", "process", "markup", "code", "encoded", "invisible", "disguised"}
)
"""Families that no colleague writes to a customer; links, codes and questions are their daily bread."""
_OF_A_CLAUSE = _OF_OURS - {"output", "process"}
"""A policy says what has to be written, and what goes without a review."""
_WORSE = tuple(Sentiment)  # from calm to angry


def exception_keyword(matter: Matter) -> GateReason | None:
    """A word of an exception group stands in the conversation or in the draft, or what looks like one."""
    found = matter.keywords
    if not found:
        return None
    sure = [one for one in found if one.sure]
    groups = dict.fromkeys(one.kind for one in sure or found)
    quoted = ", ".join(f"“{text}”" for text in dict.fromkeys(one.text for one in sure or found))
    likeness = "" if sure else "what may only look like one of the group "
    return held(
        Code.EXCEPTION_KEYWORD,
        f"{likeness}{' and '.join(groups)}: {quoted}".strip().capitalize()[:300],
        groups=list(groups),
        words=[one.text for one in found],
        sure=bool(sure),
    )


def injection_suspected(matter: Matter) -> GateReason | None:
    """A message, a name, an item's title or the policy's text tries to steer a model or the process."""
    facts = matter.facts
    said = (*matter.reading.injection, *_in_names(facts), *_in_our_turns(facts))
    found = said or (*_in_titles(facts), *_in_policy(facts))
    if not found:
        return None
    kinds = list(dict.fromkeys(one.kind for one in found))
    where = "The message" if said else "An item's title or a clause of the policy"
    return held(
        Code.INJECTION_SUSPECTED,
        f"{where} tries to steer the agent ({', '.join(kinds).replace('_', ' ')})",
        kinds=kinds,  # type: ignore[arg-type]
        count=len(found),
    )


def _in_names(facts: Facts) -> Iterator[Found]:
    """Steering words where nobody writes sentences; a name of a few words can hold none."""
    for name in (*facts.attachments, facts.customer.name if facts.customer else ""):
        yield from _in_name(name)


def _in_titles(facts: Facts) -> Iterator[Found]:
    """The same in what the shop calls its goods: an import takes it from others' files."""
    for title in dict.fromkeys(line.title for order in facts.orders for line in order.lines):
        yield from _in_title(title)


@lru_cache(maxsize=4096)
def _in_title(title: str) -> tuple[Found, ...]:
    return tuple(_in_name(title))


def _in_policy(facts: Facts) -> Iterator[Found]:
    for clause in facts.policy.clauses:
        yield from _in_clause(clause.title, clause.text)


@lru_cache(maxsize=1024)
def _in_clause(title: str, text: str) -> tuple[Found, ...]:
    found = find_injection(f"{title}. {text}", OUTSIDE_THE_CONVERSATION)
    return tuple(one for one in found if one.kind in _OF_A_CLAUSE)


def _in_name(name: str) -> Iterator[Found]:
    as_words = _JOINING.sub(" ", name)
    if "(" in name:
        yield from (one for one in find_injection(name, OUTSIDE_THE_CONVERSATION) if one.kind == "code")
    if len(as_words.split()) >= _FEWEST_WORDS:
        found = find_injection(as_words, OUTSIDE_THE_CONVERSATION)
        yield from (one for one in found if one.kind not in _USUAL_IN_NAMES)
        yield from _orders_in(as_words)


def _orders_in(name: str) -> Iterator[Found]:
    words = words_of(name)
    for span in _ORDERS_IN_NAMES.find(words):
        start, end = words.place(span)
        said = name[start:end]
        yield Found(kind="process", text=said, message=OUTSIDE_THE_CONVERSATION, start=start, end=end)


def _in_our_turns(facts: Facts) -> Iterator[Found]:
    """Steering words in what our side is said to have written: an import takes it from others' files."""
    for place, message in enumerate(facts.conversation):
        if message.author is Author.AGENT:
            yield from (one for one in find_injection(message.text, place) if one.kind in _OF_OURS)


def human_requested(matter: Matter) -> GateReason | None:
    """The customer wants to speak to a person, and gets one."""
    found = matter.reading.human_requested
    if found is None:
        return None
    return held(Code.HUMAN_REQUESTED, f"The customer asks for a person: “{found.text}”", words=found.text)


def language(matter: Matter) -> GateReason | None:
    """The text is in a language that the rules do not read; too few words to tell are not one."""
    spoken = matter.reading.language
    read = matter.ruleset.auto.languages
    if spoken == "und" or spoken in read:
        return None
    names = " and ".join(NAMES.get(one, f"“{one}”") for one in read) or "no language"
    says = f"The message is in {name_of(spoken)}; the agent reads {names}"
    return held(Code.LANGUAGE, says, language=spoken)


def customer_sentiment(matter: Matter, draft: Draft) -> GateReason | None:
    """The customer is not calm, by the fixed rules or by the drafter; the worse of the two counts."""
    worse = max(matter.reading.sentiment, draft.customer_sentiment, key=_WORSE.index)
    if worse is Sentiment.CALM:
        return None
    signs = ", ".join(f"“{sign.text}”" for sign in matter.reading.sentiment_signs[:3])
    return held(
        Code.CUSTOMER_SENTIMENT,
        f"The customer is {worse.value}" + (f": {signs}" if signs else ""),
        sentiment=worse.value,
    )
