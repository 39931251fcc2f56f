"""Looking a text through sentence by sentence finds what looking through the whole of it does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hitl.domain.reading.keywords import find_keywords, keywords_stand_in
from tests.gate_cases import rules

_WORDS = """my lawyer attorny l4wyer 1awyer l a w s u i t take this you whole matter to court sue going not
    won't mug refund bank charge back will kill myself Mr nr 12.50 e-mail“sue”""".split()
_BETWEEN = [" ", " ", " ", ". ", ".", "! ", ".\n", "\n\n", ", ", "; ", " . ", ".  ", "\u200b", "．"]


@given(pieces=st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_BETWEEN)), max_size=14))
@settings(max_examples=400)
def test_no_phrase_runs_across_the_end_of_a_sentence(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in pieces)
    found = find_keywords(text, 0, rules().keywords)
    assert keywords_stand_in(text, rules().keywords) >= bool(found)
