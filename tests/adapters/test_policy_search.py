import pytest

from hitl.adapters.policy_search import ClauseSearch
from hitl.domain.policy import Clause, Outcome, Reason, Terms
from hitl.domain.policy_file import parse_policies
from hitl.settings import ROOT

POLICY = parse_policies(
    {path.stem: path.read_text("utf-8") for path in (ROOT / "data/policies").glob("*.md")}
)


def clause(clause_id: str, text: str, *reasons: Reason) -> Clause:
    terms = Terms(reasons=frozenset(reasons), outcome=Outcome.REFUND) if reasons else None
    return Clause(clause_id=clause_id, title=clause_id, text=text, topic="t", terms=terms)


@pytest.mark.parametrize(
    ("words", "among", "why"),
    [
        ("My lamp arrived with a cracked shade", "RP-2", "the customer's word for damaged"),
        ("the headphones stopped working after a week", "RP-3", "the customer's words for defective"),
        ("you sent me the wrong colour", "RP-1", "wrong item"),
        ("the tracking has not moved for two weeks, parcel lost?", "RP-4", "never arrived"),
        ("I changed my mind and want to send it back", "RP-7", "change of mind"),
        ("can I return something on final sale", "RP-8", "the policy's own words"),
        ("please cancel my order, it has not shipped", "RP-11", "cancelled"),
        ("found it cheaper elsewhere", "RP-13", "price"),
        ("could you offer a voucher", "RP-14", "a clause without terms"),
    ],
)
def test_the_clause_in_question_is_among_the_first_three(words: str, among: str, why: str):
    found = ClauseSearch().find(words, POLICY, 3)
    assert among in [passage.clause_id for passage in found], why


def test_passages_come_nearest_first_and_at_most_as_many_as_asked_for():
    found = ClauseSearch().find("damaged broken goods", POLICY, 2)
    assert len(found) == 2
    assert found[0].score >= found[1].score > 0


@pytest.mark.parametrize("words", ["", "xyzzy", "the of and", "!!! ???", "\x00"])
def test_nothing_is_found_where_no_word_matches(words: str):
    assert ClauseSearch().find(words, POLICY, 5) == ()


@pytest.mark.parametrize("clauses", [(), (clause("!", "?"),)])
def test_a_policy_without_words_finds_nothing(clauses: tuple[Clause, ...]):
    assert ClauseSearch().find("damaged", clauses, 5) == ()


def test_equal_scores_keep_the_order_of_the_policy():
    same = tuple(clause(f"RP-{number}", "lamp shade") for number in range(5))
    found = ClauseSearch().find("shade", same, 5)
    assert [passage.clause_id for passage in found] == [one.clause_id for one in same]


def test_the_same_question_has_the_same_answer_whatever_was_asked_before():
    search = ClauseSearch()
    first = search.find("cracked mug", POLICY, 5)
    for number in range(20):
        search.find("mug", (clause(f"RP-{number}", "a mug"),), 5)
    assert search.find("cracked mug", POLICY, 5) == first
    assert ClauseSearch().find("cracked mug", tuple(POLICY), 5) == first


def test_a_changed_text_is_searched_anew():
    search = ClauseSearch()
    assert search.find("teapot", (clause("RP-1", "a mug"),), 5) == ()
    assert len(search.find("teapot", (clause("RP-1", "a teapot"),), 5)) == 1


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]):
    ClauseSearch().find("damaged", POLICY, 5)
    assert capfd.readouterr() == ("", "")
