"""What surrounds every page, and the entry script that puts it together."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitl.bootstrap import Countersign
from hitl.domain.roles import Role, User
from hitl.entrypoints import process
from hitl.settings import ROOT
from hitl.steps.draft import propose
from hitl.ui import guards
from tests.adapters.llm.drafting import a_brief
from tests.pages.conftest import MANAGER, REVIEWER, words

ENTRY = str(ROOT / "hitl" / "entrypoints" / "ui.py")


def _entry() -> AppTest:
    return AppTest.from_file(ENTRY, default_timeout=30).run()


def test_the_header_says_the_mode_that_data_is_made_up_and_who_acts(demo: Countersign) -> None:
    page = _entry()
    assert not page.exception
    assert "small clear cases go alone" in words(page)
    assert "simulated data" in words(page)
    assert page.selectbox(key=guards.ACTING).value == REVIEWER


def test_one_acts_as_whoever_is_chosen(demo: Countersign) -> None:
    page = _entry()
    page.selectbox(key=guards.ACTING).select(MANAGER).run()
    assert page.session_state[guards.ACTING] == MANAGER


def test_a_new_database_is_not_called_simulated(empty: Countersign) -> None:
    page = _entry()
    assert "simulated data" not in words(page)
    assert "agent only watches" in words(page)


def test_that_everything_is_stopped_stands_on_every_page(demo: Countersign) -> None:
    with demo.store.unit() as unit:
        unit.controls.set_stopped("The processor acts up <b>", MANAGER, demo.clock.now())
        unit.commit()
    assert "is stopped.</b> The processor acts up &lt;b&gt;" in words(_entry())


def test_that_the_model_gives_no_drafts_stands_on_the_desk_until_it_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HITL_DRAFTER", "llm")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("HITL_MODEL", "small")
    monkeypatch.setenv("HITL_VAR", str(tmp_path))
    process.let_go()
    drafter = process.product().drafter
    for _ in range(4):
        case, why = propose(a_brief(), drafter)
        assert case is None, why

    assert "The model gives no drafts.</b> The model&#x27;s endpoint refuses the conn" in words(_entry())
    drafter._drafter._breaker.succeeded()
    assert "The model gives no drafts" not in words(_entry())
    process.let_go()


def test_a_database_that_is_gone_is_said_in_one_sentence() -> None:
    def page() -> None:
        from hitl.entrypoints import mishap
        from hitl.errors import StoreUnavailable

        mishap.tell(StoreUnavailable("The database cannot be reached; start it and reload."))

    assert "The database cannot be reached; start it" in words(AppTest.from_function(page).run())


def test_an_unexpected_mistake_shows_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    def page() -> None:
        from hitl.entrypoints import mishap

        mishap.tell(KeyError("secret detail"))

    shown = words(AppTest.from_function(page).run())
    assert "Something went wrong here" in shown
    assert "secret detail" not in shown
    assert "action=page_failed" in caplog.text


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((Role.MANAGER, Role.REVIEWER, Role.ANALYST), Role.REVIEWER),  # the lowest who may decide
        ((Role.ANALYST,), Role.ANALYST),  # nobody may decide: whoever there is
        ((), None),
    ],
)
def test_who_acts_before_anybody_was_chosen(roles: tuple[Role, ...], expected: Role | None) -> None:
    users = tuple(User(email=f"{role}@x.example", name=role.value, role=role) for role in roles)
    found = guards.acting(users)
    assert (found.role if found else None) is expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (("boss@x.example", "rita@x.example"), "boss@x.example"),  # chosen here goes before the cookie
        ((None, "boss@x.example"), "boss@x.example"),  # loaded anew
        ((None, "gone@x.example"), "rita@x.example"),  # may no longer act
        ((None, "nobody@x.example"), "rita@x.example"),  # a cookie of another installation
        ((None, ""), "rita@x.example"),
    ],
)
def test_a_choice_outlives_a_reload_while_they_may_act(wanted: tuple[str | None, str], expected: str) -> None:
    users = (
        User(email="boss@x.example", name="Boss", role=Role.MANAGER),
        User(email="rita@x.example", name="Rita", role=Role.REVIEWER),
        User(email="gone@x.example", name="Gone", role=Role.MANAGER, disabled=True),
    )
    found = guards.whoever(users, *wanted)
    assert found is not None
    assert found.email == expected
