"""How a draft came about, step by step: what models were asked, looked up and said, and what it cost."""

from datetime import timedelta

from hitl.domain.counted import counted
from hitl.domain.drafted import Drafted
from hitl.domain.model_run import Happened, ModelRun, ModelStep
from hitl.ui import markup, words

SHOWN = {
    Happened.ASKED: ("outgoing_mail", "Question to the model", "info", "The words that were sent"),
    Happened.ANSWERED: ("chat", "The model's answer", "info", "The answer, word by word"),
    Happened.TOOL: ("search", "Look-up", "", "What was asked and found"),
    Happened.REFUSED: ("block", "Refused", "bad", ""),
    Happened.FAILED: ("error", "No usable answer", "bad", ""),
    Happened.LEVEL: ("stairs", "What became of it", "hold", ""),
}
"""Symbol, heading, colour and the label of the folded words of each kind of step."""


def html(drafted: Drafted) -> str:
    """Every step of the agent, folded into one line; nothing where the texts were erased."""
    if not drafted.trace and drafted.run is None:
        return ""
    took = timedelta(milliseconds=sum(step.milliseconds for step in drafted.trace))
    spent = f", {costs(drafted.run)}" if drafted.run and drafted.run.models else ""
    own = "".join(
        markup.item(
            "check_circle", words.step(step.name), step.says, words.milliseconds(step.milliseconds), ""
        )
        for step in drafted.trace
    )
    return (
        f'<details class="fold"><summary>How it was drafted: {words.took(took)}{markup.esc(spent)}'
        f'<span class="open">show</span><span class="shut">hide</span></summary>'
        f'<ol class="tl">{own}</ol>{_run(drafted.run) if drafted.run else ""}</details>'
    )


def levels(drafted: Drafted | None) -> str:
    """What each model said, for the desk; nothing where none was asked."""
    run = drafted.run if drafted else None
    if drafted is None or run is None or not run.models:
        return ""
    said = [step for step in run.steps if step.happened is Happened.LEVEL]
    rows = "".join(f"{markup.icon('stairs', 'mut')}<span>{markup.esc(step.says)}</span>" for step in said)
    link = (
        f'<a href="case?case={markup.esc(drafted.case_id)}" target="_self">every question and answer</a>'
        f" · {markup.esc(costs(run))}"
    )
    return (
        f'<div class="sec">{markup.heading("What each model said")}'
        f'<div class="rat">{rows}{_learned(run)}</div>'
        f'<div class="mut small">{link}</div></div>'
    )


def _learned(run: ModelRun) -> str:
    """Which corrections the models were told of, as links to those cases; nothing where there were none."""
    count = len(run.corrections)
    if not count:
        return ""
    links = ", ".join(
        f'<a class="tn" href="case?case={one}" target="_blank">{one}</a>'
        for one in map(markup.esc, run.corrections)
    )
    what = counted(count, "correction")
    return f"{markup.icon('school', 'mut')}<span>Learned from {what}: {links}</span>"


def costs(run: ModelRun) -> str:
    """Which models, how many calls and tokens, and about how much money."""
    spent = run.spent
    calls = counted(spent.calls, "call")
    return f"{', then '.join(run.models)}: {calls}, {spent.tokens:,} tokens, {_dollars(spent.microdollars)}"


def _run(run: ModelRun) -> str:
    steps = "".join(_step(step) for step in run.steps)
    chips = "".join(markup.chip(tag, "o") for tag in run.tags)
    about = markup.esc(f"Prompt version {run.prompt}. Personal data was masked before anything was sent.")
    learned = f'<div class="rat">{_learned(run)}</div>' if run.corrections else ""
    labels = f'<div class="chips">{chips}</div>' if chips else ""
    return (
        f'<div class="run">{markup.heading("What the models were asked and said", level=4)}'
        f'<div class="mut small">{about}</div>{learned}<ol class="tl">{steps}</ol>{labels}</div>'
    )


def _step(step: ModelStep) -> str:
    symbol, title, css, label = SHOWN[step.happened]
    if step.failed and step.happened is Happened.TOOL:
        css = "hold"
    counted = f"{step.tokens:,} tokens, {_dollars(step.microdollars)}" if step.tokens else ""
    took = words.milliseconds(step.milliseconds) if step.milliseconds else ""
    text = ""
    if step.text:
        text = (
            f'<details class="words"><summary>{label or "The words"}</summary>'
            f"<pre>{markup.esc(step.text)}</pre></details>"
        )
    model = f"{title} · {step.model}" if step.model else title
    return markup.item(symbol, model, step.says, " · ".join(filter(None, [counted, took])), css, more=text)


def _dollars(microdollars: int) -> str:
    return f"about ${microdollars / 1_000_000:.4f}"
