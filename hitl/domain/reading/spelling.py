"""Chat spellings, bare contractions and typos of the words that matter, brought to one form.

Typos are found by symmetric deletion: two words are one edit apart where they share a form with one letter
taken out (W. Garbe's SymSpell idea). Only words that a refund request turns on are mended, and only words
that are no word of their own.
"""

from functools import cache, lru_cache

_WRITTEN_OUT = {
    **{
        bare: f"{bare[:-1]}'t"
        for bare in """dont doesnt didnt wont cant isnt wasnt arent werent hasnt havent hadnt couldnt wouldnt
        shouldnt aint mustnt""".split()
    },
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "ill": "i'll",
    "its": "its",
    "thats": "that's",
    "whats": "what's",
    "wheres": "where's",
    "theyre": "they're",
    "youre": "you're",
    "cannot": "can't",
    "u": "you",
    "ur": "your",
    "ya": "you",
    "yur": "your",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "pleae": "please",
    "thx": "thanks",
    "thnx": "thanks",
    "tnx": "thanks",
    "ty": "thanks",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "gimme": "give me",
    "lemme": "let me",
    "cuz": "because",
    "coz": "because",
    "bc": "because",
    "cos": "because",
    "tho": "though",
    "rn": "right now",
    "asap": "as soon as possible",
    "w": "with",
    "recieved": "received",
    "recived": "received",
    "recieve": "receive",
    "recive": "receive",
    "brkn": "broken",
    "borken": "broken",
    "brocken": "broken",
    "dmg": "damage",
    "qty": "quantity",
    "ordr": "order",
    "oder": "order",
    "mony": "money",
    "moeny": "money",
    "wrng": "wrong",
    "teh": "the",
    "hte": "the",
    "colour": "color",
    "colours": "colors",
    "cancelation": "cancellation",
    "canceled": "cancelled",
    "canceling": "cancelling",
    "parcell": "parcel",
    "refundd": "refund",
    "2nd": "second",
    "1st": "first",
    "3rd": "third",
    "4th": "fourth",
    "isn": "isn't",
    "doesn": "doesn't",
}

_KEY_WORDS = frozenset(
    """refund refunds refunded return returned returning reimburse reimbursed reimbursement reimbursements
    money broken damaged damage cracked shattered smashed scratched dented chipped ripped leaking leaked
    faulty defective defect working stopped wrong instead different received receive delivered delivery
    arrived arrive arrives missing never parcel package order ordered cancel cancelled cancelling
    purchase charged twice double described description expected picture listing website longer changed
    cheaper price replacement replace exchange please because already still waiting compensation
    restitution rebate rebates refusal policy question request customer product quality smaller bigger
    mistake accident accidentally unwanted packaging invoice tracking address""".split()
)
_OWN_WORDS = frozenset(
    """charger chargers charges charge changes change arrive arrives prices prince pride retain retina
    receiver deceive marked packages parcels orders orderer cracker crackers cheaper cheapen tricked
    cancels cancer broker broke token spoken woken worked works worker winning wording working different
    differ defect defects detective effective directive electric damages damper smash dashed slashed
    scratch dent dented rented vented denied tented clipped shipped skipped whipped chopped chipper
    flipped dripped gripped tripped zipped leaked looked locked leaking looking speaking breaking
    missing hissing kissing passing messing rice spice prize priced place plate plates parcel policy
    police polite purchased purchases relive relieve believe delivery delivers deliver liver clever
    fever lever ever sever waiting writing wasting wanting baiting still skill shill spill style
    quantity already alright pleas pleased pleases plea mistakes mistook mistaken doubled doubles
    trouble twine twist replaces replaced exchanged exchanges rebated policies requests request quests
    questions customers costume products produce producer thong wrongs pictures listings listen lasting
    longed longs described describe prescribed inscribed subscribed expect expects excepted accepted
    inspected stepped stopper shopped stooped dropped topped popped faults fault lefty salty small
    smaller taller bigger digger trigger tracking cracking trackpad older border""".split()
)


@lru_cache(maxsize=16_384)
def respelled(word: str) -> str:
    """One lower-case word in the form that the rules know; most words come back as they are."""
    written_out = _WRITTEN_OUT.get(word)
    if written_out is not None:
        return written_out
    if len(word) < _SHORTEST or word in _KEY_WORDS or word in _OWN_WORDS or not word.isascii():
        return word
    return _mended(word) if word.isalpha() and len(word) <= _LONGEST else word


_SHORTEST = 5  # in shorter words one letter is too often the difference between two words
_LONGEST = 20


@cache
def _near() -> dict[str, str]:
    near: dict[str, str] = {}
    for key in sorted(_KEY_WORDS):
        if len(key) >= _SHORTEST:
            for form in _deletions(key):
                near.setdefault(form, key)
    return near


def _deletions(word: str) -> tuple[str, ...]:
    return (word, *(word[:place] + word[place + 1 :] for place in range(len(word))))


def _mended(word: str) -> str:
    near = _near()
    for form in _deletions(word):
        key = near.get(form)
        if key is not None and key[0] == word[0] and _one_edit(word, key):
            return key
    return word


def _one_edit(word: str, key: str) -> bool:
    """Whether one letter was left out, added, replaced, or two neighbours were swapped."""
    if word[-1] != key[-1] and len(word) == len(key) and word[:-1] == key[:-1]:
        return False  # another ending is another word: charged, charger
    if abs(len(word) - len(key)) == 1:
        longer, shorter = (word, key) if len(word) > len(key) else (key, word)
        if longer.startswith(shorter):
            return longer[-1] == longer[-2]  # "refundd"; "orders" is no typo of "order"
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    apart = [at for at, (one, other) in enumerate(zip(word, key, strict=False)) if one != other]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and word[first] == key[second] and word[second] == key[first]
    return len(apart) == 1
