"""Making what an older database holds searchable: its words, which a migration cannot read."""

from sqlalchemy import Connection, select

from hitl.adapters.sql.cases import SqlCases
from hitl.adapters.sql.catalog import SqlCatalog
from hitl.adapters.sql.catalog_tables import customers
from hitl.adapters.sql.desk_words import SqlWords
from hitl.adapters.sql.keys import Keys
from hitl.adapters.sql.tables import cases
from hitl.adapters.vault import Vault

BEFORE = frozenset({"0001"})
"""Versions that kept no words."""

_CASES = select(cases.c.case_id).order_by(cases.c.number)
_CUSTOMERS = select(customers.c.customer_id).where(customers.c.email_hash != "")  # not those erased
_SEGMENT = 256


def make_searchable(connection: Connection, vault: Vault) -> None:
    """Keep the words of everything there is. Raises StoreUnavailable where it was made with other keys."""
    keys = Keys(connection, vault)
    known, catalog, words = (
        SqlCases(connection, keys),
        SqlCatalog(connection, vault, keys),
        SqlWords(connection, keys),
    )
    for customer_id in connection.scalars(_CUSTOMERS).all():
        customer = catalog.customer(customer_id)
        if customer is not None:
            words.keep_customer(customer, fresh=True)
    for case_id in connection.scalars(_CASES).all():
        known.find_anew(case_id)
    while words.take_up(1, _SEGMENT):
        pass
