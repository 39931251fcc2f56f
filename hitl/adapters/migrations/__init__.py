"""The schema's history. `migrate.bring_up_to_date` runs it; `versions` holds one file a step."""
