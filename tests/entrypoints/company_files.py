"""A company's own files, small enough to know every row by heart."""

from pathlib import Path

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


def commands(folder: Path) -> list[tuple[str, ...]]:
    """The commands that bring the company into a new database and let the agent work, with their files."""
    (folder / "policies").mkdir()
    (folder / "policies" / "returns.md").write_text(POLICY)
    for name, content in (("customers", CUSTOMERS), ("orders", ORDERS), ("tickets", TICKETS)):
        (folder / f"{name}.csv").write_text(content)
    trial = ("--as", OWNER, "--reason", "a test", "--without-evidence")
    return [
        ("import", "policies", str(folder / "policies")),
        ("import", "customers", str(folder / "customers.csv")),
        ("import", "orders", str(folder / "orders.csv")),
        ("mode", "limited_autonomy", *trial),
        ("import", "tickets", str(folder / "tickets.csv")),
        ("drain",),
    ]


def bring_in(cli) -> None:
    """Everything but the tickets, so that a test can do the rest itself."""
    for words in commands(cli.folder)[:-2]:
        cli.json(*words)
