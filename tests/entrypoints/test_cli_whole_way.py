"""A company's own files from import to the processor, on both databases, by commands alone."""

import csv
import json

from tests.entrypoints.company_files import OWNER, TICKETS, bring_in


def test_a_company_imports_drafts_decides_pays_and_checks(cli_on_both):
    cli = cli_on_both
    bring_in(cli)
    done = cli.json("import", "tickets", cli.file("tickets.csv", TICKETS))
    assert (done["read"], done["imported"], done["rejected"]) == (3, 3, 0)
    drained = cli.json("drain")
    assert (drained["drafted"], drained["auto_approved"], drained["sent_to_review"]) == (3, 1, 2)
    assert (drained["executed"], drained["failed"]) == (1, 0)
    assert drained["seconds"] >= 0

    paid = cli.json("case", "T1")
    assert (paid["status"], paid["gate"]["route"], paid["decision"]["by"]) == ("closed", "auto", "gate")
    assert (paid["refund"]["status"], paid["refund"]["amount"]) == ("succeeded", "12.00")
    held = cli.json("case", "T2")
    assert held["status"] == "in_review"
    assert held["gate"]["reasons"] == ["amount_limit"]
    assert (held["draft"]["action"], held["draft"]["amount"]) == ("approve_refund", "42.00")
    assert (held["decision"], held["refund"]) == (None, None)

    decided = cli.json("decide", held["case"], "approve", "--as", OWNER)
    assert decided["case"] == held["case"]
    assert cli.json("drain")["executed"] == 1
    assert cli.json("case", held["case"])["status"] == "closed"

    checked = cli.json("reconcile")
    assert (checked["refunds"], checked["differences"]) == (2, [])
    ledger = cli.json("audit", "verify")
    assert (ledger["ok"], ledger["first_bad"]) == (True, None)
    figures = cli.json("metrics")
    assert (figures["auto_approval_rate"], figures["override_rate"]) == (0.5, 0.0)
    assert figures["cases"] == 3
    assert (figures["between_reviewers"]["pairs"], figures["between_reviewers"]["apart"]) == (0, [])

    assert cli.json("export", "decisions", "d.csv") == {"what": "decisions", "file": "d.csv", "rows": 2}
    with open("d.csv", encoding="utf-8", newline="") as file:
        by_case = {row["case"]: row for row in csv.DictReader(file)}
    assert by_case[held["case"]]["by"] == OWNER
    assert by_case[held["case"]]["amount"] == "42.00"
    assert by_case[held["case"]]["decided_at"].endswith("Z")


def test_in_shadow_mode_nothing_is_paid_or_sent(cli_on_both):
    cli = cli_on_both
    bring_in(cli)
    cli.json("mode", "shadow", "--as", OWNER, "--reason", "watch it first")
    cli.json("import", "tickets", cli.file("tickets.csv", TICKETS))
    drained = cli.json("drain")
    assert (drained["drafted"], drained["auto_approved"], drained["executed"]) == (3, 0, 0)
    case = cli.json("case", "T1")
    assert "mode_shadow" in case["gate"]["reasons"]
    assert cli.json("decide", "T1", "approve", "--as", OWNER)["status"] == "closed"
    assert cli.json("drain")["executed"] == 0
    assert cli.json("case", "T1")["refund"] is None


def test_the_kill_switch_holds_what_was_decided_until_somebody_resumes(cli_on_both):
    cli = cli_on_both
    bring_in(cli)
    cli.json("import", "tickets", cli.file("tickets.csv", TICKETS))
    assert cli.json("stop", "--as", OWNER, "--reason", "strange refunds")["stopped"] is True
    assert cli.json("drain")["executed"] == 0
    assert cli.json("resume", "--as", OWNER, "--reason", "all is well")["stopped"] is False
    assert cli.json("drain")["executed"] == 1


def test_the_ledger_is_exported_without_personal_data(cli_on_both):
    cli = cli_on_both
    bring_in(cli)
    cli.json("import", "tickets", cli.file("tickets.csv", TICKETS))
    done = cli.json("audit", "export", "ledger")
    lines = (cli.folder / "ledger" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert (done["ok"], done["events"]) == (True, len(lines))
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert "arrived broken" not in "".join(lines)
    assert "private" not in json.loads(lines[-1])
