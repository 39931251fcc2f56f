"""Words that forbid paying without a person although a refund is asked for.

Found by family, each a fact or a wish that the policy's terms do not know of:

- *settled*: the money, or goods in its place, came already
- *not_ordered*: the customer says that this was not their order
- *whose*: the order, the card or the goods are somebody else's
- *remedy*: something else than money is wanted
- *later*: the money is not wanted now, or perhaps not at all
- *both*: more than one piece is meant
- *part*: not all of it may be meant
- *no_fault*: it may be no fault at all
- *gone*: the goods were sold, given away or thrown away
- *own_doing*: it happened in the customer's own hands
- *extra*: more is wanted than the goods cost
- *intention*: the customer says what they are going to do, and it is nothing that customers usually do

Each brings a person and decides nothing.
"""

from hitl.domain.reading.reservations.find import Kind, find_reservations

__all__ = ["Kind", "find_reservations"]
