"""What people write when goods are no longer as a policy wants them: used, opened, worn, the box gone.

Two kinds of words. A verb's past and "-ing" forms say it together with who did it or what it was done to
("I've worn", "opened it", "after using"); `conditions` looks at the words around them. A whole phrase says
it by itself ("threw the box away"). Both may still be negated, asked or supposed.
"""

from typing import NamedTuple


class Phrase(NamedTuple):
    """Words that tell something by themselves."""

    near: str  # pieces, joined by "|", one of which must be in the text before the expression is tried
    words: str  # a regular expression over lower-case words with straight quotes


class Event(NamedTuple):
    """Something done to the goods: forms of a verb, and whole phrases."""

    past: str = ""  # forms separated by a space
    ing: str = ""
    phrases: tuple[Phrase, ...] = ()
    not_of: str = "old"  # nouns, joined by "|", after which the verb is about something else


_NO_NEGATION = (
    r"(?!not\b|never\b|\w+n't\b|(?:did|have|has|was|were|are|is)nt\b|still\b|"
    r"return\b|shipping\b|postage\b|prepaid\b)"  # a return label is no label of the goods
)
_MIDDLE = rf"(?:{_NO_NEGATION}[\w']+\s+)"  # one word in between
_PERSON = (
    r"(?:i|we|(?:my|our)\s+(?:wife|husband|son|daughter|kids?|child|children|toddler|baby|dog|cat|puppy|kitten|"
    r"partner|mum|mom|dad|mother|father|brother|sister|friend|roommate|flatmate|girlfriend|boyfriend|fianc\w+))"
)
_HAS = r"(?:\s*'ve|\s*'d|\s+have|\s+had|\s+has)?"
_THING = r"(?:it|them|this|that|these|those)"
_PACK = (
    r"(?:box(?:es)?|packag(?:e|es|ing|eing|in)|packging|pakaging|pacakging|packing|packets?|wrapp(?:er|ers|ing)|"
    r"cartons?|bags?|cellophane|bubble\s+wrap)\b"
)
_KEPT_PACK = (
    r"(?:box(?:es)?|packag(?:ing|eing|in)|packging|pakaging|pacakging|packing|wrapp(?:er|ers|ing)|cartons?|"
    r"original\s+(?:bag|package|case|tin))\b"
)
"""What goods are kept in; a "package" that is gone is as often the parcel that never came."""
_DISPOSED = (
    r"(?:threw|thrown|throwed|through|chucked|tossed|binned|trashed|discarded|disposed\s+of|recycled|ditched|dumped|"
    r"burn(?:ed|t)|(?:got|gotten)\s+rid\s+of|ripped|torn|tore|shredded)"
)
_DETERMINED = r"(?:(?:the|its|their|any|my|a|an|original|outer|old|of|all|most|proper)\s+){0,4}"
_NOT_HAVING = (
    r"(?:no\s+longer\s+ha(?:ve|s)|(?:do|does)(?:\s+not|n'?t)\s+(?:still\s+)?have|(?:ha(?:ve|s)(?:\s+not|n'?t)|'ve\s+not)\s+(?:got|kept)|"
    r"did(?:\s+not|n'?t)\s+keep|(?:can|could)(?:not|\s+not|'?t|n'?t)\s+find|without|missing|minus|no)"
)
_CONTACT = (
    r"(?:chat|web|site|app|link|form|phone|number|e-?mail|code|hotline|support|contact|other|door|call|page)"
)
_TIMES = r"(?:one|a|two|three|four|five|\d+|few|several|first|single|couple)"

_TAKEN_ALONG = Phrase(
    "took|had |taken|brought",
    rf"\b(?:took|had|taken|brought)\s+(?:{_THING}|the\s+\w+|my\s+\w+)\s+(?:\w+\s+){{0,3}}?"
    r"(?:on|to)\s+(?:a\s+|an\s+|our\s+|my\s+|the\s+)?(?:\w+\s+)?"
    r"(?:holidays?|vacation|trips?|hikes?|runs?|walks?|outing|beach|gym|festival|party|wedding|camping|race)\b",
)

