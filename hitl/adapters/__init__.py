"""What the ports are fulfilled with: databases, payment processors, drafters, post."""
