"""What hides one customer's personal data once a case is on file, as it was hidden from the model."""

from hitl.adapters.llm_drafter.masking import Masks
from hitl.domain.facts import Facts
from hitl.errors import NotFound
from hitl.ports.drafter import Brief
from hitl.ports.reads import CaseFile


def masks_of(file: CaseFile) -> Masks:
    """What hides this customer's data, as before the case was drafted. Raises NotFound where it was never."""
    if file.drafted is None or file.policy is None:
        raise NotFound(f"{file.case.case_id} has no draft any more")
    facts = Facts(
        case_id=file.case.case_id,
        now=file.case.received_at,
        channel=file.case.channel,
        conversation=file.conversation,
        customer=file.customer,
        orders=(file.order,) if file.order else (),
        policy=file.policy,
    )
    return Masks(Brief(facts=facts, reading=file.drafted.reading, passages=()))
