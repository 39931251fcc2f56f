"""A policy as a company writes it: Markdown files whose headings are clauses.

Each `##` heading is a clause: its id is the first word, the rest is the title. Below it stands plain
English, and optionally one fenced `toml` block with its terms. What stands before the first `##` is a
preamble for people and no clause. A file without any `##` is foreign text: the shallowest level of
heading that occurs more than once takes the place of `##`, and where there is none, the whole text is one
clause named after its topic.

Only as much Markdown is understood as is needed not to be fooled by it: fenced code, HTML comments,
closing hashes, emphasis around an id (CommonMark 0.31, sections 4.2, 4.5 and 4.6). Fences count at any
depth of indentation, because a block of terms inside a list is still a block of terms.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from hitl.domain.policy import Clause, Terms
from hitl.errors import InvalidPolicy

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$")
_COMMENT = re.compile(r" {0,3}<!--")
_AROUND_ID = "*_`[](){}<>\"'“”‘’:;,.!?–—-\\"  # punctuation and emphasis that people put around an id


def parse_policies(files: Mapping[str, str]) -> tuple[Clause, ...]:
    """The clauses of several files (topic to Markdown), in the order of the topics' names.

    Raises InvalidPolicy as `parse_policy` does, and where two files use the same id.
    """
    clauses = tuple(clause for topic in sorted(files) for clause in parse_policy(topic, files[topic]))
    refuse_duplicates(clauses)
    return clauses


def parse_policy(topic: str, markdown: str) -> tuple[Clause, ...]:
    """The clauses of one file, in the order in which they stand; none where it holds no text at all.

    Raises InvalidPolicy, naming clause and key: terms that are not TOML, use an unknown key or a value out
    of bounds; two blocks of terms in one clause, or one before the first clause; a heading without an id;
    an id that occurs twice; a code block or comment that is never closed and would swallow what follows.
    """
    lines = list(_classified(topic, markdown))
    sections = list(_sections(topic, lines))
    clauses = tuple(_clause(topic, section) for section in sections)
    refuse_duplicates(clauses)
    return clauses


def refuse_duplicates(clauses: Iterable[Clause]) -> None:
    """Raises InvalidPolicy where two clauses have the same id, whatever file they are from."""
    topics: dict[str, str] = {}
    for clause in clauses:
        if clause.clause_id in topics:
            first = topics[clause.clause_id]
            where = f"twice in {first!r}" if first == clause.topic else f"in {first!r} and {clause.topic!r}"
            raise InvalidPolicy(
                f"Clause {clause.clause_id} stands {where}; the first word of a heading is the clause's id "
                "and must be its own"
            )
        topics[clause.clause_id] = clause.topic


class _Line(NamedTuple):
    """A line of text, a heading (level above 0), or a whole block of terms."""

    text: str
    level: int = 0
    heading: str = ""
    terms: bool = False


class _Section(NamedTuple):
    """What stands under one heading."""

    clause_id: str
    title: str
    lines: list[_Line]


def _classified(topic: str, markdown: str) -> Iterator[_Line]:
    """The lines with headings and blocks of terms told apart from text; comments are left out."""
    rows = iter(markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    heading = "the beginning"
    for row in rows:
        if _COMMENT.match(row):
            _skip_comment(topic, heading, row, rows)
        elif fence := _FENCE.match(row):
            block = _fenced(topic, heading, fence[1], rows)
            if _is_toml(fence[2]):
                yield _Line("\n".join(block[:-1]), terms=True)
            else:
                yield from map(_Line, (row, *block))
        elif found := _HEADING.match(row):
            heading = (found[2] or "").strip()
            yield _Line(row, level=len(found[1]), heading=heading)
        else:
            yield _Line(row)


def _fenced(topic: str, heading: str, mark: str, rows: Iterator[str]) -> list[str]:
    """The rows of a fenced block up to and with the one that closes it."""
    close = re.compile(rf"[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    block = []
    for row in rows:
        block.append(row)
        if close.match(row):
            return block
    raise InvalidPolicy(f"Policy {topic!r}: the code block that starts under {heading!r} is never closed")


def _skip_comment(topic: str, heading: str, row: str, rows: Iterator[str]) -> None:
    """Reads on to the row in which an HTML comment ends: a clause that is commented out is not in force."""
    while "-->" not in row:
        following = next(rows, None)
        if following is None:
            raise InvalidPolicy(
                f"Policy {topic!r}: the comment that starts under {heading!r} is never closed"
            )
        row = following


def _is_toml(info: str) -> bool:
    """Whether a fence's info string says TOML: `toml`, `TOML`, `{.toml}`, `toml title="terms"`."""
    words = re.split(r"[\s,;={]+", info.strip().strip("{").lower())
    return words[0].strip(".}") == "toml"


