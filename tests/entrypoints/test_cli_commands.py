"""The other commands: what they print, and how they end on bad input."""

import json
import subprocess
import sys

import pytest

from hitl.settings import ROOT
from tests.entrypoints.company_files import CUSTOMERS, ORDERS, OWNER
from tests.receiver import SECRET, receiving


def run(*words: str, **options):
    """The real command in a process of its own."""
    command = [sys.executable, "-m", "hitl", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, **options
    )


def test_help_lists_the_commands_and_loads_nothing_for_it():
    ran = run("--help")
    assert ran.returncode == 0
    names = (
        "demo import drain worker decide case eval audit reconcile export metrics rollups mode stop resume"
    )
    assert all(f"\n    {name}" in ran.stdout for name in (*names.split(), "doctor"))
    assert not any(f"\n    {name} " in ran.stdout for name in ("replay", "erase", "users"))
    code = "import sys, hitl.entrypoints.cli.main as m; m.parser(); print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    slow = {"pydantic", "sqlalchemy", "langgraph", "pandas", "dbos", "cryptography"}
    assert not slow & set(loaded), "a cold import of these takes longer than anybody waits for help"


def test_a_report_in_json_is_one_object_and_nothing_else_on_standard_output(cli):
    ran = run("doctor", "--json")
    report = json.loads(ran.stdout)
    assert (ran.returncode, report["ok"]) == (0, True)
    assert {check["name"] for check in report["checks"]} >= {
        "database",
        "keys",
        "policy",
        "rules",
        "drafter",
        "payments",
        "disk",
    }


def test_the_doctor_asks_whether_notifications_arrive(cli, monkeypatch):
    def webhook(status: int) -> dict:
        report = cli.json("doctor", status=status)
        return next(check for check in report["checks"] if check["name"] == "webhook")

    assert webhook(0) == {"name": "webhook", "ok": True, "says": "no receiver of notifications is configured"}
    with receiving() as receiver:
        monkeypatch.setenv("HITL_WEBHOOK_URL", receiver.url)
        monkeypatch.setenv("HITL_WEBHOOK_SECRET", SECRET)
        assert webhook(0)["says"].endswith("answers")
        assert receiver.got[0].verified["type"] == "ping"
        receiver.answers = 500
        assert webhook(1) == {
            "name": "webhook",
            "ok": False,
            "says": "The receiver of notifications answered 500.",
        }


