"""What is written to the customer: courteous, in plain words, and nothing beyond the decision.

No reply names an amount but the decision's, another order but the decision's, a code of ours, or more than
the draft decides.
"""

from datetime import date

from hitl.domain.draft import Missing
from hitl.domain.facts import Facts
from hitl.domain.money import Money
from hitl.domain.order import Order
from hitl.domain.reading.record import Sentiment

_SORRY = {
    Sentiment.CALM: "",
    Sentiment.FRUSTRATED: "I am sorry for the trouble this has caused you. ",
    Sentiment.ANGRY: "I am very sorry; you have every reason to expect better from us. ",
}
_CLOSING = "Kind regards,\nCustomer care"


def letter(facts: Facts, sentiment: Sentiment, *paragraphs: str) -> str:
    """Greeting by first name, a word that fits the mood, the paragraphs, and a closing."""
    name = facts.customer.first_name if facts.customer else ""
    greeting = f"Hello {name}," if name.replace("-", "").replace("'", "").isalpha() else "Hello,"
    body = [paragraph for paragraph in paragraphs if paragraph]
    body[0] = f"{_SORRY[sentiment]}{body[0]}"
    return "\n\n".join([greeting, *body, _CLOSING])


def goods(titles: tuple[tuple[int, str], ...]) -> str:
    """Of (pieces, title) pairs: "2 × Mug and the Desk lamp"."""
    named = [f"{count} × {title}" if count > 1 else _with_article(title) for count, title in titles]
    if len(named) <= 1:
        return "".join(named)
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _with_article(title: str) -> str:
    return title if title.lower().startswith(("the ", "a ", "an ", "my ")) else f"the {title}"


def day(when: date) -> str:
    """As in "13 November 2026"."""
    return f"{when.day} {when:%B %Y}"


def approved(order: Order, amount: Money, what: str, why: str) -> str:
    """The refund as decided, paid at once."""
    return (
        f"We are refunding {amount} for {what} of your order {order.order_id}{why}. The money goes "
        f"back the way you paid, "
        "and your bank may take a few days to show it. You do not need to do anything else."
    )


def approved_when_back(order: Order, amount: Money, what: str, why: str) -> str:
    """The refund as decided, paid once the goods are back."""
    return (
        f"Your return of {what} from order {order.order_id} is accepted{why}. Please send the goods"
        f" back to us; as soon as they "
        f"have arrived we refund {amount} the way you paid."
    )


QUESTIONS = {
    Missing.ORDER: "the number of the order that this is about (you find it in your order confirmation)",
    Missing.ITEM: "which item or items of the order this is about",
    Missing.QUANTITY: "how many pieces this is about, or which sum you have in mind",
    Missing.REASON: "what is the matter with the goods, or why you would like your money back",
    Missing.EVIDENCE: "a photo",
    Missing.IDENTITY: "the e-mail address with which you ordered",
}


def asking(missing: tuple[Missing, ...], evidence: str = "") -> str:
    """Asks for exactly what is missing."""
    wanted = [evidence or QUESTIONS[one] if one is Missing.EVIDENCE else QUESTIONS[one] for one in missing]
    if len(wanted) == 1:
        proof = "as proof, " if missing == (Missing.EVIDENCE,) else ""
        return f"So that we can decide on your request, please send us {proof}{wanted[0]}."
    points = "\n".join(f"- {one}" for one in wanted)
    return f"So that we can decide on your request, please send us:\n{points}"
