"""The gate: small rules, each a function, that hold a draft or let it through."""
