"""Requests whose reason is not said but shown: the rules read words and see no pictures."""

import re

from hitl.adapters.rules_drafter.doubts import GRAVE, Doubt
from hitl.domain.facts import Facts
from hitl.domain.reading.text import normal

_POINTS_THERE = re.compile(
    r"\b(?:photos?|pictures?|pics?|images?|videos?|screenshots?|snaps?|attached|attachments?|enclosed"
    r"|see for your|as you can see)\b"
)


def shown_only(facts: Facts) -> tuple[Doubt, ...]:
    """A doubt where the words point to a file that came with them: a person looks instead of asking."""
    if facts.attachments and _POINTS_THERE.search(normal(facts.said)):
        return (Doubt(GRAVE, "What is the matter is shown in an attached file, which the rules do not see."),)
    return ()
