"""Versions of the policy. A version never changes, so it is read once and remembered."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from hitl.adapters.sql.columns import KEY
from hitl.adapters.sql.house_tables import installation, policy_clauses, policy_versions
from hitl.adapters.sql.in_force import InForce
from hitl.domain.policy import Clause, PolicyVersion
from hitl.errors import NotFound

_REMEMBERED = 64  # versions; one is some 20 kB

_KNOWN = select(policy_versions.c.version).where(policy_versions.c.version == bindparam("version"))
_CLAUSES = (
    select(policy_clauses.c.content)
    .where(policy_clauses.c.version == bindparam("version"))
    .order_by(policy_clauses.c.position)
)
_SAME = select(policy_versions.c.version).where(
    policy_versions.c.content_hash == bindparam("content_hash", type_=KEY)
)
_NEWEST = select(func.coalesce(func.max(policy_versions.c.version), 0))
_ADD = insert(policy_versions)
_ADD_CLAUSES = insert(policy_clauses)
_ACTIVATE = update(installation).where(installation.c.id == 1).values(active_policy=bindparam("version"))
_ACTIVATED = (
    update(policy_versions)
    .where(policy_versions.c.version == bindparam("number"))
    .values(activated_at=bindparam("at", type_=policy_versions.c.activated_at.type))
)


class KnownVersions:
    """The versions that a store has read, shared by its transactions."""

    def __init__(self) -> None:
        self._versions: dict[int, PolicyVersion] = {}
        self._lock = Lock()

    def get(self, version: int) -> PolicyVersion | None:
        """The version, if it was read before."""
        return self._versions.get(version)

    def keep(self, version: PolicyVersion) -> None:
        """Remember a committed version."""
        with self._lock:
            if len(self._versions) >= _REMEMBERED:
                self._versions.clear()
            self._versions[version.version] = version


class SqlPolicies:
    """Implements ports.catalog.Policies."""

    def __init__(self, connection: Connection, known: KnownVersions, in_force: InForce) -> None:
        self._connection = connection
        self._in_force = in_force
        self._known = known
        self._added: set[int] = set()  # in this transaction: not to be remembered before it is committed

    def active(self) -> PolicyVersion:
        """The version in force; version 0 without clauses where none is."""
        version = self._in_force.row.active_policy
        return self.version(version) if version else PolicyVersion(version=0, clauses=())

    def version(self, version: int) -> PolicyVersion:
        """A version, as it stood. Raises NotFound."""
        known = self._known.get(version)
        if known is not None:
            return known
        if version and self._connection.scalar(_KNOWN, {"version": version}) is None:
            raise NotFound(f"There is no version {version} of the policy")
        rows = self._connection.scalars(_CLAUSES, {"version": version})
        found = PolicyVersion(
            version=version, clauses=tuple(Clause.model_validate_json(content) for content in rows)
        )
        if version not in self._added:
            self._known.keep(found)
        return found

    def add(self, clauses: Sequence[Clause], at: datetime) -> int:
        """A new version that is not in force yet; the number of the same content where it is known."""
        content_hash = _content_hash(clauses)
        known = self._connection.scalar(_SAME, {"content_hash": content_hash})
        if known is not None:
            return int(known)
        version = int(self._connection.scalar(_NEWEST) or 0) + 1
        row = {"version": version, "content_hash": content_hash, "added_at": at}
        self._connection.execute(_ADD, row)
        rows = [
            {"version": version, "position": position, "clause_id": clause.clause_id, "content": content}
            for position, clause in enumerate(clauses)
            for content in [clause.model_dump_json()]
        ]
        if rows:
            self._connection.execute(_ADD_CLAUSES, rows)
        self._added.add(version)
        return version

    def activate(self, version: int, at: datetime) -> None:
        """Put a version in force. Raises NotFound."""
        if self._connection.execute(_ACTIVATED, {"number": version, "at": at}).rowcount == 0:
            raise NotFound(f"There is no version {version} of the policy")
        self._connection.execute(_ACTIVATE, {"version": version})
        self._in_force.changed()


def _content_hash(clauses: Sequence[Clause]) -> str:
    """The same for the same clauses, in whatever order they and the sets in their terms come."""
    plain = sorted((_sorted(clause.model_dump(mode="json")) for clause in clauses), key=json.dumps)
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(part) for name, part in value.items()}
    return sorted(value) if isinstance(value, list) else value
