"""What the customer wrote, with the words marked that a rule rests on."""

from datetime import datetime

from hitl.domain.case import Author, Message
from hitl.domain.reading.record import Sentiment
from hitl.ports.reads import CaseFile
from hitl.ui import evidence, markup, words
from hitl.ui.evidence import Checked
from hitl.ui.theme import local

TONE = {Sentiment.CALM: "", Sentiment.FRUSTRATED: "w", Sentiment.ANGRY: "r"}

LONG_SUBJECT = 140
"""Characters that find room in three lines."""


def html(file: CaseFile, checked: tuple[Checked, ...], now: datetime) -> str:
    """The conversation, oldest first, the customer's newest message largest."""
    messages = file.conversation
    newest = max((i for i, m in enumerate(messages) if m.author is Author.CUSTOMER), default=-1)
    count = f"{len(messages)} messages" if len(messages) > 1 else "1 message"
    subject = file.case.subject
    shown = _scrolls("b subject", "Subject", markup.esc(subject), long=len(subject) > LONG_SUBJECT)
    turns = "".join(
        _turn(file, checked, message, i, now, newest=i == newest) for i, message in enumerate(messages)
    )
    return markup.heading("Request", markup.esc(count)) + (shown if subject else "") + turns + also(file)


def also(file: CaseFile) -> str:
    """The other orders that the message asks about, each with its case and how that stands."""
    if not file.also:
        return ""
    rows = "; ".join(
        f'order {markup.esc(one.order_id, 60)}: <a href="desk?case={markup.esc(one.case_id)}" '
        f'target="_self">{markup.esc(one.case_id)}</a>, {words.STATUS[one.status]}'
        + (f", {markup.esc(str(one.amount))}" if one.amount else "")
        for one in file.also
    )
    return markup.note(f"Only one order is decided here. The message also asks about {rows}.")


def _scrolls(css: str, name: str, inner: str, *, long: bool) -> str:
    """A block that scrolls within itself where it would push the case off the screen."""
    reach = f' tabindex="0" role="group" aria-label="{name}"' if long else ""
    return f'<div class="{css}{" long" * long}"{reach}>{inner}</div>'


def _turn(
    file: CaseFile, checked: tuple[Checked, ...], message: Message, index: int, now: datetime, *, newest: bool
) -> str:
    customer = file.customer.first_name if file.customer else ""
    who = customer if message.author is Author.CUSTOMER and customer else words.AUTHOR[message.author]
    name, text = markup.esc(who, 60), markup.lines(message.text)
    tone = ""
    if file.drafted and message.author is Author.CUSTOMER:
        text = markup.marked(message.text, evidence.marks(file.drafted, index, message.text, checked))
        sentiment = file.drafted.reading.sentiment
        if newest:
            tone = markup.chip(words.SENTIMENT[sentiment], TONE[sentiment])
    chips = "".join(markup.chip(name, "o", "attach_file") for name in message.attachments)
    files = _scrolls("chips", "Attached files", chips, long=len("".join(message.attachments)) > LONG_SUBJECT)
    when = words.moment(local(message.at), local(now))
    return (
        f'<div class="msg{" now" if newest else ""}" id="{markup.place(f"message {index + 1}")}">'
        f'<div class="meta"><b>{name}</b> {when} {tone}</div>'
        f'<div class="txt" tabindex="0" role="group" aria-label="Message of {name}">{text}</div>'
        f"{files}</div>"
    )
