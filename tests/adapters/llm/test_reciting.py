"""A reply that recites the prompt reaches nobody, however far the model is trusted."""

import re
from pathlib import Path

import pytest

from hitl.adapters.llm_drafter.prompt import Prompt, read_prompt
from hitl.bootstrap import PROMPT
from hitl.errors import DrafterFailed
from hitl.settings import ROOT
from tests.adapters.llm.drafting import a_brief, a_drafter, an_answer, answers
from tests.adapters.llm.stand_in import Exchange, standing_in

SHIPPED = read_prompt(PROMPT)
SENTENCES = [one for one in re.split(r"(?<=[.:])\s+", SHIPPED.text) if len(one.split()) > 8]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_the_prompt_is_known_again(sentence: str) -> None:
    assert SHIPPED.is_recited_in(f"Hello Ada, we refund $12.50. {sentence.upper()} Kind regards")


@pytest.mark.parametrize(
    "policy", sorted((ROOT / "data" / "policies").glob("*.md")), ids=lambda path: path.stem
)
def test_what_the_policy_says_may_be_said(policy: Path) -> None:
    assert not SHIPPED.is_recited_in(policy.read_text("utf-8"))


def test_it_takes_six_words_in_a_row() -> None:
    prompt = Prompt(version="1-a", text="One two, three four. Five six seven")
    assert prompt.is_recited_in("... two three\nfour five - six seven")
    assert not prompt.is_recited_in("two three four five and six seven")
    assert not prompt.is_recited_in("")


def test_such_an_answer_is_none_and_the_right_one_is(tmp_path: Path) -> None:
    def recite(exchange: Exchange) -> None:
        told = "You draft the company's answer to one customer's request."
        answers(exchange, reply=f"{an_answer()['reply']} {told}")

    with standing_in(recite) as stand_in, pytest.raises(DrafterFailed, match="recites its instructions"):
        a_drafter(stand_in.url, tmp_path).draft(a_brief())
    with standing_in(answers) as stand_in:
        assert a_drafter(stand_in.url, tmp_path).draft(a_brief()).reply
