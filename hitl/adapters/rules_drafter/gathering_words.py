"""The words by which the gathering tells what a clause is about: parts, the whole, use, arrival."""

import re

THE_WHOLE = re.compile(
    r"\b(?:refund\w*|reimburse\w*|money(?: back)?|price|back)(?: \w+){0,2} (?:the|this|that|a|my|whole|entire"
    r"|full)"
    r" (?:whole |entire |full |complete )?(?:pack|packet|set|box|kit|lot|bag|tin|pair|tub|string|bundle|order"
    r"|thing|purchase|amount|price)\b|\b(?:full refund|refund (?:in )?full(?:y)?)\b"
)
"""Money for all that was sold together."""
A_NUMBER = re.compile(r"\W*(?:just |only |all )?(\w+)(?: of (?:them|these|those))?(?: please)?\W*")
OF_THESE = re.compile(r"\b(?:one|two|three|four|\d{1,2}|some|half) of (?:these|those|them|which)\b")
THE_REST = re.compile(r"\b(?:everything else|(?:all )?the (?:rest|others|other (?:items|things|goods)))\b")
THOSE = re.compile(r"\b(?:these|those|this|that) (?:\w+ )?$")
EXCEPT = re.compile(r"\b(?:except(?: for)?|apart from|aside from|other than)\b")
CAME_SHORT = re.compile(
    r"\b(?:only|just|there(?:'s| is| are| were)(?: only| just)?|counted)(?: \w+){0,2} (?:two|three|four|five"
    r"|six|seven|eight|nine|ten|\d{1,3})\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) (?:\w+ )?in the"
    r" (?:pack|packet|box|bag|set|tub|tin)\b"
)
"""The number of pieces is told that came, not of those that are bad."""
CALLS_OFF = re.compile(r"\bcancel")
ALL_OF = re.compile(r"\b(?:both|all (?:the |my )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}))\b")
THE_SAME = re.compile(r"\b(?:two|three|a second|another) (?:of )?(?:the )?(?:very )?(?:same|identical)\b")
"""A gift that doubles the goods: its count is none of the order's pieces."""
OF_PAYING = re.compile(r"\b(?:code|coupon|voucher|discount|paid|pay|cost|price|total|off|gift|present)\b")
"""All of the order is paid or reduced, not meant."""
WAITS = re.compile(
    r"\b(?:days?|weeks?|months?|fortnight|since|waiting|yet|still|ages|nowhere|here by now|lost)\b"
)
USED = re.compile(
    r"(?<!not )(?<!never )(?<!n't )\b(?:wore|worn|used|opened(?! (?:the|my|your|our|a) (?:box|parcel"
    r"|package|packet|bag|envelope|mail|delivery)|"
    r" a (?:ticket|case)| up)|smelled|sniffed|started using|broke the seal|washed|tasted|ate|drank|activated"
    r"|installed|unsealed"
    r"|assembled|tried (?:it|them|one))\b"
)
SOME_OF = re.compile(
    r"\b(?:some|several|a few|many|most|a couple|a number|a lot) of (?:the|my|our"
    r"|these|those|them)\b"
)
"""A part of the pieces, and not how many."""
EITHER = re.compile(r"\b(?:broke|broken|snapped|split|busted)\b")
"""In the parcel or in use: the word alone does not tell."""
ARRIVAL = re.compile(
    r"\b(?:arriv\w{1,4}|came|received?|got (?:it|here|them|my)|open(?:ed|ing)|unpack\w{0,3}"
    r"|unbox\w{0,3}|transit|deliver\w{0,4}"
    r"|on the way|parcel|package|box|packag\w{1,3}|courier|shipp\w{1,3}|post(?:man)?|brought"
    r"|unwrap\w{0,4}|lifted)\b"
)
SINGULAR = frozenset({"it", "it's", "one", "this", "that"})
AN_ANSWER = 3
