"""Run by alembic, on the connection and in the transaction that `archive.catalogue.migrate` gives it."""

from alembic import context

from archive.catalogue.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transaction_per_migration=False,
)
context.run_migrations()
