"""What the rollout page shows: how far the agent may go, what was tried, and what was changed."""
