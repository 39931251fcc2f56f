"""Importing policies: a folder of Markdown files, all of them or none."""

from pathlib import Path

from hitl.domain.event import Event, EventKind
from hitl.domain.policy import Clause, PolicyVersion
from hitl.domain.policy_file import parse_policies
from hitl.domain.record import Moment, Record
from hitl.domain.roles import Role, User
from hitl.errors import InvalidFile, NotAllowed
from hitl.ports.clock import Clock
from hitl.ports.store import Store, Unit


class PolicyReport(Record):
    """What an import of policies did, counted in clauses; all but `removed` add up to `read`."""

    what: str = "policies"
    file: str
    read: int
    imported: int  # clauses that the version in force does not have
    updated: int
    unchanged: int
    rejected: int = 0  # policies are taken whole or not at all
    removed: int  # clauses of the version in force that the folder no longer has
    version: int
    active: bool  # whether this version is the one in force


def read_policies(folder: Path) -> tuple[Clause, ...]:
    """Every clause of every Markdown file of the folder.

    Raises InvalidFile where there is none to read and InvalidPolicy naming clause and key.
    """
    if not folder.is_dir():
        raise InvalidFile(f"there is no folder {folder}")
    files = sorted(path for path in folder.glob("*.md") if path.is_file())
    if not files:
        raise InvalidFile(f"{folder} holds no Markdown file")
    clauses = parse_policies({path.stem: _text(path) for path in files})
    if not clauses:
        raise InvalidFile(f"no file in {folder} has a clause, which begins with a heading of two hashes")
    return clauses


def import_policies(
    folder: Path, *, store: Store, clock: Clock, activate: bool = False, by: User | None = None
) -> PolicyReport:
    """Take a folder in: as it is where no policy is in force yet, otherwise as a draft version.

    `activate` puts it in force at once, by somebody who may. Raises InvalidInput and NotAllowed.
    """
    if activate:
        _check_may_activate(by)
    clauses, at = read_policies(folder), clock.now()
    with store.unit() as unit:
        before = unit.policies.active()
        version = unit.policies.add(clauses, at)
        report = _report(folder, clauses, before, version)
        if version != before.version:
            _log(unit, EventKind.POLICY_IMPORTED, report, at, "import")
        if version != before.version and (activate or not before.clauses):
            unit.policies.activate(version, at)
            report = report.model_copy(update={"active": True})
            _log(unit, EventKind.POLICY_ACTIVATED, report, at, by.email if by else "import")
        unit.commit()
    return report


def _check_may_activate(by: User | None) -> None:
    if by is None or by.disabled or by.role.rank < Role.MANAGER.rank:
        who = f"{by.name or by.email} is {by.role}" if by else "nobody is named"
        raise NotAllowed(f"{who}: a policy is put in force by a manager or an administrator")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidFile(f"{path.name} is not UTF-8") from error
    except OSError as error:
        raise InvalidFile(f"{path.name} cannot be read: {error.strerror}") from error


def _report(folder: Path, clauses: tuple[Clause, ...], before: PolicyVersion, version: int) -> PolicyReport:
    known = {clause.clause_id: clause for clause in before.clauses}
    new = [clause for clause in clauses if clause.clause_id not in known]
    same = [clause for clause in clauses if known.get(clause.clause_id) == clause]
    return PolicyReport(
        file=folder.name,
        read=len(clauses),
        imported=len(new),
        updated=len(clauses) - len(new) - len(same),
        unchanged=len(same),
        removed=len(set(known) - {clause.clause_id for clause in clauses}),
        version=version,
        active=version == before.version,
    )


def _log(unit: Unit, kind: EventKind, report: PolicyReport, at: Moment, actor: str) -> None:
    unit.log(Event(kind=kind, at=at, actor=actor, payload=report.model_dump(mode="json")))
