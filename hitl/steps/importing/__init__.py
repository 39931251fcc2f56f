"""Step 0, importing: a company's own customers, orders, tickets, outcomes and policies.

A file is read whole before anything is written: what makes it unusable (a missing column, a wrong
encoding, broken quoting) refuses it whole. Then every row stands for itself: it is imported, updates
what is known, changes nothing, or is refused with its line and the reason.
"""
