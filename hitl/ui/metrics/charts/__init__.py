"""The charts of the metrics page, one function each, from what `measure` worked out."""

from hitl.ui.metrics.charts.frame import CONFIG
from hitl.ui.metrics.charts.over_time import changes, control
from hitl.ui.metrics.charts.spread import calibrated, reasons, waits

__all__ = ["CONFIG", "calibrated", "changes", "control", "reasons", "waits"]
