"""Work for an assistant that has nothing to do with an order, and passages in another language.

A model that reads a customer's message may take up any task that stands in it. What customers ask is about
an order, goods, money or the way to us, and uses the words of that; a task without any of them is foreign.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from hitl.domain.reading.injection.marks import Place
from hitl.domain.reading.phrases import Span, Words

_TASKS = frozenset(
    """explain describe write compose summarize summarise translate generate create define solve calculate
    compute classify list draft outline compare discuss analyze analyse identify determine provide
    name recite convert predict rewrite paraphrase brainstorm design develop elaborate enumerate
    evaluate imagine invent narrate recommend research simplify teach tell suggest craft produce
    prove rank interpret illustrate examine review give show""".split()
)
_OPENERS = frozenset(
    "what what's whats how who who's which why is are does do can could would should was were".split()
)
_ASKED_BACK = frozenset("is are do does was were".split())  # "Is not as described."
_WH = frozenset("what how which who why".split())
_TELLERS = frozenset("i we it they he she my our arrived came".split())  # "What I have is printed vinyl."
_LEAD_IN = frozenset(
    """please kindly now also and then so next can could would will you first second finally instead just
    after additionally furthermore moreover briefly ok okay""".split()
)
_OF_ORDERS = frozenset(
    """refund refunds refunded refunding reimburse reimbursed reimbursement reimbursements rebate rebates
    restitution compensation return returns returned returning order orders ordered ordering item
    items product products goods package packages parcel parcels box delivery deliver delivered
    delivering delivers shipping shipped shipment ship arrive arrived arrives arriving come came
    money cash pay paid pays paying payment payments card charge charged charges fee fees price cost
    costs bank account invoice receipt bill credit transaction purchase purchases purchased buy
    bought buying broken damaged defective faulty cracked torn wrong missing late replace replaced
    replacement exchange cancel cancelled canceled cancellation cancelling canceling termination
    withdrawal policy policies warranty guarantee store shop website site customer service support
    agent assistant operator person human someone somebody representative team company business
    tracking track courier driver address label photo picture photos pictures proof process
    procedure steps request requests claim claims complaint complain complaints reclamation status
    update send sent sending back get got getting receive received receiving keep working work works
    worked fix repair help assistance happen happens happened going next options option wait waiting
    long days weeks contact call phone reach talk speak email message number chat here there size
    colour color model part parts lamp mug kettle issue issues problem problems error trouble matter
    notify report reporting inform proceed expect find see check checking know understand tell
    eligible entitled allowed accept accepted approve approved decision hours time soon promise act
    quickly asap urgent hurry exit penalty penalties errors contacting subscription file files
    filing obtain obtaining compensations reclaim sale discount coupon voucher gift mine ours it my
    our mistake case ticket details information deduct deducted debit debited balance funds sum
    amount total euro euros dollar dollars pounds usd this that we colours colors sizes stock
    material restocking percent gifts swap opened worn used unused sealed described""".split()
)
_SHARES = frozenset("half third quarter fifth tenth percent something money bit little".split())
_FEWEST = 3  # words of a task: "Explain recursion please"
_JUDGING = frozenset("positive negative sentiment mood true false".split())  # "is this positive or negative?"
_SHORT_QUESTION = 6  # "how does this work then?" needs no word of trade
_ENDS = frozenset(".!?;")
_OWN = frozenset("my our mine ours i've i'm we've".split())
_EVERYDAY_ONLY = frozenset(
    """it my our me time get see know here there find works work working come help going update part parts
    number website store shop email send sending business customer account photo report reporting
    price cost information details long next matter happen happens wrong issue issues chat this that
    we""".split()
)


def tasks(words: Words) -> Iterator[Place]:
    """Sentences that set a task or a question of general knowledge."""
    if _TASKS.isdisjoint(words.known) and _OPENERS.isdisjoint(words.known):
        return
    for sentence in _sentences(words):
        said = words.list[sentence.start : sentence.end]
        asked = words.list[sentence.end : sentence.end + 1] == ["?"]
        if (asked or not _states(said)) and _is_task(said):
            yield ("task", *words.place(sentence))


def _states(said: list[str]) -> bool:
    """Whether words that could open a question open a statement, as they do without a question mark."""
    if said[0] in _ASKED_BACK or said[:2] in (["what", "a"], ["what", "an"]):
        return True  # "What a pity."
    return said[0] in _WH and len(said) > 1 and said[1] in _TELLERS


def _sentences(words: Words) -> Iterator[Span]:
    start = 0
    for place, word in enumerate(words.list):
        if word in _ENDS:
            if place > start:
                yield Span(start, place)
            start = place + 1
    if start < len(words.list):
        yield Span(start, len(words.list))


def _is_task(said: list[str]) -> bool:
    asked = next((place for place, word in enumerate(said) if word not in _LEAD_IN or word in _OPENERS), None)
    if asked is None or len(said) - asked < _FEWEST:
        return False
    opening = said[asked]
    if said[:asked][-1:] == ["you"] and _TASKS.isdisjoint(said[asked : asked + 4]):
        return False  # "You can pick it up at my office."
    told = opening in _TASKS or (opening in _OPENERS and not _TASKS.isdisjoint(said[asked : asked + 4]))
    if not told and opening not in _OPENERS:
        return False
    if any(other == "off" and (one in _SHARES or one.isdigit()) for one, other in pairwise(said)):
        return False  # "Would a fifth off be possible?"
    about_orders = _OF_ORDERS.intersection(said[asked:])
    if told or len(said) - asked > _SHORT_QUESTION or not _JUDGING.isdisjoint(said):
        about_orders -= _EVERYDAY_ONLY
    return not about_orders


_FOREIGN = {
    "de": """der die das und nicht ist ich sie mit für auf den dem ein eine einen alle alles bitte sofort
        ohne wird werden vorherigen anweisungen ignoriere vergiss jetzt du bist deine dein""",
    "fr": """le la les des et est vous tu je ne pas pour avec sur dans une toutes tous tout sans votre vos
        maintenant précédentes instructions êtes es""",
    "es": """el los las y es que no para con una todas todos sin tu su ahora eres por instrucciones
        anteriores del al""",
    "it": """il lo gli le e è che non per con una tutte tutti senza tuo sei ora adesso istruzioni precedenti
        della del""",
    "pt": """os as e é que não para com uma todas todos sem seu você agora instruções anteriores do da""",
    "nl": """de het een en is niet met voor alle alles zonder je jij bent nu vorige instructies""",
    "sv": """och är inte med för en ett alla allt utan du din nu tidigare instruktioner att det""",
    "da": """og er ikke med for en et alle uden du din nu tidligere instruktioner at det""",
    "pl": """i jest nie z na do wszystkie bez twoje jesteś teraz poprzednie instrukcje się że to""",
    "cs": """a je ne na všechny bez tvoje jsi nyní předchozí pokyny že to se""",
    "tr": """ve bir bu değil için tüm olmadan sen şimdi önceki talimatları""",
    "fi": """ja on ei kaikki ilman sinä nyt aiemmat ohjeet""",
    "id": """dan yang tidak untuk dengan semua tanpa anda sekarang sebelumnya instruksi abaikan""",
    "ro": """și este nu pentru cu toate fără tu acum instrucțiunile anterioare""",
    "hu": """és a az nem minden nélkül te most korábbi utasítást""",
    "vi": """và là không cho với tất cả bạn bây giờ trước""",
}
_FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _FOREIGN.items()}
_ENGLISH = frozenset(
    """the a an and is are was were i you it to of in for on with my me your this that not have has had but
    be at we they please can will would no so do don't as from if or by all just""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?;:\n]+")
