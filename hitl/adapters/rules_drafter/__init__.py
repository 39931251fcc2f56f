"""The built-in drafter: fixed rules, no model, the same draft for the same case every time."""

from hitl.adapters.rules_drafter.drafter import RulesDrafter

__all__ = ["RulesDrafter"]