def test_a_reader_that_has_had_enough_is_no_error(cli):
    command = [sys.executable, "-m", "hitl", "doctor"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        _, errors = b"", process.stderr.read()
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "COMMAND"),
        (("fly",), "invalid choice"),
        (("drain", "--version"), "unrecognized"),
        (("import",), "required"),
        (("import", "customers"), "required"),
        (("import", "pets", "a.csv"), "invalid choice"),
        (("import", "customers", "none.csv"), "there is no file"),
        (("import", "customers", "."), "the suffix"),
        (("import", "customers", "good.csv", "--map", "x"), "not of the form"),
        (("import", "customers", "good.csv", "--map", "nickname=name"), "no column nickname"),
        (("import", "customers", "good.csv", "--rejects", "r.xlsx"), "suffix must be"),
        (("import", "customers", "good.csv", "--rejects", "none/r.csv"), "cannot be written"),
        (("import", "customers", "good.csv", "--activate"), "policies only"),
        (("import", "orders", "good.csv"), "lacks the required columns order_id"),
        (("import", "policies", "none"), "there is no folder"),
        (("import", "policies", ".", "--activate"), "needs --as"),
        (("import", "policies", ".", "--map", "a=b"), "do not go together with policies"),
        (("export", "cases", "a.xlsx"), "known are .csv, .jsonl, .parquet"),
        (("export", "cases", "none/a.csv"), "cannot be written"),
        (("export", "dataset", "a.csv"), "a data set is written as .jsonl"),
        (("export", "everything", "a.csv"), "invalid choice"),
        (("metrics", "--since", "soon"), "--since 'soon' is not an ISO 8601"),
        (("metrics", "--since", "2026-02-01", "--until", "2026-01-01"), "--since must be before --until"),
        (("eval", "none.jsonl"), "cannot be read"),
        (("eval", "good.csv", "--drafter", "magic"), "known are rules and llm"),
        (("mode", "copilot"), "--as EMAIL and --reason"),
        (("calibrate", "--maker", "m", "--without-evidence"), "needs --as EMAIL"),
        (("calibrate", "--as", OWNER, "--revoke", "--reason", "x"), "name the maker"),
        (("calibrate", "--as", OWNER, "--maker", "m", "--revoke"), "say why"),
        (("mode", "--canary", "5"), "name the mode"),
        (("mode", "copilot", "--as", OWNER, "--reason", "x", "--canary", "5"), "limited_autonomy only"),
        (("mode", "limited_autonomy", "--as", OWNER, "--reason", "x", "--canary", "101"), "0 and 100"),
        (("mode", "copilot", "--as", OWNER, "--reason", " "), "say why"),
        (("mode", "copilot", "--as", "x@y", "--reason", "x"), "nobody here has that address"),
        (("stop", "--as", OWNER), "--reason"),
        (("worker", "--queues", "dance"), "dance"),
        (("audit",), "required"),
    ],
)
def test_unusable_input_ends_with_2_and_one_sentence(cli, words, says):
    cli.file("good.csv", CUSTOMERS)
    ran = cli(*words)
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.strip().count("\n") == 0
    assert json.loads(cli(*words, "--json").out) == {"error": ran.err.strip()}


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("HITL_DATABASE_URL", "nonsense", "HITL_DATABASE_URL"),
        ("HITL_DATABASE_URL", "postgresql+psycopg://127.0.0.1:1/none", ""),
        ("HITL_DEADLINE", "never", "HITL_DEADLINE"),
        ("HITL_DATA_KEY", "another key than the one it was made with", "keys"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_named(cli, monkeypatch, variable, value, says):
    monkeypatch.setenv(variable, value)
    ran = cli("drain")
    assert ran.status == 2
    assert says in ran.err
    assert "Traceback" not in ran.err
    found = cli.json("doctor", status=1)
    assert found["ok"] is False


def test_a_file_with_bad_rows_is_imported_as_far_as_possible_and_ends_with_1(cli):
    cli.json("import", "customers", cli.file("c.csv", CUSTOMERS + "C3,no address,X,standard,US\n"), status=1)
    bad = "10482,C9,USD,MUG,Mug,home,1.00,1,,,,,,\n10483,C1,USD,MUG,Mug,home,1.00,0,,,,,,\n"
    report = cli.json("import", "orders", cli.file("o.csv", ORDERS + bad), "--rejects", "r.csv", status=1)
    assert (report["read"], report["imported"], report["rejected"]) == (5, 3, 2)
    assert [row["line"] for row in report["refused"]] == [5, 6]
    assert (cli.folder / "r.csv").read_text(encoding="utf-8").startswith("line,reason,order_id")
    ran = cli("import", "orders", "o.csv")
    assert (ran.status, "2 of 5 rows were refused" in ran.err) == (1, True)
    assert "line 5: the customer C9 is not known" in ran.out


def test_nothing_is_written_of_a_file_that_lacks_a_column(cli):
    before = cli.json("audit", "verify")["events"]
    ran = cli("import", "customers", cli.file("c.csv", "customer_id,name\nC1,Ada\n"), "--rejects", "r.csv")
    assert (ran.status, "required column email" in ran.err) == (2, True)
    assert cli.json("audit", "verify")["events"] == before
    assert not (cli.folder / "r.csv").exists()


def test_kept_sums_are_made_and_made_afresh_and_no_figure_moves_by_it(desk):
    before = desk.json("metrics")
    assert (desk.json("rollups", "update")["cases"], desk.json("rollups", "update")["cases"]) == (3, 0)
    kept = desk.json("metrics")
    assert desk.json("rollups", "rebuild")["cases"] == 3
    assert desk.json("metrics") == kept
    assert {name: kept[name] for name in ("counts", "paid", "cases")} == {
        name: before[name] for name in ("counts", "paid", "cases")
    }


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("what", ["cases", "decisions", "refunds"])
def test_exports_have_the_same_rows_and_columns_in_every_form(desk, what, suffix):
    name = f"{what}.{suffix}"
    rows = desk.json("export", what, name)["rows"]
    import pandas

    read = {"csv": pandas.read_csv, "parquet": pandas.read_parquet}
    table = pandas.read_json(name, lines=True, dtype=False) if suffix == "jsonl" else read[suffix](name)
    assert len(table) == rows == {"cases": 3, "decisions": 1, "refunds": 1}[what]
    expected = {
        "cases": "case ticket_id status channel customer_id order_id currency received_at mode route reasons "
        "confidence",
        "decisions": "case decision by outcome draft_action draft_amount action amount currency reason_code "
        "queued_at opened_at decided_at policy ruleset prompt model",
        "refunds": "refund case decision order_id amount currency status processor_id",
    }
    columns = expected[what].split()
    assert list(table.columns)[: len(columns)] == columns
    assert not list(desk.folder.glob(".*.part"))


@pytest.mark.parametrize(
    ("words", "status", "mode"),
    [
        (("copilot",), 0, "copilot"),
        (("limited_autonomy",), 1, "shadow"),
        (("limited_autonomy", "--without-evidence", "--canary", "20"), 0, "limited_autonomy"),
        (("shadow",), 0, "shadow"),
    ],
)
def test_autonomy_without_evidence_takes_an_administrators_word(cli, words, status, mode):
    ran = cli("mode", *words, "--as", OWNER, "--reason", "a trial")
    assert ran.status == status
    assert ("not part of this version" in ran.err) is (status == 1)
    assert cli.json("mode")["mode"] == mode


def test_the_canary_and_the_reason_are_kept_with_the_mode(cli):
    words = ("--as", OWNER, "--reason", "a trial", "--without-evidence", "--canary", "20")
    state = cli.json("mode", "limited_autonomy", *words)
    assert (state["mode"], state["canary"], state["by"]) == ("limited_autonomy", 20, OWNER)
    assert cli.json("mode") == state
    assert state["reason"] == "a trial"


LABELLED = {
    "id": "mug",
    "now": "2026-11-10T12:00:00Z",
    "customer": {"customer_id": "C1", "email": "c1@example.com", "name": "Ada", "country": "US"},
    "order": {
        "order_id": "48291",
        "currency": "USD",
        "placed_at": "2026-11-01T09:00:00Z",
        "delivered_at": "2026-11-07T09:00:00Z",
        "status": "delivered",
        "lines": [
            {"sku": "M", "title": "Stoneware mug", "category": "home", "unit_price": "12.00", "quantity": 1}
        ],
    },
    "channel": "web_form",
    "message": "My mug from order 48291 arrived broken, please refund it.",
    "expect": {"action": "approve_refund", "amount": "12.00", "route": "auto", "reasons": []},
}


def test_labelled_cases_are_scored_in_a_database_that_is_thrown_away(cli):
    wrong = {**LABELLED, "id": "wrong", "expect": {"action": "deny_refund", "route": "review"}}
    content = "\n".join(json.dumps(case) for case in (LABELLED, wrong))
    before = cli.json("audit", "verify")["events"]
    found = cli.json("eval", cli.file("cases.jsonl", content), "--drafter", "rules")
    assert (found["cases"], found["action_accuracy"], found["amount_accuracy"]) == (2, 0.5, 1.0)
    assert (found["route_accuracy"], found["reason_recall"]) == (0.5, None)
    assert found["unsafe_auto"] == 1, "a refund left alone where a denial was expected"
    assert [each["id"] for each in found["wrong"]] == ["wrong"]
    assert found["wrong"][0]["expected"]["action"] == ["deny_refund"]
    assert cli.json("audit", "verify")["events"] == before


def test_cases_of_an_evaluation_do_not_see_each_other(cli):
    cases = [{**LABELLED, "id": str(n)} for n in range(4)]
    content = "\n".join(json.dumps(case) for case in cases)
    found = cli.json("eval", cli.file("cases.jsonl", content))
    assert (found["route_accuracy"], found["wrong"]) == (1.0, [])


def test_a_line_that_is_no_labelled_case_is_named_and_the_others_are_scored(cli):
    content = "\n".join([json.dumps(LABELLED), "{", '{"id": "x"}'])
    found = cli.json("eval", cli.file("cases.jsonl", content), status=1)
    assert found["cases"] == 1
    assert [line["line"] for line in found["malformed"]] == [2, 3]


def test_calibrating_says_what_is_known_of_models_and_an_administrator_may_say_otherwise(cli):
    assert cli("calibrate", "--json").report == {"makers": []}
    words = ("--maker", "model 1.0 · large", "--without-evidence", "--as", OWNER, "--reason", "a trial")
    kept = cli("calibrate", *words, "--json").report["calibration"]
    assert (kept["version"], kept["source"], kept["in_force"]) == (1, "without evidence: a trial", True)
