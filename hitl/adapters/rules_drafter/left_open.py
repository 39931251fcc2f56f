"""Whether the customer leaves open what happened."""

import re

from hitl.domain.reading.intent_words import ASKS
from hitl.domain.reading.reasons import hear
from hitl.domain.reading.text import words

_VAGUE = re.compile(r"\b(?:i think|i guess|i suppose|maybe|perhaps|possibly)\b(?! you\b)")
"""Words that leave open what stands beside them, and no more than that."""
_UNSURE = re.compile(
    r"\b(?:not (?:really |entirely |quite |100% "
    r"|completely )?sure"
    r"|i might have|might be (?:me|my|broken|faulty|damaged)|could be (?:me|my)|not certain"
    r"|can't tell|can't remember"
    r"|don't remember|if i'm honest|hard to say|between (?:zero|none|no|one|two|\d+) and (?:one|two"
    r"|three|four|five|\d+) \w+s|i dunno|i don't know (?:if|whether|what(?!'?s wrong| is wrong"
    r"|'s the matter)|why))\b"
)


def leaves_open(said: str) -> bool:
    """Whether the customer is not sure, or only thinks what is the matter.

    Where it is said outright, its cause may be only thought.
    """
    if _UNSURE.search(said):
        return True
    heard = hear(said, None)
    thought = [clause for clause in heard if _VAGUE.search(clause.text) and not _on_the_way(clause.text)]
    if not any(one.sure for clause in heard for one in clause.heard if not _VAGUE.search(clause.text)):
        return bool(thought)
    return any(
        bool(_IF_IT_IS.search(clause.text))
        if ASKS.search(clause.text)
        else bool(clause.heard) or len(words(_VAGUE.sub(" ", clause.text))) < _A_THOUGHT
        for clause in thought
    )


_IF_IT_IS = re.compile(r"\bif (?:it|that|this|they)(?:'s|'re| is| was| are| were)\b")


def _on_the_way(clause: str) -> bool:
    """Whether only what happened on the way is guessed at, which no customer can know."""
    return bool(_ON_THE_WAY.search(clause)) and not _AT_HOME.search(clause)


_ON_THE_WAY = re.compile(
    r"\b(?:in the (?:post|mail|truck|van|depot|warehouse)|in (?:post|mail|transit|shipping)|courier|carrier"
    r"|postman|on (?:the|its|their) way|lost|stolen)\b"
)
_AT_HOME = re.compile(r"\b(?:my|our|me|us|mine|found|not)\b|n't\b")


_A_THOUGHT = 3
"""Words from which "I think ..." says something of its own; a bare "I think" doubts what stands before it."""
