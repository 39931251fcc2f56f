"""Payment processors: the demo's own ledger, Stripe, and a fake with scripted faults."""
