"""The charts of the metrics page, one function each, from what `measure` worked out."""

from hitl.ui.metrics.charts.frame import NAMED, config
from hitl.ui.metrics.charts.over_time import CHANGES, changes, control
from hitl.ui.metrics.charts.spread import calibrated, edges, reasons, top, waits

__all__ = [
    "CHANGES",
    "NAMED",
    "calibrated",
    "changes",
    "config",
    "control",
    "edges",
    "reasons",
    "top",
    "waits",
]
