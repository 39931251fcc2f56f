"""What the README tells people to type works, in its order, on files like theirs."""

import re
import shlex
from pathlib import Path

import pytest

from hitl.settings import ROOT
from tests.entrypoints.conftest import Cli

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]

FILES = {
    "customers.csv": "customer_id,email,name\nC1,ada@example.com,Ada\n",
    "orders.csv": (
        "order_number,customer_id,currency,sku,title,unit_price,quantity,delivered_at,status,payment_ref,category\n"
        "5001,C1,USD,LAMP,Desk lamp,80.00,1,2026-11-08,delivered,pay-1,home\n"
    ),
    "tickets.csv": (
        "ticket_id,body,received_at,customer_id,order_id\n"
        "T-1001,My desk lamp arrived broken. Please refund it.,2026-11-10T09:00:00Z,C1,5001\n"
    ),
}


def test_it_names_targets_that_the_makefile_has() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {words[1] for words in COMMANDS if words and words[0] == "make"}
    named |= set(re.findall(r"`make ([a-z]+)", README))

    assert {"run", "test"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


def test_its_commands_work_one_after_the_other(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILES.items():
        cli.file(name, content)
    (cli.folder / "policies").symlink_to(ROOT / "data" / "policies")
    monkeypatch.chdir(cli.folder)

    commands = [words[3:] for words in COMMANDS if words[:3] == ["python", "-m", "hitl"]]

    assert len(commands) >= 8
    for words in commands:
        ran = cli(*words)
        assert ran.status == 0, (words, ran.out, ran.err)


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert all((ROOT / link).exists() for link in links if not link.startswith("http")), links
    assert Path(ROOT / "docs/images/desk.png").stat().st_size > 0
