"""The policy clauses that a draft rests on: the text left, its terms checked against the facts right."""

from collections.abc import Iterator

from hitl.domain.assessment import ClauseCheck, Holds, TermCheck
from hitl.ui import evidence, markup, words
from hitl.ui.evidence import Checked


def html(checked: tuple[Checked, ...]) -> str:
    """All clauses, cited ones first, with a count of how they come out."""
    if not checked:
        nothing = markup.note("No clause of the policy covers this request.", "w", "menu_book")
        return f'<div class="clauses">{markup.heading("Policy clauses")}{nothing}</div>'
    body = "".join(_clause(one) for one in checked)
    return f'<div class="clauses">{markup.heading("Policy clauses cited", _count(checked))}{body}</div>'


def _count(checked: tuple[Checked, ...]) -> str:
    names = {
        Holds.YES: (("holds", "hold"), "good"),
        Holds.NO: (("does not hold", "do not hold"), "bad"),
        Holds.UNKNOWN: (("not known", "not known"), "warn"),
    }
    said = [
        f'<b class="{css}">{count} {name[count > 1]}</b>'
        for answer, (name, css) in names.items()
        if (count := sum(one.holds is answer for one in checked))
    ]
    return " · ".join(said)


def _clause(one: Checked) -> str:
    clause = one.clause
    label = ""
    if one.holds is not None:
        label = markup.chip(words.HOLDS[one.holds], words.HOLDS_CSS[one.holds], words.HOLDS_ICON[one.holds])
    if not one.cited:
        label += markup.chip("not cited", "o")
    text = markup.marked(markup.flowing(clause.text), evidence.terms_in(clause, one.checks))
    return (
        f'<div class="clause" id="{markup.place(clause.clause_id)}"><div><div class="ct">'
        f'<span class="id">{markup.esc(clause.clause_id)}</span>'
        f"<span>{markup.esc(clause.title)}</span> {label}</div><q>{text}</q></div>"
        f'<div class="chk">{"".join(_checks(one))}</div></div>'
    )


def _checks(one: Checked) -> Iterator[str]:
    if not one.checks:
        yield f'{markup.icon("article", "mut")}<span class="mut">Text for people</span>'
        yield '<span class="v">nothing to check</span>'
    seen: set[TermCheck] = set()
    several = len({goods for goods, _ in one.checks}) > 1
    for goods, check in one.checks:
        fresh = [term for term in check.checks if term not in seen]
        seen.update(fresh)
        if several and fresh:
            yield f'<span></span><span class="mut">{markup.esc(goods, 60)}</span><span></span>'
        if not check.checks:
            yield _covered(check)
        yield from map(_term, fresh)


def _covered(check: ClauseCheck) -> str:
    outcome = {"refund": "refund", "deny": "no refund", "review": "a person decides"}[check.outcome]
    return f'{markup.icon("check", "good")}<span>Covers the request</span><span class="v">{outcome}</span>'


def _term(check: TermCheck) -> str:
    css = {Holds.YES: "good", Holds.NO: "bad", Holds.UNKNOWN: "warn"}[check.holds]
    bad = check.holds is Holds.NO
    name = words.TERM.get(check.term, check.term.replace("_", " ").capitalize())
    spoken = f'<span class="vh">{words.HOLDS[check.holds]}: </span>'
    symbol = markup.icon(words.HOLDS_ICON[check.holds], css)
    return (
        f'{symbol}<span class="{"badrow" if bad else ""}">{spoken}{name}</span>'
        f'<span class="v{" bad" if bad else ""}">{markup.esc(check.says)}</span>'
    )
