"""What people write to the simulated shop about, and how often."""

from hitl.domain.record import Record
from hitl.steps.simulate.orders import Stage


class Kind(Record):
    """One sort of request."""

    name: str
    weight: float  # how often, against the others
    says: tuple[str, ...]  # kinds of sentences, in order; "?" before one that is left out half of the time
    stage: Stage = Stage.DELIVERED
    days: tuple[int, int] = (1, 12)  # between the order's last step and the message
    fault: str = ""  # damaged, defective or not_as_described: the goods are some that fail like that
    photo: float = 0.0  # share with a picture
    answer: tuple[str, ...] = ()  # what they write when they are asked
    answer_photo: bool = False
    names_order: bool = True
    final_sale: float = 0.0  # share of goods bought on final sale
    categories: tuple[str, ...] = ()  # only such goods, where given
    moods: bool = True  # whether tempers show
    known: bool = True  # False: the sender's address is not the customer's


_TOLD = ("arrival", "wrong", "?remark", "refund")
_LOST = ("never_arrived", "refund")

KINDS: tuple[Kind, ...] = (
    Kind(
        name="damaged", weight=38, says=_TOLD, fault="damaged", photo=0.85,
        answer=("vague_answer", "photo_answer"), answer_photo=True,
    ),
    Kind(
        name="defective", weight=8, says=("arrival", "wrong", "refund"), fault="defective", photo=0.6,
        answer=("vague_answer", "photo_answer"), answer_photo=True,
    ),
    Kind(
        name="not as described", weight=6, says=("arrival", "wrong", "refund"), fault="not_as_described",
        photo=0.6, answer=("vague_answer", "photo_answer"), answer_photo=True,
    ),
    Kind(name="wrong item", weight=5, says=("wrong_item", "refund"), photo=0.5),
    Kind(name="too late to complain", weight=3, says=_TOLD, fault="damaged", photo=0.7, days=(34, 60)),
    Kind(name="never arrived", weight=5, says=_LOST, stage=Stage.SHIPPED, days=(16, 30)),
    Kind(name="not yet lost", weight=2, says=_LOST, stage=Stage.SHIPPED, days=(6, 11)),
    Kind(name="late", weight=3, says=("late", "late_ask"), days=(1, 8)),
    Kind(name="changed mind", weight=7, says=("changed_mind",), days=(2, 20), moods=False),
    Kind(name="final sale", weight=2, says=("changed_mind",), final_sale=1.0, moods=False),
    Kind(name="food sent back", weight=1.2, says=("changed_mind",), categories=("food", "gift_cards")),
    Kind(name="seasonal sent back", weight=0.6, says=("changed_mind",), categories=("seasonal",)),
    Kind(name="cancel", weight=4, says=("cancel",), stage=Stage.PLACED, days=(1, 2), moods=False),
    Kind(name="price", weight=1.5, says=("price",), days=(1, 5), photo=1.0, moods=False),
    Kind(name="charged twice", weight=1, says=("twice",), moods=False),
    Kind(
        name="unclear", weight=5, says=("vague",), fault="damaged", photo=0.3, names_order=False,
        answer=("vague_answer", "?photo"), answer_photo=True,
    ),
    Kind(name="question", weight=9, says=("question",), moods=False),
    Kind(name="other matter", weight=5, says=("other",), moods=False),
    Kind(name="another address", weight=1.2, says=_TOLD, fault="damaged", photo=0.8, known=False),
    Kind(name="injection", weight=0.6, says=("injection",), moods=False),
    Kind(name="foreign", weight=4, says=(), fault="damaged", photo=0.3, moods=False),
)  # fmt: skip

MOODS = {"": 85, "frustrated": 7, "angry": 3.5, "legal": 0.8, "chargeback": 0.8, "again": 1.4,
         "injury": 0.5, "press": 0.4, "regulator": 0.5, "human": 1.6}  # fmt: skip
"""What else people write, by how often."""

BATCH = Kind(
    name="bad batch",
    weight=0,
    says=_TOLD,
    fault="defective",
    photo=0.7,
    days=(1, 9),
    answer=("vague_answer", "photo_answer"),
    answer_photo=True,
)
"""The event: the same fault on the same goods."""

BATCH_MOODS = {"": 62, "frustrated": 22, "angry": 9, "injury": 3, "again": 2, "legal": 1, "human": 1}
