"""Alembic's entry: runs the migrations on the connection that ``upgrading`` hands over."""
from alembic import context

from plan_kb.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
