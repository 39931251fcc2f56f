"""The agent's graph: the table of contents of a request's way. Wiring only; the steps do the work.

    look up -> draft -> gate        held: -> wait for a person -> execute

    look up: gather the facts, read the words, find the clauses     gate: judge, then keep and act on it

Only what waits for a person needs a checkpoint, so that part is a graph of its own: a case that the gate
lets through leaves no scratch behind. Every node costs a third of a millisecond of the graph's own, so
there are no more than that. The state is a few plain strings: the tables are the truth, checkpoints are
scratch. What the nodes work on travels beside it in `Run`, loaded anew when a case is taken up again.
"""

from hitl.flow.agent import Agent
from hitl.flow.run import VERSION

__all__ = ["VERSION", "Agent"]
