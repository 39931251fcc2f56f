"""The store on SQLite and PostgreSQL: one file a part of the port, statements built once."""
