"""Finds the clauses that a request may be about, by BM25 over their words (bm25s, method "lucene").

Small corpus, exact terms: a clause is indexed by its title (twice), its text, and the words that customers
use for the reasons and categories in its terms, since nobody writes "defective". S. Robertson, H. Zaragoza,
"The Probabilistic Relevance Framework: BM25 and Beyond" (2009); X. H. Lù, "BM25S" (2024).
"""

import re
from threading import Lock

import bm25s

from hitl.domain.drafted import Passage
from hitl.domain.policy import Clause, Reason

_WORD = re.compile(r"[a-z0-9]+")
_STOP_WORDS = frozenset(
    "a an and any are as at be been but by can could did do does for from get got had has have he her "
    "him his how i if in into is it its just me my no not of on or our please she so such than that the "
    "their them then there these they this to us very was we were what when which who will with would "
    "you your".split()
)
_SUFFIX = re.compile(r"(?<=[a-z]{3})(?:ies|ied|ing|ed|es|s|y|e)$")
_MOST_WORDS = 400
"""Words of a request that are looked up: a page of text says what it is about long before that."""
_KEPT = 8
"""Policies whose index is kept: the active version, a draft of the next one, and the trials of a replay."""

_WORDS_FOR = {
    Reason.DAMAGED: "damaged broken cracked smashed dented scratched torn chipped shattered leaking bent",
    Reason.DEFECTIVE: "defective faulty broken stopped working works malfunction dead fails turn on",
    Reason.WRONG_ITEM: "wrong item instead different ordered sent colour color size mix",
    Reason.NOT_AS_DESCRIBED: "described different picture photo website description advertised",
    Reason.LATE: "late delayed delay waiting slow overdue days weeks",
    Reason.NEVER_ARRIVED: "never arrived missing lost parcel package delivery tracking received where",
    Reason.CHANGED_MIND: "changed mind change return want need like fit back unwanted mistake",
    Reason.CHARGED_TWICE: "charged twice double billed duplicate payment two charges card",
    Reason.CANCELLED: "cancel cancelled canceled cancellation order stop",
    Reason.PRICE: "price cheaper lower sale discount match difference cost overcharged",
    Reason.OTHER: "",
}


class ClauseSearch:
    """Implements `hitl.ports.drafter.PolicySearch`; safe to share between threads."""

    def __init__(self) -> None:
        self._indexes: dict[tuple[Clause, ...], _Index] = {}
        self._last: _Index | None = None
        self._lock = Lock()

    def find(self, words: str, clauses: tuple[Clause, ...], limit: int) -> tuple[Passage, ...]:
        """At most `limit` clauses, nearest first, equals in their order; none where no word matches."""
        if not clauses or limit < 1:
            return ()
        scores = self._index(clauses).scores(_stems(words)[:_MOST_WORDS])
        ranked = sorted((-score, place) for place, score in enumerate(scores[: len(clauses)]) if score > 0)
        return tuple(
            Passage(clause_id=clauses[place].clause_id, score=-score) for score, place in ranked[:limit]
        )

    def _index(self, clauses: tuple[Clause, ...]) -> "_Index":
        """The index of exactly these clauses; told by identity first, since hashing them takes longer."""
        last = self._last
        if last is not None and last.clauses is clauses:
            return last
        with self._lock:
            index = self._indexes.pop(clauses, None) or _Index(clauses)
            self._indexes[clauses] = index
            while len(self._indexes) > _KEPT:
                del self._indexes[next(iter(self._indexes))]
            index.clauses = clauses
            self._last = index
        return index


class _Index:
    """BM25 over some clauses."""

    def __init__(self, clauses: tuple[Clause, ...]) -> None:
        self.clauses = clauses
        words = [_stems(_indexed(clause)) for clause in clauses]
        self._known = frozenset(word for document in words for word in document)
        self._bm25 = bm25s.BM25(method="lucene")
        if self._known:
            self._bm25.index(words, show_progress=False)

    def scores(self, words: list[str]) -> list[float]:
        """A score for each clause, 0 where none of its words was asked for."""
        known = [word for word in words if word in self._known]
        if not known:
            return []
        return [round(float(score), 4) for score in self._bm25.get_scores(known)]


def _indexed(clause: Clause) -> str:
    parts = [clause.title, clause.title, clause.text]
    if clause.terms:
        parts += [_WORDS_FOR[reason] for reason in sorted(clause.terms.reasons)]
        parts += sorted(clause.terms.categories or ())
    return " ".join(parts)


def _stems(text: str) -> list[str]:
    """The words that mean something, without their commonest endings."""
    return [_SUFFIX.sub("", word) for word in _WORD.findall(text.lower()) if word not in _STOP_WORDS]
