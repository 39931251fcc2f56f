"""How sure the agent is, what its draft rests on, and why the rules held it."""

from typing import NamedTuple

from hitl.domain.draft import Confidence, Draft, Sentence
from hitl.domain.drafted import Drafted
from hitl.domain.gate.verdict import GateReason
from hitl.domain.order import Order
from hitl.ui import markup, words

SAID = 1_000
"""Characters of one sentence that are shown: no reason needs more, and the reply below stays in reach."""


class Bands(NamedTuple):
    """Confidence above `alone` may go without a person; below `person` the draft is only a hint."""

    alone: float
    person: float


def confidence(scored: Confidence | None, bands: Bands) -> str:
    """The value on a bar with the bands, and its parts; nothing where no draft was scored."""
    if scored is None:
        return ""
    value = scored.value
    css = "r" if value < bands.person else "w" if value < bands.alone else ""
    ticks = "".join(f'<b style="left:{band:.0%}"></b>' for band in (bands.person, bands.alone))
    names = "".join(
        f'<span style="left:{band:.0%}">{band:.2f}<em> {name}</em></span>'
        for band, name in ((bands.person, "person"), (bands.alone, "alone"))
    )
    parts = [
        ("evidence", "claims have evidence", scored.evidence),
        ("clauses", "clauses apply", scored.relevance),
        ("specific", "specific answer", scored.specificity),
        ("tone", "fits the tone", scored.tone),
        ("understood", "the request was understood", scored.understanding),
        ("rules", "rules agree", scored.agreement),
        ("look-ups", "look-ups found", scored.lookups),
    ]
    return (
        f'<div class="conf"><span>Confidence</span>'
        f'<span class="bar"><i class="{css}" style="width:{value:.0%}"></i>{ticks}</span>'
        f'<span class="num">{value:.2f}</span><span></span><span class="bands">{names}</span><span></span>'
        f'</div><div class="conf parts">'
        + "".join(
            f'<span class="mut" title="{says}">{name}</span>'
            f'<span class="bar"><i style="width:{share:.0%}"></i></span>'
            f'<span class="num mut">{share:.2f}</span>'
            for name, says, share in parts
            if share is not None
        )
        + f'</div><div class="conf worth mut">{markup.esc(worth(scored))}</div>'
    )


def worth(scored: Confidence) -> str:
    """What the number means, as far as that is known; nothing of drafts from before it was asked."""
    if scored.score is None:
        return ""
    number, _, known = scored.calibration.removesuffix(")").partition(" (")
    if scored.calibrated is not None:
        less = (
            f", which lowers {scored.score:.2f} to {scored.value:.2f}" if scored.value < scored.score else ""
        )
        return f"{scored.calibrated:.0%} of such drafts were right{less}: calibration {number}, from {known}."
    if number:
        return f"Counts as it is, on somebody's word {known}; how often such drafts are right is not known."
    return "Uncalibrated: too few decisions are known to say how often such drafts are right."


def why(draft: Draft, order: Order | None) -> str:
    """Sentences for the draft, then those against it, each with what it rests on."""
    if not draft.rationale and not draft.doubts:
        return ""
    pro = [sentence for sentence in draft.rationale if sentence.supports]
    con = [sentence for sentence in draft.rationale if not sentence.supports]
    rows = "".join(_sentence(one, order) for one in (*pro, *con))
    against = {sentence.text for sentence in con}
    doubted = [doubt for doubt in draft.doubts if doubt not in against]
    doubts = "".join(
        f'{markup.icon("question_mark", "warn")}<span class="warn">{markup.esc(doubt, SAID)}</span>'
        for doubt in doubted
    )
    count = len(con) + len(doubted)
    aside = f'<b class="good">{len(pro)} for</b> · <b class="{"bad" if count else "mut"}">{count} against</b>'
    return f'<div class="sec">{markup.heading("Why", aside)}<div class="rat">{rows}{doubts}</div></div>'


def _sentence(one: Sentence, order: Order | None) -> str:
    css, chip, symbol = ("", "", "check") if one.supports else ("neg", "x", "close")
    evidence_of = "".join(
        markup.points_to(_rests_on(label, order), _stands_at(label), chip) for label in one.evidence
    )
    return (
        f"{markup.icon(symbol, 'good' if one.supports else 'bad')}"
        f'<span class="{css}">{markup.esc(one.text, SAID)}{evidence_of}</span>'
    )


def _stands_at(label: str) -> str:
    """Orders and their lines stand in one block; messages and clauses each have their own."""
    return "order" if label.partition(" ")[0] in {"order", "line"} else label


def _rests_on(label: str, order: Order | None) -> str:
    """A line of the order by its title; everything else as it is named."""
    kind, _, name = label.partition(" ")
    line = order.line(name) if order and kind == "line" else None
    return (line.title if len(line.title) <= 24 else f"{line.title[:23]}…") if line else label


def held(drafted: Drafted) -> str:
    """Every reason of the rules against letting it go alone; nothing where there is none."""
    reasons = drafted.verdict.reasons
    if not reasons:
        return ""
    items = "".join(
        f"<li>{_symbol(reason)}<span>{markup.esc(reason.says, SAID)}</span></li>" for reason in reasons
    )
    return f'<div class="sec">{markup.heading("Held because")}<ul class="held">{items}</ul></div>'


def _symbol(reason: GateReason) -> str:
    grave = reason.code in words.GRAVE
    return markup.icon("flag" if grave else "front_hand", "bad" if grave else "warn")
