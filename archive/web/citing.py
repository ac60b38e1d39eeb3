"""Citing and crediting a record in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.actions import read
from archive.sharing import cite
from archive.sharing.credit import Credit
from archive.web.addresses import public_url
from archive.web.sentences import SOURCE_LANGUAGE
from archive.web.visitor import the_archive, the_language
from archive.web.words import plain_label

if TYPE_CHECKING:
    from archive.model.record import Record


def citation(record: Record) -> cite.Citation:
    settings = the_archive().settings
    return cite.citation(
        record, medium=plain_label("kinds", record.kind).lower(), place=settings.text("publisher_place"),
        publisher=settings.text("publisher"), url=public_url(f"/{record.ark}"), languages=(the_language(), SOURCE_LANGUAGE),
    )  # fmt: skip


def bibtex(record: Record) -> str:
    settings = the_archive().settings
    return cite.bibtex(
        record, publisher=settings.text("publisher"), place=settings.text("publisher_place"),
        url=public_url(f"/{record.ark}"), languages=(the_language(), SOURCE_LANGUAGE),
    )  # fmt: skip


def creditline(record: Record) -> Credit:
    """What is written into a copy of its picture."""
    archive = the_archive()
    rights = read.rights(archive, record)
    title = record.title_in(the_language(), SOURCE_LANGUAGE)
    named = rights.names.get(the_language()) or rights.names.get(SOURCE_LANGUAGE) or rights.uri
    makers = tuple(cite.creators(record))
    return Credit(
        title.text, (*makers, archive.settings.text("publisher")), named, rights.uri, public_url(f"/{record.ark}"),
        title.language or the_language(),
    )  # fmt: skip