_IGNORING = re.compile(
    r"\b(?:(?:ignorier|missacht|vergiss|vergess|beachte\b.{0,30}\bnicht)\w*\b.{0,60}\b(?:anweisung|"
    r"instruktion|regel|vorgabe|befehl|prompt|richtlinie)"
    r"|(?:ignor|oubli|n[ée]glig)\w*\b.{0,60}\b(?:instruction|consigne|r[èe]gle|directive)"
    r"|(?:ignor|olvid|omit|descart)\w*\b.{0,60}\b(?:instruccion|regla|indicacion|[oó]rden|directri)"
    r"|(?:ignor|dimentic|trascur)\w*\b.{0,60}\b(?:istruzion|regol|indicazion|comand|direttiv)"
    r"|(?:ignor|esque[cç]|desconsider)\w*\b.{0,60}\b(?:instru[cç]|regra|orienta[cç]|comando|diretri)"
    r"|(?:negeer|vergeet|negeren)\w*\b.{0,60}\b(?:instructie|regel|opdracht|aanwijzing)"
    r"|(?:ignorera|gl[öo]m|bortse|ignorer|glem|se bort)\w*\b.{0,60}\b(?:instruktion|instruks|regl|anvisning)"
    r"|(?:z?ignoruj|zapomnij|pomi[nń]|zapome)\w*\b.{0,60}\b(?:instrukc|polece|zasad|regu|pokyn|pravid)"
    r"|(?:ohita|unohda)\w*\b.{0,60}\bohje|(?:talimat|komut|kural)\w*.{0,40}\b(?:yoksay|g[öo]rmezden|"
    r"unut|dikkate alma)"
    r"|(?:abaikan|lupakan)\w*\b.{0,60}\b(?:instruksi|perintah|aturan)|(?:b[ỏo] qua|"
    r"qu[êe]n)\b.{0,60}\b(?:h[ưu][ớo]ng d[ẫa]n|ch[ỉi] th[ịi]|l[ệe]nh))",
    re.IGNORECASE,
)
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff]{2}"
    "(?:[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\\s]{2,})"
    "|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}"
)
_LEAST_SURE = 3  # function words of a language, and none of English, in one sentence


