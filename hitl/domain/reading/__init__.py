"""What customers write, read by fixed rules."""
