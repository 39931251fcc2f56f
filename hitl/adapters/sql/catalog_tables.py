"""The tables of customers and orders, as the company's own systems know them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from hitl.adapters.sql.columns import key, metadata, minor, moment, sealed, text

customers = Table(
    "customers",
    metadata,
    key("customer_id", primary_key=True),
    key("tier"),
    key("email_hash", index=True),  # keyed hash of the address in lower case
    sealed(),
)

orders = Table(
    "orders",
    metadata,
    key("order_id", primary_key=True),
    key("customer_id"),
    key("currency"),
    moment("placed_at", nullable=True),
    moment("shipped_at", nullable=True),
    moment("delivered_at", nullable=True),
    key("status", nullable=True),
    minor("paid_total", nullable=True),
    minor("discount"),
    minor("shipping"),
    minor("tax"),
    key("payment_ref"),
    key("payment_method", nullable=True),
    Column("dispute_open", Boolean, nullable=False),
    moment("newest_at"),  # placed, else shipped, else delivered, else 1970: for "newest first"
    sealed(nullable=True),  # metadata
    Index("ix_orders_of_customer", "customer_id", "newest_at", "order_id"),
)

order_lines = Table(
    "order_lines",
    metadata,
    key("order_id", ForeignKey("orders.order_id")),
    key("line_id"),
    Column("position", Integer, nullable=False),
    key("sku"),
    text("title"),
    key("category", nullable=True),
    minor("unit_price"),
    Column("quantity", Integer, nullable=False),
    Column("final_sale", Boolean, nullable=False),
    moment("returned_at", nullable=True),
    minor("refunded"),
    sealed(nullable=True),  # metadata
    PrimaryKeyConstraint("order_id", "line_id"),
)
