"""Labelled cases: a drafter's work against what people say is right. The format stands in FORMATS."""

from hitl.labelled.case import (
    Expectation,
    LabelledCase,
    clauses_of,
    facts_of,
    load_cases,
    load_policy,
    parse_case,
    records_of,
    turns_of,
)
from hitl.labelled.confusion import Confusion, confusion
from hitl.labelled.scoring import Score, Tally, Wrong, count, draft_all, score
from hitl.labelled.working import Worked, draft_and_judge

__all__ = [
    "Confusion",
    "Expectation",
    "LabelledCase",
    "Score",
    "Tally",
    "Worked",
    "Wrong",
    "clauses_of",
    "confusion",
    "count",
    "draft_all",
    "draft_and_judge",
    "facts_of",
    "load_cases",
    "load_policy",
    "parse_case",
    "records_of",
    "score",
    "turns_of",
]