USED = Event(
    past="used useed utilised utilized tested",
    ing="using useing testing",
    not_of="you|express|delivery|courier|shipping|wrap|coupons?|vouchers?|discounts?|promo|codes?|points",
    phrases=(
        Phrase("tried|did", rf"\b(?:tried\s+to\s+use|did\s+(?:use|try))\s+{_THING}"),
        Phrase("tried", rf"\btried\s+(?:{_THING}|the\s+(?!{_CONTACT})\w+)(?:\s+out)?\b(?!\s+on\b)"),
        Phrase(
            "gave|given|give",
            rf"\bg[ai]ven?\s+(?:{_THING}|the\s+\w+)\s+a\s+(?:\w+\s+)?(?:go|try|spin|whirl|test)\b",
        ),
        Phrase(
            "use it|use th", rf"\b(?:i|we)\s+(?:\w+ly\s+|already\s+|still\s+|now\s+|do\s+)?use\s+{_THING}\b"
        ),
        Phrase(
            "cook|bake|baking|frie|boil|brew|blend|sle|sat |drank|drunk|eaten|ate |drill|play|ran |rid",
            r"\b(?:cook(?:ed|ing)|bak(?:ed|ing)|fried|frying|boil(?:ed|ing)|brew(?:ed|ing)|blend(?:ed|ing)|slept|sleeping|"
            r"sat|drank|drunk|eaten|ate|drill(?:ed|ing)|play(?:ed|ing)|ran|ridden|rode|riding)"
            rf"\s+(?:\w+\s+){{0,2}}(?:with|in|on|from|off)\s+{_THING}\b",
        ),
        Phrase(
            "use the|use my|use our",
            r"\b(?:i|we)\s+(?:\w+ly\s+|already\s+|still\s+|now\s+)?use\s+(?:the|my|our)\s+(?:\w+\s+){1,2}"
            r"(?:every|daily|each|all\s+the\s+time|often|a\s+lot)\b",
        ),
        Phrase("made", rf"\bmade\s+(?:\w+\s+){{1,3}}(?:with|in|on)\s+{_THING}\b"),
        Phrase(" use", rf"\bafter\s+(?:just\s+|only\s+|the\s+|a\s+)*{_TIMES}\s+(?:\w+\s+){{0,2}}uses?\b"),
        Phrase("plugged|switched|turned", rf"\b(?:plugged|switched|turned)\s+{_THING}\s+(?:in|on)\b"),
        Phrase("put", rf"\bput\s+{_THING}\s+to\s+(?:\w+\s+)?use\b"),
        Phrase("daily|regular|constant", r"\bin\s+(?:daily|regular|constant)\s+use\b"),
        _TAKEN_ALONG,
    ),
)
WORN = Event(
    past="worn wore weared worned wored",
    ing="wearing",
    not_of="sizes?|mediums?|small|large",
    phrases=(
        Phrase(
            "wear", rf"\b(?:i|we|he|she)\s+(?:\w+ly\s+|already\s+|still\s+|now\s+|do\s+)?wears?\s+{_THING}\b"
        ),
        Phrase(
            "walked|danced|ran|run|hiked|slept|gone|went",
            rf"\b(?:walked|danced|ran|run|hiked|slept|gone\s+out|went\s+out)\s+(?:\w+\s+){{0,2}}in\s+{_THING}\b",
        ),
        Phrase("did wear", rf"\bdid\s+wear\s+(?:{_THING}|the)\b"),
        Phrase(" wear", rf"\bafter\s+(?:just\s+|only\s+|the\s+|a\s+)*{_TIMES}\s+(?:\w+\s+){{0,2}}wears?\b"),
        Phrase("had", rf"\bhad\s+{_THING}\s+on\s+(?:for|all|at|to)\b"),
        _TAKEN_ALONG,
    ),
)
WASHED = Event(
    past="washed washd laundered dry-cleaned",
    ing="washing laundering",
    not_of="machines?|powder|instructions|label|hands?|up",
    phrases=(
        Phrase(
            "wash|laundry|dryer",
            rf"\b(?:put|ran|run|popped|threw|stuck)\s+(?:{_THING}|the\s+\w+)\s+(?:in|into|through)\s+(?:the|a|my)\s+"
            r"(?:wash|washer|washing\s+machine|dishwasher|laundry|dryer)",
        ),
        Phrase(
            " wash", rf"\bafter\s+(?:just\s+|only\s+|the\s+|a\s+)*{_TIMES}\s+(?:\w+\s+){{0,2}}wash(?:es)?\b"
        ),
        Phrase(
            "wash|laundry", r"\b(?:been|gone|went)\s+(?:in|through)\s+the\s+(?:wash|laundry|dishwasher)\b"
        ),
        Phrase("in the wash", r"\b(?:shrunk|shrank|shrinked|faded|bled|ran)\s+(?:\w+\s+)?in\s+the\s+wash\b"),
        Phrase("dry", r"\bdry\s+cleaned\b"),
        Phrase("did wash", rf"\bdid\s+wash\s+(?:{_THING}|the)\b"),
    ),
)
OPENED = Event(
    past="opened opend openned oppened openend unboxed unwrapped unsealed unpacked",
    ing="opening unboxing unwrapping unsealing unpacking",
    not_of="bank|bills?|invoices?|letters?|cases?|tickets?|disputes?|claims?|doors?|gate|windows?|fridge|oven|curtains?|eyes?|mouth|hours?|times?",
    phrases=(
        Phrase(
            "open",
            rf"\b(?:tore|torn|ripped|cut|sliced|pried)\s+(?:{_THING}|(?:the|its|my)\s+(?:\w+\s+)?\w+)\s+open\b",
        ),
        Phrase(
            "plastic|wrap|film|foil",
            r"\b(?:took|taken|pulled|peeled|ripped|removed)\s+(?:off\s+)?(?:the|its|all\s+the)\s+"
            r"(?:plastic|wrapp(?:er|ing)|film|foil)\b",
        ),
        Phrase("did open", rf"\bdid\s+open\s+(?:{_THING}|the)\b"),
        Phrase("open", rf"\b(?:tore|ripped|cut)\s+open\s+(?:{_THING}|the|its|my)\b"),
        Phrase(
            "seal|film|wrap|cellophane",
            r"\b(?:broke|broken|removed|peeled|cut|tore|ripped)\s+(?:off\s+)?(?:the|its|that)\s+(?:\w+\s+)?"
            r"(?:seal|film|shrink\s*wrap|cellophane)\b",
        ),
        Phrase(
            "seal|film|wrap|cellophane",
            r"\b(?:seal|film|shrink\s*wrap|cellophane)\s+(?:is|was|has\s+been|'s)\s+(?:already\s+)?"
            r"(?:broken|removed|off|gone|torn)\b",
        ),
        Phrase(
            "out|from",
            rf"\b(?:took|taken|take|removed|got)\s+(?:{_THING}|the\s+\w+)?\s*(?:out\s+of|from)\s+(?:the|its|their)\s+"
            rf"(?:original\s+)?(?:{_PACK}|case|plastic|tin)",
        ),
        Phrase(
            "open",
            r"\b(?:it|they|box|pack|packet|package|bottle|jar|bag|tin|game|one)(?:\s+is|\s+are|'s|'re)\s+"
            r"(?:already\s+|now\s+)?open\b(?!\s+(?:to|for|until|from|on|at)\b)",
        ),
    ),
)
EATEN = Event(
    past="ate eaten drank drunk tasted consumed",
    ing="eating drinking tasting",
    phrases=(
        Phrase("tried", r"\btried\s+(?:some|one|a\s+(?:piece|bite|sip|few|little|bit|spoonful|couple))\b"),
        Phrase("finished", rf"\bfinished\s+(?:{_THING}|the\s+(?:bag|box|jar|pack|packet|bottle|tin))\b"),
    ),
)
PACKAGING_GONE = Event(
    phrases=(
        Phrase("box|pack|wrap|carton|bag|cellophane", rf"\b{_DISPOSED}\s+{_MIDDLE}{{0,4}}{_PACK}"),
        Phrase("lost|destroyed", rf"\b(?:lost|destroyed)\s+{_MIDDLE}{{0,2}}{_KEPT_PACK}"),
        Phrase(
            "box|pack|wrap|carton",
            rf"\b{_KEPT_PACK}\s+{_MIDDLE}{{0,4}}(?:{_DISPOSED}|gone|in\s+the\s+(?:bin|trash|recycling|rubbish|garbage))\b",
        ),
        Phrase(
            "box|pack|wrap|carton",
            rf"\bput\s+{_MIDDLE}{{0,3}}{_PACK}\s+(?:out\s+)?(?:in|with)\s+the\s+(?:bin|trash|recycling|rubbish|garbage)",
        ),
        Phrase("box|pack|wrap|carton", rf"(?:\b|(?=')){_NOT_HAVING}\s+{_DETERMINED}{_KEPT_PACK}"),
        Phrase(
            "box|pack|wrap|carton",
            rf"\bha(?:d|ve)\s+to\s+(?:bin|throw|toss|chuck|recycle|ditch|discard)\s+{_MIDDLE}{{0,4}}{_KEPT_PACK}",
        ),
    )
)
TAGS_GONE = Event(
    phrases=(
        Phrase(
            "tag|label",
            rf"\b(?:cut|cutting|snipped|clipped|removed|removing|took|taken|taking|pulled|ripped|tore|torn|yanked|threw|"
            rf"thrown|lost|detached|binned|tossed)\s+{_MIDDLE}{{0,4}}(?:tags?|labels?)\b",
        ),
        Phrase(
            "tag|label",
            rf"\b(?:tags?|labels?)(?:'s)?\s+{_MIDDLE}{{0,4}}(?:off|removed|gone|cut|missing|torn|ripped|detached|binned)\b",
        ),
        Phrase("tag", rf"\b{_NOT_HAVING}\s+{_DETERMINED}(?:\w+\s+)?tags?\b"),
        Phrase("tag", r"\btags?\s+(?:are|is)(?:\s+not|n't|nt)\s+(?:on|attached|there)\b"),
        Phrase("tag", r"\btags?\s+(?:are|is)\s+no\s+longer\s+(?:on|attached|there)\b"),
    )
)
OWN_DAMAGE = Event(
    phrases=(
        Phrase(
            "dropped|knock|broke|crack|scratch|chip|stain|tore|torn|rip|burn|damage|dent|spil|smash|ruin|melt|bent|snap|shr|chew|scuff|mark",
            rf"\b{_PERSON}{_HAS}(?:\s+(?:accidentally|already|also|just|then|unfortunately|stupidly|clumsily|did))*\s+"
            r"(?:dropped|knocked|broke|broken|cracked|scratched|chipped|stained|tore|torn|ripped|burn(?:ed|t)|damaged|dented|"
            r"spill?ed|spilt|smashed|ruined|melted|bent|snapped|shrunk|shrank|chewed|scuffed|marked)\b",
        ),
        Phrase("slip|fell|drop", r"\b(?:slipped|fell|dropped)\s+(?:out\s+of|from|off)\s+my\b"),
        Phrase(
            "managed",
            rf"\bmanaged\s+to\s+(?:break|drop|crack|scratch|chip|stain|tear|rip|burn|damage|dent|smash|ruin)\s+{_THING}",
        ),
        Phrase("fault", r"\b(?:my|our)\s+(?:own\s+)?fault\b"),
        Phrase("got", rf"\bgot\s+(?:\w+\s+){{1,4}}(?:on|all\s+over)\s+{_THING}\b"),
    )
)
_PARTS = (
    r"(?:screws?|bolts?|manual|instructions|lids?|charger|cable|cord|remote|battery|batteries|parts?|pieces?|"
    r"accessor(?:y|ies)|attachments?|adapter|plug|strap|cap|disc|cover|leg|shelf|handle|keys?)\b"
)
PARTS_LOST = Event(
    phrases=(
        Phrase(
            "lost|misplaced|kept|threw|thrown|binned",
            rf"\b(?:lost|misplaced|kept|threw|thrown|binned)\s+{_MIDDLE}{{0,4}}{_PARTS}",
        ),
        Phrase(
            "have|has|find|keep|without",
            rf"\b(?:no\s+longer\s+ha(?:ve|s)|(?:do|does)(?:\s+not|n'?t)\s+(?:still\s+)?have|did(?:\s+not|n'?t)\s+keep|"
            rf"(?:can|could)(?:not|\s+not|'?t|n'?t)\s+find|without)\s+{_DETERMINED}(?:one\s+of\s+the\s+)?(?:\w+\s+)?{_PARTS}",
        ),
    )
)
READ = Event(
    phrases=(
        Phrase(
            "read",
            r"\bread\s+(?:it|them|this\s+book|the\s+(?:\w+\s+)?(?:book|novel|magazine|comic)|(?:half|most|some|all|part)\b|"
            r"(?:a\s+few|several|two|three|the\s+first)\s+(?:\w+\s+)?(?:chapters?|pages?))",
        ),
        Phrase("finished", r"\bfinished\s+(?:it|reading|the\s+(?:book|novel|magazine|comic))\b"),
        Phrase("reading", r"\b(?:been|started|enjoyed)\s+reading\s+(?:it|them|the\s+book)\b"),
    )
)
ACTIVATED = Event(
    past="activated redeemed",
    ing="activating redeeming",
    phrases=(
        Phrase(
            "entered|used|typed|claimed|applied",
            r"\b(?:entered|used|typed\s+in|claimed|applied)\s+(?:the|my|its|that)\s+(?:\w+\s+){0,2}(?:code|key|pin|licen[cs]e)\b",
        ),
        Phrase("scratch", r"\bscratch(?:ed)?\s+(?:it\s+|the\s+\w+\s+)?off\b"),
        Phrase(
            "registered|downloaded|installed",
            rf"\b(?:registered|downloaded|installed)\s+(?:{_THING}|the\s+(?:\w+\s+)?(?:key|code|game|software|licen[cs]e|app))\b",
        ),
        Phrase("spent", rf"\bspent\s+(?:{_THING}|some|half|most|part|all)\b|\b(?:been|already|is)\s+spent\b"),
    ),
)

