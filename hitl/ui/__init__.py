"""What pages share: components, theme, charts, guards."""
