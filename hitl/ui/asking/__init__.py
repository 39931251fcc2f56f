"""The request page: being a customer, and watching the agent work on what one wrote."""
