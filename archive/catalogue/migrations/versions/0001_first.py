"""The first form of the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_records()
    _make_words()
    _make_authorities()
    _make_batches()
    _make_work()
    _make_people()


def _make_records() -> None:
    op.create_table(
        "records",
        sa.Column("ark", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("source_identifier", sa.Text),
        sa.Column("cote", sa.Text),
        sa.Column("batch", sa.Text),
        sa.Column("sort_title", sa.Text, nullable=False),
        sa.Column("opened", sa.Boolean, nullable=False),
        sa.Column("earliest", sa.Text),
        sa.Column("latest", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("ark", name=op.f("pk_records")),
    )
    op.create_index("ix_records_batch", "records", ["batch"])
    op.create_index("ix_records_cote", "records", ["cote"])
    op.create_index("ix_records_label_added_at", "records", ["label", "added_at"])
    op.create_index("ix_records_label_kind", "records", ["label", "kind"])
    op.create_index("ix_records_parent", "records", ["parent", "position", "sort_title", "ark"])
    op.create_index("ix_records_source_identifier", "records", ["source_identifier"], unique=True)
    op.create_table(
        "files",
        sa.Column("ark", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("sha512", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["ark"], ["records.ark"], name="fk_files_records", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ark", "id", name=op.f("pk_files")),
    )
    op.create_index("ix_files_sha512", "files", ["sha512"])


def _make_words() -> None:
    op.create_table(
        "passages",
        sa.Column("ark", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("start_seconds", sa.Float),
        sa.Column("end_seconds", sa.Float),
        sa.Column("page", sa.Integer),
        sa.Column("speaker", sa.Text),
        sa.ForeignKeyConstraint(["ark"], ["records.ark"], name="fk_passages_records", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ark", "file", "position", name=op.f("pk_passages")),
    )
    op.create_table(
        "links",
        sa.Column("ark", sa.Text, nullable=False),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("role", sa.Text),
        sa.ForeignKeyConstraint(["ark"], ["records.ark"], name="fk_links_records", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ark", "term", "position", name=op.f("pk_links")),
    )
    op.create_index("ix_links_authority", "links", ["authority", "ark"])
    op.create_table(
        "history",
        sa.Column("ark", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("batch", sa.Text),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["ark"], ["records.ark"], name="fk_history_records", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ark", "number", name=op.f("pk_history")),
    )
    op.create_index("ix_history_at", "history", ["at", "ark"])


def _make_authorities() -> None:
    op.create_table(
        "authorities",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorities")),
    )
    op.create_index("ix_authorities_kind", "authorities", ["kind"])
    op.create_table(
        "names",
        sa.Column("authority", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("letter", sa.Text, nullable=False),
        sa.Column("heads", sa.Text),
        sa.Column("first", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["authority"], ["authorities.id"], name="fk_names_authorities", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("authority", "number", name=op.f("pk_names")),
    )
    op.create_index("ix_names_sort", "names", ["sort"])


def _make_batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("began", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index("ix_batches_began", "batches", ["began"])
    op.create_table(
        "problems",
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name="fk_problems_batches", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("batch", "number", name=op.f("pk_problems")),
    )
    op.create_table(
        "arks", sa.Column("ark", sa.Text, nullable=False), sa.PrimaryKeyConstraint("ark", name=op.f("pk_arks"))
    )
    op.create_table(
        "fates",
        sa.Column("ark", sa.Text, nullable=False),
        sa.Column("batch", sa.Text),
        sa.Column("source_identifier", sa.Text),
        sa.Column("tombstone", sa.JSON(none_as_null=True)),
        sa.PrimaryKeyConstraint("ark", name=op.f("pk_fates")),
    )
    op.create_index("ix_fates_batch", "fates", ["batch"])
    op.create_index("ix_fates_source_identifier", "fates", ["source_identifier"])


def _make_work() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("ark", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("narrows", sa.Boolean, nullable=False),
        sa.Column("preserved", sa.Boolean, nullable=False),
        sa.Column("indexed", sa.Boolean, nullable=False),
        sa.Column("set_aside", sa.Text),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_narrows", "outbox", ["narrows", "indexed"])
    op.create_index("ix_outbox_subject", "outbox", ["subject"])
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.Text),
        sa.Column("lease_until", sa.Text),
        sa.Column("why", sa.Text),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_kind", "jobs", ["kind", "state", "due_at"])
    op.create_index("ix_jobs_subject", "jobs", ["subject"])


def _make_people() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("ark", sa.Text),
        sa.Column("page", sa.Text),
        sa.Column("reply", sa.Text),
        sa.Column("closed_at", sa.Text),
        sa.Column("closed_by", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_closed_at", "cases", ["closed_at"])
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("disabled_at", sa.Text),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_what_at", "attempts", ["what", "at"])
