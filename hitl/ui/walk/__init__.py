"""The walk through the demo: five steps in ten minutes, ticked off by what really happened."""
