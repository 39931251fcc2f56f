"""The metrics page: figures with their intervals, charts whose titles are their findings, definitions."""
