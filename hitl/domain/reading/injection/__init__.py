"""Text that tries to steer a model or the process instead of telling what happened to an order.

Found by family, so that wording nobody has seen yet is caught as well:

- *override*: earlier instructions are to be ignored, forgotten, replaced
- *role*: the agent is to be somebody else, or to have another mode
- *leak*: its instructions, prompt or secrets are to be shown
- *output*: what its answer has to look like or contain
- *process*: approval without review, authority claimed, rules said to have changed
- *markup*, *code*, *link*: turns of a conversation, tool calls, mark-up, programs, addresses that carry data
- *encoded*, *invisible*, *disguised*: text that a person cannot read and a model can
- *task*: work for an assistant that has nothing to do with an order
- *foreign*: the same in another language inside an English message

Whatever is found brings a person; none of it can move money by itself, since the gate reads no instructions.
"""

from hitl.domain.reading.injection.find import find_injection

__all__ = ["find_injection"]
