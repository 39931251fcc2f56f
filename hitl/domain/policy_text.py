"""Clauses written out again as one Markdown file that `policy_file` reads."""

import json
from collections.abc import Iterable

from hitl.domain.policy import Clause, Terms


def markdown_of(clauses: Iterable[Clause]) -> str:
    """The clauses with their terms, in order; their topics are not in it."""
    return "\n\n".join(map(_clause, clauses)) + "\n"


def _clause(clause: Clause) -> str:
    parts = [f"## {clause.clause_id} {clause.title}".rstrip(), clause.text]
    if clause.terms is not None:
        parts.append(f"```toml\n{_toml(clause.terms)}\n```")
    return "\n\n".join(part for part in parts if part)


def _toml(terms: Terms) -> str:
    """Strings, whole numbers, truth values and lists of strings are written in JSON as in TOML."""
    given = terms.model_dump(mode="json", exclude_defaults=True)
    return "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in given.items())
