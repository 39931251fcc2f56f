"""What is good enough: the ticks on the bars, and what the answer on more autonomy goes by."""

OVERRIDE_RATE = 0.10
"""Of drafts that people change: above it, one in ten that went alone would have been another decision."""

FAILURE_RATE = 0.01
"""Of approved refunds that the processor refuses; each is a customer who was promised money."""

REVIEWS = 100
"""Fewer tell nothing: at a tenth changed, the interval would still be some twelve points wide."""
