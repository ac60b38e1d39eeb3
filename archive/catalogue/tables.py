"""The tables of the catalogue. `migrations/` brings an older one to this form; `declared.py` says what may be lost.

A table that is rebuilt from preservation has keys and columns that record.json, its history and passages can give back:
no number of its own, no clock.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)  # fmt: skip

metadata = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s",
})  # fmt: skip


def _key(name: str, kind: type[Text] | type[Integer] = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _needed(name: str, kind: type = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _of_record(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["ark"], ["records.ark"], name=f"fk_{table}_records", ondelete="CASCADE")


#: `body` is record.json without history and passages; every other column is drawn from it, or from the history.
#: `earliest` and `latest` are ISO 8601 days of the record's making, or of all its dates where its making has none.
records = Table(
    "records", metadata,
    _key("ark"), _needed("kind"), _needed("label"), Column("parent", Text), _needed("position", Integer),
    Column("source_identifier", Text), Column("cote", Text), Column("batch", Text), _needed("sort_title"),
    _needed("opened", Boolean), Column("earliest", Text), Column("latest", Text), _needed("version", Integer),
    _needed("added_at"), _needed("changed_at"), _needed("body", JSON),
    Index("ix_records_parent", "parent", "position", "sort_title", "ark"), Index("ix_records_batch", "batch"),
    Index("ix_records_source_identifier", "source_identifier", unique=True), Index("ix_records_cote", "cote"),
    Index("ix_records_label_added_at", "label", "added_at"), Index("ix_records_label_kind", "label", "kind"),
)  # fmt: skip

files = Table(
    "files", metadata,
    _key("ark"), _key("id"), _needed("position", Integer), _needed("label"), _needed("role"), _needed("sha512"),
    _needed("size_bytes", BigInteger),
    _of_record("files"), Index("ix_files_sha512", "sha512"),
)  # fmt: skip

#: `position` counts from 1 in the file, over all languages.
passages = Table(
    "passages", metadata,
    _key("ark"), _key("file"), _key("position", Integer), _needed("number", Integer), _needed("text"),
    Column("language", Text), _needed("label"), Column("start_seconds", Float), Column("end_seconds", Float),
    Column("page", Integer), Column("speaker", Text), Column("transcript", Text), Column("kind", Text),
    _of_record("passages"),
)  # fmt: skip

#: A record's naming of an authority, which may come in later than the record: so no foreign key.
links = Table(
    "links", metadata,
    _key("ark"), _key("term"), _key("position", Integer), _needed("authority"), Column("role", Text),
    _of_record("links"), Index("ix_links_authority", "authority", "ark"),
)  # fmt: skip

history = Table(
    "history", metadata,
    _key("ark"), _key("number", Integer), _needed("at"), _needed("who"), _needed("action"), _needed("why"),
    Column("batch", Text), _needed("before", JSON), _needed("after", JSON),
    _of_record("history"), Index("ix_history_at", "at", "ark"),
)  # fmt: skip

authorities = Table(
    "authorities", metadata,
    _key("id"), _needed("kind"), _needed("body", JSON), Index("ix_authorities_kind", "kind"),
)  # fmt: skip

#: `sort` is the name without case or accents, `letter` its first. `heads` is the language in whose A–Z it stands.
names = Table(
    "names", metadata,
    _key("authority"), _key("number", Integer), _needed("text"), Column("language", Text), _needed("form"),
    _needed("sort"), _needed("letter"), Column("heads", Text), _needed("first", Boolean),
    ForeignKeyConstraint(["authority"], ["authorities.id"], name="fk_names_authorities", ondelete="CASCADE"),
    Index("ix_names_sort", "sort"),
)  # fmt: skip

#: `body` is the batch without its spent ARKs, which `fates` keeps.
batches = Table(
    "batches", metadata,
    _key("id"), _needed("state"), _needed("began"), _needed("body", JSON), Index("ix_batches_began", "began"),
)  # fmt: skip

problems = Table(
    "problems", metadata,
    _key("batch"), _key("number", Integer), _needed("level"), _needed("body", JSON),
    ForeignKeyConstraint(["batch"], ["batches.id"], name="fk_problems_batches", ondelete="CASCADE"),
)  # fmt: skip

#: Every ARK ever given, also those no record was ever saved under.
arks = Table("arks", metadata, _key("ark"))

#: ARKs whose record is gone: spent in a batch taken back, or with a tombstone and the source identifier drawn from it.
fates = Table(
    "fates", metadata,
    _key("ark"), Column("batch", Text), Column("source_identifier", Text), Column("tombstone", JSON(none_as_null=True)),
    Index("ix_fates_batch", "batch"), Index("ix_fates_source_identifier", "source_identifier"),
)  # fmt: skip

#: Numbers are never given twice, even when the last row is gone: a row once read is the row one ticks.
outbox = Table(
    "outbox", metadata,
    Column("id", Integer, primary_key=True), _needed("subject"), Column("ark", Text), _needed("at"),
    _needed("narrows", Boolean), _needed("preserved", Boolean), _needed("indexed", Boolean), Column("set_aside", Text),
    Index("ix_outbox_subject", "subject"), Index("ix_outbox_narrows", "narrows", "indexed"), sqlite_autoincrement=True,
)  # fmt: skip

jobs = Table(
    "jobs", metadata,
    Column("id", Integer, primary_key=True), _needed("kind"), _needed("subject"), _needed("details", JSON),
    _needed("due_at"), _needed("state"), _needed("attempts", Integer), Column("worker", Text),
    Column("lease_until", Text), Column("why", Text),
    Index("ix_jobs_kind", "kind", "state", "due_at"), Index("ix_jobs_subject", "subject"), sqlite_autoincrement=True,
)  # fmt: skip

cases = Table(
    "cases", metadata,
    Column("id", Integer, primary_key=True), _needed("at"), _needed("kind"), _needed("words"), Column("ark", Text),
    Column("page", Text), Column("reply", Text), Column("closed_at", Text), Column("closed_by", Text),
    Column("outcome", Text), Index("ix_cases_closed_at", "closed_at"), sqlite_autoincrement=True,
)  # fmt: skip

accounts = Table(
    "accounts", metadata,
    _key("name"), _needed("password_hash"), _needed("role"), _needed("added_at"), Column("disabled_at", Text),
)  # fmt: skip

attempts = Table(
    "attempts", metadata,
    Column("id", Integer, primary_key=True), _needed("what"), _needed("who"), _needed("at"),
    Index("ix_attempts_what_at", "what", "at"),
)  # fmt: skip
