"""Cases are found by words whose texts nobody reads in the database."""

import pytest
from sqlalchemy import text

from hitl.adapters.sql.store import SqlStore
from hitl.domain.case import Author, Message
from hitl.domain.search_words import MOST
from tests.adapters.sql.records import NOW, customer, opened, stocked, ticket


def _found(store: SqlStore, words: str, limit: int = 9) -> list[str]:
    with store.reads() as reads:
        return list(reads.search(words, limit))


@pytest.fixture
def desk(store: SqlStore) -> SqlStore:
    """Ada's lamp, Ada's vase, and a stranger's kettle."""
    stocked(store)
    with store.unit() as unit:
        unit.catalog.save_customer(customer("C2", name="Grace Hopper", email="Amazing.Grace@navy.example"))
        unit.commit()
    opened(store, "T1", order_id="#48291")
    opened(store, "T2", body="The VASE is broken, größer than thought.", order_id=None, subject="Vase")
    opened(
        store,
        "T3",
        body="My kettle, order 777",
        customer_id=None,
        order_id=None,
        email="x@y.example",
        subject="",
    )
    opened(store, "T4", body="kettle again", customer_id="C2", order_id=None, subject="")
    return store


@pytest.mark.parametrize(
    ("words", "expected", "why"),
    [
        ("shattered", [1001], "a word of the message"),
        ("SHATTERED lamp", [1001], "several words, in whatever case"),
        ("lamp vase", [], "all must occur"),
        ("Grosser", [1002], "without accents"),
        ("CS-1002", [1002], "the number of the case"),
        ("1003", [1003], "or its figures alone"),
        ("t3", [1003], "the number of the ticket"),
        ("#48291", [1001], "the order, with its sign"),
        ("48291", [1001], "and without"),
        ("c1", [1002, 1001], "the customer's number, newest first"),
        ("lovelace", [1002, 1001], "the customer's name"),
        ("Ada vase", [1002], "a name and a word of the message"),
        ("kettle hopper", [1004], "in whatever order"),
        ("amazing.grace@navy.example", [1004], "the customer's address"),
        ("x@y.example", [1003], "the sender's address"),
        ("nonsense", [], "what nobody wrote"),
        ("is", [], "short words are no words"),
        ("", [], "nothing"),
        ("shat", [], "the beginning of a word is none"),
    ],
)
def test_cases_are_found_by_what_they_say(desk: SqlStore, words: str, expected: list[int], why: str) -> None:
    assert _found(desk, words) == [f"CS-{number}" for number in expected], why


def test_the_newest_are_found_first_and_no_more_than_asked_for(desk: SqlStore) -> None:
    assert _found(desk, "kettle", 1) == ["CS-1004"]


def test_a_further_message_is_found_too(desk: SqlStore) -> None:
    with desk.unit() as unit:
        message = Message(author=Author.CUSTOMER, text="It was a heirloom", at=NOW)
        unit.cases.add_message("CS-1001", message, ticket=ticket("T9", order_id=None))
        unit.commit()
    for words in ("heirloom", "t9", "shattered"):
        assert _found(desk, words) == ["CS-1001"]


def test_a_revised_ticket_is_found_by_what_it_says_now(desk: SqlStore) -> None:
    with desk.unit() as unit:
        unit.cases.revise(ticket("T1", body="The chandelier fell", order_id="5", subject="Chandelier"))
        unit.commit()
    assert _found(desk, "chandelier") == ["CS-1001"]
    assert _found(desk, "shattered") == []
    assert _found(desk, "t1") == ["CS-1001"]


def test_a_renamed_customer_is_found_by_the_new_name(desk: SqlStore) -> None:
    with desk.unit() as unit:
        unit.catalog.save_customer(customer(name="Ada King"))
        unit.commit()
    assert _found(desk, "lovelace") == []
    assert _found(desk, "king") == ["CS-1002", "CS-1001"]


def test_an_erased_customer_is_found_no_more(desk: SqlStore) -> None:
    with desk.unit() as unit:
        unit.catalog.erase("C1", NOW)
        unit.commit()
    for words in ("shattered", "lovelace", "vase", "48291"):
        assert _found(desk, words) == []
    assert _found(desk, "kettle") == ["CS-1004", "CS-1003"]


def test_one_case_can_be_forgotten(desk: SqlStore) -> None:
    with desk.unit() as unit:
        unit.desk.forget("CS-1003")
        unit.commit()
    assert _found(desk, "kettle") == ["CS-1004"]


def test_a_case_keeps_a_bounded_number_of_words(desk: SqlStore) -> None:
    many = " ".join(f"word{number}" for number in range(999))
    case = opened(desk, "T7", body=many)
    with desk.unit() as unit:
        for part in range(3):
            said = " ".join(f"more{part}x{number}" for number in range(300))
            unit.cases.add_message(case.case_id, Message(author=Author.CUSTOMER, text=said, at=NOW))
        unit.commit()
    with desk.engine.connect() as connection:
        rows = connection.execute(text("SELECT words FROM search_new WHERE number = 1005")).scalars()
        assert sum(len(words) for words in rows) == 8 * MOST
    assert _found(desk, "word0 word300") == [case.case_id]


def test_the_database_alone_tells_no_word(desk: SqlStore) -> None:
    with desk.engine.connect() as connection:
        kept = b"".join(connection.execute(text("SELECT words FROM search_new")).scalars())
    assert len(kept) > 200
    for word in (b"lamp", b"kettle", b"48291"):
        assert word not in kept.lower()


def _take_up(store: SqlStore, at_least: int = 1, limit: int = 99) -> int:
    with store.unit() as unit:
        moved = unit.desk.take_up(at_least, limit)
        unit.commit()
    return moved


def test_words_are_taken_up_in_segments_and_found_before_and_after(desk: SqlStore) -> None:
    searches = ("kettle", "lamp shattered", "c1", "kettle hopper", "ada vase", "t3")
    before = [_found(desk, words) for words in searches]
    assert _take_up(desk, at_least=5) == 0, "too few to be worth a segment"
    assert _take_up(desk, limit=3) == 3
    assert [_found(desk, words) for words in searches] == before, "some taken up, some not"
    assert _take_up(desk) == 1
    assert [_found(desk, words) for words in searches] == before
    assert _take_up(desk) == 0


def test_what_was_taken_up_is_forgotten_revised_and_added_to(desk: SqlStore) -> None:
    _take_up(desk)
    with desk.unit() as unit:
        unit.desk.forget("CS-1003")
        unit.cases.revise(ticket("T1", body="The chandelier fell", subject=""))
        message = Message(author=Author.CUSTOMER, text="It was a heirloom", at=NOW)
        unit.cases.add_message("CS-1002", message)
        unit.commit()
    assert _found(desk, "kettle") == ["CS-1004"]
    assert _found(desk, "shattered") == []
    assert _found(desk, "chandelier") == ["CS-1001"]
    assert _found(desk, "heirloom vase") == ["CS-1002"], "one word from the index, one that came lately"
    with desk.unit() as unit:
        unit.catalog.erase("C1", NOW)
        unit.commit()
    assert _found(desk, "chandelier") == _found(desk, "vase") == []


def test_common_words_are_found_from_the_newest_case_on(
    desk: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_up(desk, limit=2)
    monkeypatch.setattr("hitl.adapters.sql.desk_search._COMMON", 1)
    assert _found(desk, "kettle") == ["CS-1004", "CS-1003"]
    assert _found(desk, "ada lamp") == ["CS-1001"]