CONDITIONS: dict[str, tuple[Event, ...]] = {
    "unused": (USED, WORN, WASHED, EATEN),
    "new": (USED, WORN, WASHED, EATEN, OWN_DAMAGE),
    "unopened": (OPENED, USED, WORN, EATEN),
    "sealed": (OPENED, USED, WORN, EATEN),
    "unworn": (WORN, WASHED),
    "unwashed": (WASHED,),
    "uneaten": (EATEN,),
    "unread": (READ,),
    "unactivated": (ACTIVATED,),
    "unredeemed": (ACTIVATED,),
    "undamaged": (OWN_DAMAGE,),
    "intact": (OWN_DAMAGE,),
    "complete": (PARTS_LOST,),
    "original packaging": (PACKAGING_GONE,),
    "packaging": (PACKAGING_GONE,),
    "tags attached": (TAGS_GONE,),
    "tags": (TAGS_GONE,),
    "resalable": (USED, WORN, WASHED, EATEN, OWN_DAMAGE),
    "resellable": (USED, WORN, WASHED, EATEN, OWN_DAMAGE),
}
"""What contradicts each condition that policies usually name; `conditions` derives others from "un-"."""

OTHER_SPELLINGS = {
    "in original packaging": "original packaging",
    "original box": "original packaging",
    "with tags": "tags attached",
    "with original tags": "tags attached",
    "tagged": "tags attached",
    "brand new": "new",
    "as new": "new",
    "like new": "new",
    "original condition": "new",
    "unsealed": "sealed",
    "unbroken": "undamaged",
    "not used": "unused",
    "not opened": "unopened",
    "not worn": "unworn",
    "not washed": "unwashed",
    "not damaged": "undamaged",
    "all parts": "complete",
}

IRREGULAR = {
    "lit": "lit",
    "played": "played",
    "written": "written wrote",
    "driven": "driven drove",
    "ridden": "ridden rode",
    "cut": "cut",
    "built": "built",
    "assembled": "assembled put-together",
    "installed": "installed instaled",
}
"""Further past forms of words that conditions are derived from."""

NOT_THE_GOODS = (
    r"web\s*sites?|sites?|apps?|webpage|pages?|forms?|links?|accounts?|e-?mails?|mails?|messages?|chats?|chatbot|requests?|"
    r"paypal|klarna|apple\s+pay|google\s+pay|credit\s+cards?|debit\s+cards?|"
    r"visa|mastercard|address|search|guide|calculator|size\s+chart|services?|shops?|stores?|company|support|policy|reviews?|photos?|pictures?|"
    r"(?:old|other|previous|last|different)\s+\w+"
)
"""What people use or open that is not what they bought: "used your website", "wore my old ones"."""
