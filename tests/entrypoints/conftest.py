"""The command line in this process, on a database of its own."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from hitl.entrypoints.cli.main import main
from tests.databases import NOW, copy_of, sqlite_url
from tests.demo_company import AS_OF, prepared
from tests.entrypoints import company_files

KEYS = {"HITL_DATA_KEY": "the data key of the tests", "HITL_LEDGER_KEY": "the ledger key of the tests"}


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict:
        """The one JSON object on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Cli:
    """Runs commands; relative files are looked for in `folder`."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Ran:
        """Run one command as it is written on the command line."""
        self.capsys.readouterr()
        status = main(words)
        printed = self.capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    def json(self, *words: str, status: int = 0) -> dict:
        """Run it with `--json`, which must end with that status, and read the report."""
        ran = self(*words, "--json")
        assert ran.status == status, ran.err or ran.out
        return ran.report

    def file(self, name: str, content: str) -> str:
        """A file to name on the command line."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)


def _environment(monkeypatch: pytest.MonkeyPatch, folder: Path, url: str) -> None:
    for name in ("OPENAI_API_KEY", "HITL_DRAFTER", "HITL_PAYMENTS", "STRIPE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    settings = {**KEYS, "HITL_DATABASE_URL": url, "HITL_VAR": str(folder / "var")}
    for name, value in {**settings, "HITL_CLOCK": NOW.isoformat()}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)


@pytest.fixture
def cli(sqlite_database, tmp_path, monkeypatch, capsys) -> Cli:
    """The command line on a fresh SQLite database, as of the tests' time."""
    _environment(monkeypatch, tmp_path, sqlite_database)
    return Cli(tmp_path, capsys)


@pytest.fixture
def cli_on_both(database, tmp_path, monkeypatch, capsys) -> Cli:
    """The same, once on each kind of database."""
    _environment(monkeypatch, tmp_path, database)
    return Cli(tmp_path, capsys)


@pytest.fixture
def fernhill(tmp_path_factory, tmp_path, monkeypatch, capsys) -> Cli:
    """The command line on a copy of the demo company, at the time at which it was loaded."""
    shutil.copytree(prepared(tmp_path_factory), tmp_path / "var")
    for name in ("HITL_DATABASE_URL", "HITL_PAYMENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HITL_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("HITL_CLOCK", AS_OF)
    monkeypatch.chdir(tmp_path)
    return Cli(tmp_path, capsys)


@pytest.fixture(scope="session")
def drafted_company(sqlite_template, tmp_path_factory) -> Path:
    """A database in which the company's tickets are drafted, made once."""
    folder = tmp_path_factory.mktemp("drafted")
    file = copy_of(sqlite_template, folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        _environment(monkeypatch, folder, sqlite_url(file))
        for words in company_files.commands(folder):
            assert main(words) == 0
    return file


@pytest.fixture
def desk(drafted_company, tmp_path, monkeypatch, capsys) -> Cli:
    """The command line on a copy of it: T1 was paid alone, T2 and T3 wait for a person."""
    _environment(monkeypatch, tmp_path, sqlite_url(copy_of(drafted_company, tmp_path)))
    return Cli(tmp_path, capsys)
