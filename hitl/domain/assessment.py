"""The result of checking a draft's claims against the policy's terms, clause by clause."""

from datetime import date
from enum import StrEnum

from hitl.domain.draft import Claim
from hitl.domain.money import Minor
from hitl.domain.policy import GoodsBack, Match, Outcome
from hitl.domain.record import Record


class Holds(StrEnum):
    """Three-valued: a fact that is not recorded makes a term unknown, which never holds and never denies."""

    YES = "holds"
    NO = "does_not_hold"
    UNKNOWN = "unknown"


class TermCheck(Record):
    """One term of one clause against the facts."""

    term: str  # the key: within_days
    holds: Holds
    says: str  # "delivered 41 days ago, limit 30"
    not_before: date | None = None  # after_days: the first day on which it would hold


class ClauseCheck(Record):
    """A clause that covers a claim, and whether it holds."""

    clause_id: str
    outcome: Outcome
    holds: Holds
    checks: tuple[TermCheck, ...]


class Result(StrEnum):
    """What the policy says about a claim."""

    REFUND = "refund"
    DENY = "deny"
    NOT_YET = "not_yet"  # only after_days missed
    EVIDENCE = "evidence"  # would be refunded if the evidence were there
    REVIEW = "review"  # a clause says that a person decides
    CONTRADICTION = "contradiction"
    UNCOVERED = "uncovered"  # no clause with terms covers it
    UNKNOWN = "unknown"  # a fact is missing


class ClaimAssessment(Record):
    """What the policy says about one claim, and why."""

    claim: Claim
    result: Result
    clauses: tuple[ClauseCheck, ...]  # every clause that covers the claim
    deciding: tuple[str, ...] = ()  # the clauses that the result rests on
    amount: Minor = 0  # what the policy allows on it now, minor units of the order's currency
    percent: int = 0
    goods_back: GoodsBack = GoodsBack.NO
    replacement: bool = False  # a replacement may be offered
    not_before: date | None = None
    evidence: tuple[str, ...] = ()  # what is asked for


class Assessment(Record):
    """What the policy says about all claims of a draft together."""

    claims: tuple[ClaimAssessment, ...]
    match: Match
    amount: Minor  # allowed in all, minor units
    goods_back: GoodsBack = GoodsBack.NO

    @property
    def results(self) -> frozenset[Result]:
        """The different results among the claims."""
        return frozenset(claim.result for claim in self.claims)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The clauses that the results rest on, in the order of the claims, each once."""
        return tuple(dict.fromkeys(clause for claim in self.claims for clause in claim.deciding))
