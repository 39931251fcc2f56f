"""The drafter of a process that may not draft: it pays for real, and a model drafts in another one."""

from hitl.domain.draft import Draft
from hitl.errors import InvalidSetting
from hitl.ports.drafter import Brief


class DraftsElsewhere:
    """Implements ports.drafter.Drafter by refusing."""

    @property
    def name(self) -> str:
        """What stands where the drafter is named."""
        return "a model, in another process"

    def draft(self, brief: Brief) -> Draft:
        """Raises InvalidSetting: whoever started this process must start another one for the drafts."""
        del brief
        raise InvalidSetting("Drafts are made by `worker --queues draft`, apart from what pays for real")
