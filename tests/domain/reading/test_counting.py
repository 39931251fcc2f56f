"""How many of several equal pieces a message means."""

import pytest

from hitl.domain.reading.counting import Pieces, pieces_meant
from hitl.domain.reading.text import normal


@pytest.mark.parametrize(
    ("bought", "said", "meant", "why"),
    [
        (6, "Of the six bowls, two were in pieces. Could I have those two refunded?", 2, "wished for"),
        (6, "i got 6 bowls and 2 are cracked, refund the 2", 2, "what was bought does not count"),
        (6, "Four bowls are fine, two are cracked. Refund for the cracked ones please.", 2, "what is wrong"),
        (6, "there were six bowls, only four arrived whole. money for the broken ones", 2, "what is left"),
        (6, "1/6 bowls cracked, refund that one", 1, "a fraction"),
        (6, "The bowls: 3 broken, 3 ok. I'd like to be paid back for the broken three.", 3, "after a colon"),
        (6, "Every single bowl is cracked. Refund please", 6, "all of them"),
        (6, "None of the bowls made it in one piece, I'd like all of them refunded.", 6, "not one is left"),
        (6, "first bowl cracked, second bowl chipped. rest ok. refund those two", 2, "one after the other"),
        (6, "I ordered six bowls but you only sent five. Refund the one I didn't get.", 1, "too few came"),
        (
            6,
            "we only need 4 of the bowls so want to return the spare two, unused",
            2,
            "the wish, not the need",
        ),
        (40, "40 mugs arrived, one with a broken handle. Please credit that one.", 1, "one of many"),
        (
            2,
            "one pack is all dried up, none of the six writes. refund the bad pack",
            1,
            "how far it is dried",
        ),
        (
            3,
            "one clip out of three has no spring, refund that clip",
            1,
            "a part of all without a known fault",
        ),
        (2, "both packets unopened and going back to you. please refund", 2, "said of both"),
        (4, "All bowls but three are cracked. Refund please.", 1, "all but some"),
        (4, "my favourite of the bowls has a crack, refund please", 1, "one that is told by a superlative"),
        (2, "the other one is fine, this one is bent", 1, "one of two"),
        (
            2,
            "Just one of the two mugs in order 48291 arrived broken. Refund that one?",
            1,
            "no delivery of one",
        ),
        (4, "One glass survived, the other three did not. I'd like the three refunded.", 3, "the others"),
    ],
)
def test_pieces_are_counted_from_all_that_is_said_of_them(
    bought: int, said: str, meant: int, why: str
) -> None:
    found = pieces_meant((normal(said),), bought)

    assert found is not None, why
    assert found.meant == meant, why


@pytest.mark.parametrize(
    "said", ["The bowls are broken. Please refund them.", "most of my bowls arrived broken"]
)
def test_where_no_number_is_said_none_is_told(said: str) -> None:
    assert pieces_meant((normal(said),), 6) is None


def test_what_the_subject_says_again_is_no_further_piece() -> None:
    said = "Just one of the two mugs in order 48291 arrived broken. Could you refund that one mug?"
    assert pieces_meant((normal(f"One broken mug.\n{said}"),), 2) == Pieces(1, sure=True)


def test_an_answer_of_a_bare_number_counts() -> None:
    found = pieces_meant((normal("Some of my bowls were broken. Refund?"), normal("just two of them")), 6)

    assert found is not None
    assert found.meant == 2


def test_numbers_that_contradict_each_other_are_not_sure() -> None:
    found = pieces_meant((normal("Three bowls are broken. Please refund two."),), 6)

    assert found is not None
    assert not found.sure
