"""A company's own files, small enough to know every row by heart."""

CUSTOMERS = """customer_id,email,name,tier,country
C1,ada@example.com,Ada Byron,standard,US
C2,bob@example.com,Bob Noyce,premium,US
"""

_ORDER_COLUMNS = (
    "order_id,customer_id,currency,sku,title,category,unit_price,quantity,"
    "placed_at,shipped_at,delivered_at,status,payment_ref,payment_method\n"
)
ORDERS = f"""{_ORDER_COLUMNS}\
10482,C1,USD,MUG,Stoneware mug,home,12.00,1,2026-11-01,2026-11-03,2026-11-06,delivered,demo-10482,card
10490,C2,USD,LAMP,Desk lamp,home,42.00,1,2026-11-01,2026-11-03,2026-11-06,delivered,demo-10490,card
10491,C2,USD,VASE,Glass vase,home,24.00,1,2026-08-01,2026-08-03,2026-08-06,delivered,demo-10491,card
"""

TICKETS = """ticket_id,body,received_at,channel,customer_id,order_id
T1,"The mug from order 10482 arrived broken, please refund it.",2026-11-10T09:00:00Z,web_form,C1,10482
T2,"The lamp from order 10490 arrived broken, please refund it.",2026-11-10T09:05:00Z,web_form,C2,10490
T3,"I want to return the vase from order 10491, I changed my mind.",2026-11-10T09:10:00Z,web_form,C2,10491
"""

POLICY = """# Returns

## RP-1 Damaged goods
Goods that arrive damaged are refunded when we hear of it within 30 days of delivery.

```toml
reasons = ["damaged", "defective"]
outcome = "refund"
within_days = 30
```

## RP-2 Change of mind
What you do not want comes back within 30 days.

```toml
reasons = ["changed_mind"]
outcome = "refund"
within_days = 30
```
"""

OWNER = "owner@localhost"


def bring_in(cli) -> None:
    """Import everything but the tickets, and let the agent act alone where the gate allows."""
    folder = cli.folder / "policies"
    folder.mkdir()
    (folder / "returns.md").write_text(POLICY)
    cli.json("import", "policies", str(folder))
    cli.json("import", "customers", cli.file("customers.csv", CUSTOMERS))
    cli.json("import", "orders", cli.file("orders.csv", ORDERS))
    words = ("--as", OWNER, "--reason", "a test", "--without-evidence")
    cli.json("mode", "limited_autonomy", *words)


def with_tickets(cli) -> None:
    """The same with the tickets, drafted: T1 paid alone, T2 and T3 waiting for a person."""
    bring_in(cli)
    cli.json("import", "tickets", cli.file("tickets.csv", TICKETS))
    cli.json("drain")
