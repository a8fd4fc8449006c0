"""Changes of the tables, step by step (Alembic); configured in code, so that no file path is needed."""
