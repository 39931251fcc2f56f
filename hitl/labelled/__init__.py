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
from hitl.labelled.scoring import Score, Tally, Worked, Wrong, draft_and_judge, evaluate, score

__all__ = [
    "Expectation",
    "LabelledCase",
    "Score",
    "Tally",
    "Worked",
    "Wrong",
    "clauses_of",
    "draft_and_judge",
    "evaluate",
    "facts_of",
    "load_cases",
    "load_policy",
    "parse_case",
    "records_of",
    "score",
    "turns_of",
]
