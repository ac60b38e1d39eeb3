"""Versions and masters to write."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import UTC, datetime

from archive.preservation.store import Content, Held, ObjectVersion, Preservation

ARK = "ark:99999/x1abc"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def a_version(
    object_id: str = ARK, state: Mapping[str, Content] | None = None, message: str = "Versement", **more: Content
) -> ObjectVersion:
    """A version with a record.json, unless its whole state is given."""
    whole = state if state is not None else {"record.json": b"{}", **more}
    return ObjectVersion(object_id, whole, message, ("Amina Diallo", "mailto:amina@example.org"), NOON)


def a_tombstone(object_id: str = ARK) -> ObjectVersion:
    return a_version(object_id, {"tombstone.json": b'{"reason":"withdrawn"}'}, "Retrait")


def staged(store: Preservation, content: bytes) -> Held:
    return Held(store.stage(io.BytesIO(content)).sha512)


def sha512(content: bytes) -> str:
    return hashlib.sha512(content).hexdigest()
