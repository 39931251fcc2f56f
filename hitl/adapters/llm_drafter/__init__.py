"""The drafter on a language model, behind any endpoint that speaks the OpenAI protocol.

`drafter.py` is the way of a draft: levels, and what becomes of each. `asking.py` is one level: the bounded
tool loop. `client.py` is the wire, `failures.py` what can go wrong there in plain words. `answer.py` is the
form of an answer and `checking.py` makes a draft of it or refuses. `budget.py` and `breaker.py` say whether
to ask at all.
"""

from hitl.adapters.llm_drafter.drafter import LlmDrafter

__all__ = ["LlmDrafter"]
