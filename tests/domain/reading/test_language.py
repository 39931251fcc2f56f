"""English is told from other languages, short and misspelt English included."""

import pytest

from hitl.domain.reading.language import language

ENGLISH = [
    "mug broken refund pls",
    "where is my refund",
    "broken",
    "helo my bowl is brokn wnat mony back",
    "Hola! My package arrived broken and I would like a refund.",
    "The Käsehobel I ordered is bent, please refund it.",
    "i dont want it no more",
]
OTHERS = [
    ("de", "Die Lampe ist kaputt, ich möchte mein Geld zurück."),
    ("fr", "Bonjour, mon colis est arrivé cassé, je voudrais un remboursement."),
    ("es", "El jarrón llegó roto, quiero que me devuelvan el dinero."),
    ("it", "Buongiorno, il piatto è arrivato rotto, vorrei un rimborso."),
    ("pt", "A tigela chegou quebrada, quero meu dinheiro de volta."),
    ("nl", "De kom is kapot aangekomen, ik wil graag mijn geld terug."),
    ("sv", "Koppen gick sönder på vägen, jag vill ha pengarna tillbaka."),
    ("pl", "Kubek przyszedł uszkodzony, proszę o zwrot pieniędzy."),
    ("tr", "Ürün kırık geldi, para iade istiyorum."),
    ("ru", "Чашка пришла разбитой, верните деньги."),
    ("uk", "Чашка прийшла розбита, поверніть гроші."),
    ("ar", "وصلت الزبدية مكسورة وأريد استرداد أموالي"),
    ("zh", "杯子碎了,请退款。"),
    ("ja", "カップが割れていました。返金してください。"),
    ("ko", "컵이 깨져서 왔어요. 환불해 주세요."),
    ("el", "Το φλιτζάνι ήρθε σπασμένο, θέλω επιστροφή χρημάτων."),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(("name", "text"), OTHERS, ids=[row[0] for row in OTHERS])
def test_another_language_is_named(name: str, text: str) -> None:
    assert language(text) == name


@pytest.mark.parametrize("text", ["", "48291", "😡😡", "...", "#W123 !!"])
def test_where_nothing_tells_the_language_is_undetermined(text: str) -> None:
    assert language(text) == "und"


def test_of_two_languages_the_dominant_one_counts() -> None:
    mixed = "Hello. Die Lampe ist leider kaputt angekommen und ich möchte bitte mein Geld zurück haben."
    assert language(mixed) == "de"
