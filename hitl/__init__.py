"""Countersign: a refund co-pilot whose drafts a person signs before money moves."""
