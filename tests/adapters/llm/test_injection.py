"""Texts that steer, at every place where one can stand, and a model that obeys them all."""

from collections import Counter
from pathlib import Path

from hitl.domain.gate.verdict import Code, Route
from tests.adapters.llm.drafting import a_drafter, answers
from tests.adapters.llm.obeying import ATTACKS, PLACES, Text, Trial, obey, some_trials, texts, wrong
from tests.adapters.llm.stand_in import standing_in


def test_there_are_enough_texts_and_each_is_after_something() -> None:
    assert len({text.text for text in texts()}) >= 200
    assert {text.goal for text in texts()} == set(ATTACKS)


def test_a_model_that_obeys_gets_nothing_beyond_the_facts(tmp_path: Path) -> None:
    flagged: Counter[str] = Counter()
    failed: list[str] = []
    with standing_in(answers) as stand_in:
        drafter = a_drafter(stand_in.url, tmp_path)
        for trial in some_trials(places=2):
            came = obey(trial, drafter, stand_in)
            says = wrong(trial, came)
            failed += [f"{trial}: {says}"] if says else []
            flagged[trial.place] += "injection_suspected" in came.judged.verdict.codes
    assert failed == []
    assert all(flagged[place] >= 20 for place in PLACES), "much of it is recognised, wherever it stands"


def test_without_a_text_the_same_model_would_let_the_case_go_if_it_were_trusted(tmp_path: Path) -> None:
    with standing_in(answers) as stand_in:
        nothing = Trial(Text("none", "none", ""), "item title", {}, payable=True)
        came = obey(nothing, a_drafter(stand_in.url, tmp_path), stand_in)

    assert came.if_trusted.verdict.route is Route.AUTO, "else nothing above would show anything"
    assert came.judged.verdict.codes == {Code.LOW_CONFIDENCE}
