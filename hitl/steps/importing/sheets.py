"""The columns of the files that a company imports, as FORMATS names them."""

from hitl.domain.record import Record


class Sheet(Record):
    """One kind of file. Columns that it does not name are kept as metadata."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def columns(self) -> frozenset[str]:
        """Every column that means something."""
        return frozenset((*self.required, *self.optional))


CUSTOMERS = Sheet(
    name="customers",
    required=("customer_id", "email"),
    optional=("name", "tier", "country", "phone", "address", "created_at", "prior_refunds"),
)

ORDERS = Sheet(
    name="orders",
    required=("order_id", "customer_id", "currency", "sku", "title", "unit_price", "quantity"),
    optional=(
        "line_id",
        "placed_at",
        "shipped_at",
        "delivered_at",
        "returned_at",
        "status",
        "category",
        "final_sale",
        "refunded",
        "paid_total",
        "discount",
        "shipping",
        "tax",
        "payment_ref",
        "payment_method",
        "dispute_open",
    ),
)

TICKETS = Sheet(
    name="tickets",
    required=("ticket_id", "body", "received_at"),
    optional=(
        "channel",
        "customer_id",
        "email",
        "order_id",
        "subject",
        "in_reply_to",
        "waiting",
        "attachments",
    ),
)

OUTCOMES = Sheet(
    name="outcomes",
    required=("ticket_id", "action", "decided_at"),
    optional=("amount", "currency", "reviewer", "seconds_spent", "csat"),
)
