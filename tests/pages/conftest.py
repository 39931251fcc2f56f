"""Pages run by Streamlit's own test runner, each on a database of its own.

- `demo`: the product on a copy of the demo company
- `empty`: the product on a database that holds nothing
- `show`: runs a page as one of the people, with parameters of its address
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitl.adapters.clock import FixedClock
from hitl.bootstrap import Countersign
from hitl.domain.roles import Level
from hitl.entrypoints import process
from hitl.settings import ROOT
from hitl.ui.desk.holding import Holding
from hitl.ui.desk.state import Desk
from hitl.ui.guards import ACTING
from tests.demo_company import AS_OF, prepared

Show = Callable[..., AppTest]

REVIEWER = "reviewer@fernhill.example"
SENIOR = "senior@fernhill.example"
MANAGER = "manager@fernhill.example"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation's `var` folder with the demo company in it, to be copied."""
    return prepared(tmp_path_factory)


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Countersign]:
    """The product on a copy of the demo company, as pages of this process see it."""
    shutil.copytree(demo_folder, tmp_path / "var")
    yield from _product(tmp_path, monkeypatch)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Countersign]:
    """The product on a new database."""
    yield from _product(tmp_path, monkeypatch)


def _product(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Countersign]:
    monkeypatch.setenv("HITL_VAR", str(folder / "var"))
    monkeypatch.setenv("HITL_CLOCK", AS_OF)
    monkeypatch.delenv("HITL_DATABASE_URL", raising=False)
    process.let_go()
    yield process.product()
    process.let_go()


@pytest.fixture
def show() -> Show:
    """Runs `pages/<name>.py`; keyword arguments are parameters of its address."""

    def run(name: str, *, by: str | None = None, **parameters: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=30)
        if by is not None:
            page.session_state[ACTING] = by
        for parameter, value in parameters.items():
            page.query_params[parameter] = value
        return page.run()

    return run


def at_a_desk(demo: Countersign, email: str, level: Level) -> Holding:
    """That person's desk, on a clock that stands still."""
    stopped = replace(demo, clock=FixedClock(demo.clock.now()))
    with demo.store.reads() as reads:
        me = next(user for user in reads.house().users if user.email == email)
    return Holding(stopped, Desk(), me, level)


def words(page: AppTest) -> str:
    """All of the page's HTML blocks in one string."""
    return "\n".join(str(block.proto.body) for block in page.get("html"))