def _sections(topic: str, lines: list[_Line]) -> Iterator[_Section]:
    level = _clause_level(lines)
    if level is None:
        yield from _whole(topic, lines)
        return
    section: _Section | None = None
    for line in lines:
        if line.level == level:
            if section:
                yield section
            section = _Section(*_id_and_title(topic, line.heading), [])
        elif section:
            section.lines.append(line)
        elif line.terms:
            raise InvalidPolicy(
                f"Policy {topic!r}: terms stand before the first clause, so they belong to none"
            )
    if section:
        yield section


def _clause_level(lines: list[_Line]) -> int | None:
    """2 wherever there is a `##`; else the shallowest level that occurs more than once; else None."""
    count = Counter(line.level for line in lines if line.level)
    if count[2]:
        return 2
    return min((level for level, times in count.items() if times > 1), default=None)


def _whole(topic: str, lines: list[_Line]) -> Iterator[_Section]:
    """The whole text as one clause; its title is its only heading, or the topic."""
    if any(line.terms or line.text.strip() for line in lines):
        title = next((line.heading for line in lines if line.heading), topic)
        yield _Section(topic, title, lines)


def _id_and_title(topic: str, heading: str) -> tuple[str, str]:
    first, rest = (*heading.split(maxsplit=1), "", "")[:2]
    clause_id = first.strip(_AROUND_ID)
    if not clause_id:
        raise InvalidPolicy(f"Policy {topic!r}: the heading {heading!r} has no id as its first word")
    return clause_id, rest.strip().lstrip("–—-:*_ ").rstrip("*_ ") or clause_id


def _clause(topic: str, section: _Section) -> Clause:
    blocks = [line.text for line in section.lines if line.terms]
    if len(blocks) > 1:
        raise InvalidPolicy(
            f"Clause {section.clause_id}: {len(blocks)} blocks of terms, at most one may stand"
        )
    text = "\n".join(line.text for line in section.lines if not line.terms)
    return Clause(
        clause_id=section.clause_id,
        title=section.title,
        text=re.sub(r"\n{3,}", "\n\n", text).strip(),
        topic=topic,
        terms=_terms(section.clause_id, blocks[0]) if blocks else None,
    )


def _terms(clause_id: str, toml: str) -> Terms:
    try:
        terms = Terms.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise InvalidPolicy(f"Clause {clause_id}: the terms are not TOML: {error}") from None
    except ValidationError as error:
        raise InvalidPolicy(f"Clause {clause_id}: " + "; ".join(map(_problem, error.errors()))) from None
    _refuse_what_cannot_hold(clause_id, terms)
    return terms


def _problem(error: Any) -> str:
    """One of pydantic's errors as a sentence that names the key."""
    key = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        return f"unknown key {key!r}"
    if error["type"] == "missing":
        return f"the key {key!r} is missing"
    says = str(error["msg"]).removeprefix("Value error, ")
    if not key:
        return says
    return f"{key}: {says[:1].lower()}{says[1:]}, not {error['input']!r}"


def _refuse_what_cannot_hold(clause_id: str, terms: Terms) -> None:
    """Terms that no case can ever meet are a slip of the pen, and would deny everybody."""
    if terms.categories is not None and not terms.categories:
        raise InvalidPolicy(f"Clause {clause_id}: categories: names none, so the clause covers nothing")
    within, after = terms.within_days, terms.after_days
    if within is not None and after is not None and after > within:
        raise InvalidPolicy(f"Clause {clause_id}: after_days: {after} is later than within_days, {within}")
    for key in ("condition", "evidence", "categories", "except_categories"):
        if any(not word.strip() for word in getattr(terms, key) or ()):
            raise InvalidPolicy(f"Clause {clause_id}: {key}: an empty word")
