"""Policies: all or nothing, in force at once only where there were none."""

import pytest

from hitl.domain.event import EventKind
from hitl.domain.roles import Role, User
from hitl.errors import InvalidFile, InvalidPolicy, NotAllowed
from hitl.steps.importing.policies import import_policies

RETURNS = "# Returns\n\n## RP-1 Damaged goods\nWe refund them.\n"
TERMS = '\n```toml\nreasons = ["damaged"]\noutcome = "refund"\nwithin_days = 30\n```\n'
MANAGER = User(email="m@example.com", name="M", role=Role.MANAGER)
SENIOR = User(email="s@example.com", name="S", role=Role.SENIOR)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "policies"
    path.mkdir()
    (path / "returns.md").write_text(RETURNS + TERMS)
    return path


@pytest.fixture
def take(store, clock):
    def take(folder, **options):
        return import_policies(folder, store=store, clock=clock, **options)

    return take


def active(store):
    with store.unit() as unit:
        return unit.policies.active()


def test_a_new_database_takes_them_as_they_are(take, store, folder):
    report = take(folder)
    assert (report.read, report.imported, report.active, report.version) == (1, 1, True, 1)
    assert active(store).clause("RP-1").terms.within_days == 30


def test_the_same_again_changes_nothing(take, folder):
    take(folder)
    report = take(folder)
    assert (report.imported, report.unchanged, report.active, report.version) == (0, 1, True, 1)


def test_over_existing_ones_they_are_a_draft_until_somebody_who_may_activates_them(take, store, folder):
    take(folder)
    (folder / "returns.md").write_text(RETURNS + TERMS.replace("30", "14"))
    (folder / "more.md").write_text("## RP-2 Goodwill\nPerhaps.\n")
    report = take(folder)
    assert (report.imported, report.updated, report.active, report.version) == (1, 1, False, 2)
    assert active(store).version == 1
    report = take(folder, activate=True, by=MANAGER)
    assert (report.version, report.active, active(store).version) == (2, True, 2)
    with store.reads() as reads:
        event = reads.events(0, 100)[-1]
    assert (event.kind, event.actor) == (EventKind.POLICY_ACTIVATED, "m@example.com")


@pytest.mark.parametrize("by", [None, SENIOR, MANAGER.model_copy(update={"disabled": True})])
def test_whoever_may_not_activate_imports_nothing_either(take, store, folder, by):
    with pytest.raises(NotAllowed):
        take(folder, activate=True, by=by)
    assert active(store).version == 0


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        ("## RP-9 Bad\n\n```toml\nwithin_dayz = 3\n```\n", InvalidPolicy, "RP-9.*within_dayz"),
        ("## RP-1 Again\nText.\n", InvalidPolicy, "RP-1 stands in 'bad' and 'returns'"),
        (b"## RP-9 \xff\n", InvalidFile, "bad.md is not UTF-8"),
    ],
)
def test_one_bad_file_refuses_the_whole_folder(take, folder, content, error, says):
    (folder / "bad.md").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(error, match=says):
        take(folder)
    (folder / "bad.md").unlink()
    assert take(folder).version == 1, "nothing of the refused folder was kept"


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "there is no folder"), ({}, "no Markdown file"), ({"a.md": ""}, "no file in .* has a clause")],
)
def test_a_folder_without_policies_is_refused(take, tmp_path, content, says):
    path = tmp_path / "policies"
    if content is not None:
        path.mkdir()
        for name, text in content.items():
            (path / name).write_text(text)
    with pytest.raises(InvalidFile, match=says):
        take(path)