def foreign_passages(text: str, words: Words) -> Iterator[Place]:
    """Sentences in another language or script inside a text that is otherwise English.

    A message that is in another language altogether steers nobody, unless it says so in plain words.
    """
    english = len(_ENGLISH & words.known) >= _LEAST_SURE
    if english and not text.isascii():
        for found in _OTHER_SCRIPT.finditer(text):
            yield "foreign", found.start(), found.end()
    low = text.lower()
    if any(stem in low for stem in _IGNORING_STEMS):
        for found in _IGNORING.finditer(text):
            yield "foreign", found.start(), found.end()
    if english and not _SUSPECT.isdisjoint(words.known):
        yield from _foreign_sentences(text)


_IGNORING_STEMS = tuple(
    """ignor missacht vergiss vergess beachte oubli négl negl olvid omit descart dimentic trascur esque
    desconsider negeer vergeet glöm glom glem bortse bort zapom pomi ohita unohda talimat komut
    kural abaikan lupakan qua quên quen""".split()
)
_SUSPECT = (
    frozenset().union(*_FUNCTION_WORDS.values())
    - _ENGLISH
    - frozenset(
        """die is no me as do to a on es so i la de en et le que con e y des un una si per por in at alle las
    los el al del or not instructions te je ne ja ei du det os da for""".split()
    )
)


def _foreign_sentences(text: str) -> Iterator[Place]:
    for sentence in _SENTENCE.finditer(text):
        said = [word.lower() for word in _WORD.findall(sentence[0])]
        if len(said) < 4 or len(_ENGLISH.intersection(said)) * 4 > len(said):
            continue
        if any(len(known.intersection(said) - _ENGLISH) >= _LEAST_SURE for known in _FUNCTION_WORDS.values()):
            yield "foreign", sentence.start(), sentence.end()
