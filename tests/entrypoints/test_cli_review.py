"""`decide` and `case`: the desk's rules hold on the command line."""

import pytest

from tests.entrypoints.company_files import OWNER


def decide(desk, *words: str, status: int = 0):
    return desk.json("decide", *words, "--as", OWNER, status=status)


def test_an_edited_amount_is_read_in_the_orders_currency_and_goes_out_with_its_reply(desk):
    reply = desk.file("reply.txt", "Hello Bob,\n\nwe refund $20.00 for the lamp of order 10490.\n")
    words = ("edit", "--amount", "20.00", "--reply", reply, "--reason", "goodwill")
    decide(desk, "T2", *words)
    case = desk.json("case", "T2")
    assert (case["decision"]["amount"], case["decision"]["outcome"]) == ("20.00", "edited")
    assert case["decision"]["reason_code"] == "goodwill"
    assert desk.json("drain")["executed"] == 1


def test_an_action_may_be_edited(desk):
    reply = desk.file("reply.txt", "Hello Bob,\n\nwe cannot refund the lamp of order 10490.\n")
    decide(desk, "T2", "edit", "--action", "deny_refund", "--reply", reply, "--reason", "policy_misread")
    case = desk.json("case", "T2")
    assert (case["decision"]["action"], case["refund"]) == ("deny_refund", None)


def test_a_reply_may_come_from_standard_input(desk, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("Hello Bob, we refund $42.00 for order 10490.\n"))
    decide(desk, "T2", "edit", "--reply", "-", "--reason", "tone")
    assert "we refund $42.00" in desk.json("case", "T2")["decision"]["reply"]


def test_after_a_rejection_the_case_waits_for_an_answer_of_the_persons_own(desk):
    assert decide(desk, "T2", "reject", "--reason", "facts_wrong")["status"] == "in_review"
    refused = decide(desk, "T2", "approve", status=1)
    assert (refused["status"], "own" in refused["error"]) == ("in_review", True)
    reply = desk.file("reply.txt", "Hello Bob,\n\nwe cannot refund order 10490.\n")
    decide(desk, "T2", "edit", "--action", "deny_refund", "--reply", reply)
    assert desk.json("case", "T2")["decision"]["outcome"] == "rejected"


def test_an_escalated_case_waits_at_a_higher_level(desk):
    assert decide(desk, "T2", "escalate")["status"] == "in_review"
    assert "case.escalated" in [event["kind"] for event in desk.json("case", "T2")["events"]]


def test_a_question_is_read_from_a_file_and_parks_the_case(desk):
    question = desk.file("question.txt", "Which part of the lamp is broken?\n")
    assert decide(desk, "T2", "ask", "--reply", question)["status"] == "awaiting_customer"
    sent = [(each["kind"], each["body"]) for each in desk.json("case", "T2")["deliveries"]]
    assert ("question", "Which part of the lamp is broken?") in sent


def test_a_decision_on_another_version_of_the_draft_is_refused(desk):
    refused = decide(desk, "T2", "approve", "--version", "7", status=1)
    assert "version 1" in refused["error"]
    assert refused["status"] == "in_review"


def test_whoever_comes_second_is_told_who_was_first_and_nothing_changes(desk):
    decide(desk, "T2", "approve")
    refused = desk("decide", "T2", "approve", "--as", OWNER)
    assert refused.status == 1
    assert OWNER in refused.err
    assert refused.err.count("\n") == 1, "one sentence"


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("decide", "T2", "approve"), 2, "--as"),
        (("decide", "T2", "approve", "--as", "nobody@x"), 2, "nobody here has that address"),
        (("decide", "CS-9", "approve", "--as", OWNER), 2, "CS-9"),
        (("decide", "T2", "settle", "--as", OWNER), 2, "invalid choice"),
        (("decide", "T2", "approve", "--as", OWNER, "--amount", "5"), 2, "does not go together with approve"),
        (("decide", "T2", "edit", "--as", OWNER), 2, "edit needs at least one of"),
        (("decide", "T2", "edit", "--as", OWNER, "--amount", "5.0"), 2, "not an amount in USD"),
        (("decide", "T2", "edit", "--as", OWNER, "--amount", "-5.00"), 2, "not an amount in USD"),
        (("decide", "T2", "edit", "--as", OWNER, "--action", "refund"), 2, "known are approve_refund"),
        (("decide", "T2", "reject", "--as", OWNER, "--reason", "x"), 2, "known are amount_wrong"),
        (("decide", "T2", "ask", "--as", OWNER, "--reply", "none.txt"), 2, "cannot be read"),
        (("decide", "T2", "edit", "--as", OWNER, "--amount", "43.00"), 1, "more than the $42.00"),
        (("decide", "T2", "ask", "--as", OWNER), 1, "Write the question"),
        (("decide", "T1", "approve", "--as", OWNER), 1, "gate"),
        (("case", "T9"), 2, "T9"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence_and_does_nothing(desk, words, status, says):
    before = desk.json("audit", "verify")["events"]
    ran = desk(*words)
    assert (ran.status, ran.out) == (status, "")
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert desk.json("audit", "verify")["events"] == before


def test_a_case_reads_as_a_page_of_text(desk):
    ran = desk("case", "T2")
    assert ran.status == 0
    for words in ("in review", "arrived broken", "approve refund $42.00", "amount_limit", "Timeline"):
        assert words in ran.out
