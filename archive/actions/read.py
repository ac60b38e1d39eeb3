"""Reading: one record with all its viewer may see of it; its words; its served forms; the names and places it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.catalogue import arks, authorities, history, passages, records
from archive.catalogue.authorities import Heading
from archive.catalogue.connection import Reading
from archive.catalogue.stored import Stored
from archive.model.access import OPEN, Viewer, labels_open_to
from archive.model.authorities import Authority
from archive.model.derived import Derived
from archive.model.errors import FileNotFound, NotReady, RecordNotFound, RecordWithdrawn
from archive.model.history import Change
from archive.model.record import File, Record
from archive.model.rights import UNSTATED, RightsStatement
from archive.model.tombstone import Tombstone
from archive.model.transcript import Passage
from archive.wiring import Archive

CHILDREN_SHOWN = 60
#: The largest width of a thumbnail we store, in pixels.
_THUMBNAILS = {400: "thumb-400.jpg", 1000: "thumb-1000.jpg"}


@dataclass(frozen=True)
class Shown:
    """A record as its viewer may see it: `record` holds only files they may know of, `ancestors` (widest first) and
    `children` only records they may. `derived` says what is ready of each file. `history`, and `twins` (ARKs of other
    records that hold the very same file, by file id), are for archivists."""

    record: Record
    version: int
    changed_at: str
    ancestors: tuple[Record, ...] = ()
    children: tuple[Record, ...] = ()
    children_total: int = 0
    authorities: Mapping[str, Authority] | None = None
    derived: Mapping[str, Derived] | None = None
    history: tuple[Change, ...] = ()
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def record(archive: Archive, viewer: Viewer, ark: str, first_child: int = 0) -> Shown:
    """One record. Raises RecordNotFound, RecordWithdrawn."""
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        stored = _visible(c, viewer, ark)
        shown = _seen_by(stored.record, labels)
        above = [each for each in records.ancestors(c, ark) if each.label in labels]
        below = records.children(c, ark, labels, first_child, CHILDREN_SHOWN)
        return Shown(
            record=shown, version=stored.version, changed_at=stored.changed_at,
            ancestors=tuple(above), children=tuple(_seen_by(each, labels) for each in below),
            children_total=records.count_children(c, ark, labels),
            authorities=authorities.load_many(c, _named(shown)),
            derived=derived(archive, shown),
            history=tuple(history.of(c, ark)) if viewer.signed_in else (),
            twins=_twins(c, shown) if viewer.signed_in else {},
        )  # fmt: skip


def many(archive: Archive, viewer: Viewer, wanted: Sequence[str]) -> list[Record]:
    """Those of these records that the viewer may see, in the order asked."""
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        found = records.load_many(c, wanted)
    return [_seen_by(found[ark].record, labels) for ark in wanted if ark in found and found[ark].record.label in labels]


def words(archive: Archive, viewer: Viewer, ark: str, file_id: str | None = None) -> tuple[Passage, ...]:
    """The passages of a record, or of one file of it, that the viewer may read. Raises RecordNotFound, FileNotFound."""
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        seen = _seen_by(_visible(c, viewer, ark).record, labels)
        if file_id is not None and seen.file(file_id) is None:
            raise FileNotFound(ark, file_id)
        return tuple(each for each in passages.of(c, ark, file_id, labels) if said_in(seen, each))


def said_in(seen: Record, passage: Passage) -> bool:
    """Whether a record, as its viewer sees it, has both the file a passage belongs to and the transcript that says it."""
    return all(seen.file(each) for each in (passage.file, passage.transcript) if each is not None)


def form(archive: Archive, viewer: Viewer, ark: str, file_id: str, name: str, page: int | None = None) -> Path:
    """Where a served form ("thumb-400.jpg", "audio.m4a") stands. Raises RecordNotFound, FileNotFound, NotReady.

    A sound or film of which a passage is closed to the viewer is not served to them: it would say the passage.
    """
    file = _file(archive, viewer, ark, file_id)
    made = archive.derivatives.derived(ark, file_id, page)
    if made is None:
        raise NotReady(ark, file_id)
    if name not in made.made:
        raise FileNotFound(ark, f"{file_id}/{name}")
    if file.role in ("sound", "video") and _has_closed_passage(archive, viewer, ark, file_id):
        raise FileNotFound(ark, f"{file_id}/{name}")
    return archive.derivatives.folder(ark, file_id, page) / name


def picture(archive: Archive, viewer: Viewer, ark: str, file_id: str, page: int | None) -> tuple[Path, Derived]:
    """Where the pyramid of an image, or of a page, stands, and its size. Raises RecordNotFound, FileNotFound, NotReady."""
    _file(archive, viewer, ark, file_id)
    made = archive.derivatives.derived(ark, file_id, page)
    if made is None:
        raise FileNotFound(ark, file_id) if archive.derivatives.ready(ark, file_id) else NotReady(ark, file_id)
    if made.kind != "image":
        raise FileNotFound(ark, file_id)
    return archive.derivatives.folder(ark, file_id, page), made


def original(archive: Archive, viewer: Viewer, ark: str, file_id: str) -> tuple[Path, File]:
    """The master itself. Readers may take a document whose rights allow it; all else is for archivists, for the master of
    a photograph still says where it was taken. Raises RecordNotFound, FileNotFound.
    """
    shown = record(archive, viewer, ark).record
    file = shown.file(file_id)
    free = file is not None and is_document(file) and rights(archive, shown).download_pixels is None
    if file is None or not (viewer.signed_in or free):
        raise FileNotFound(ark, file_id)
    return archive.preservation.master(ark, file.sha512), file


def is_document(file: File) -> bool:
    """Whether a master is one that readers may take: pages, but no picture of several, which may say where it was taken."""
    return file.role == "pages" and not file.media_type.startswith("image/")


def rights(archive: Archive, shown: Record) -> RightsStatement:
    """What the record's rights statement lets a reader do."""
    for term in archive.vocabularies["rights"]:
        if shown.rights in (term.facts.get("uri"), term.code):
            return RightsStatement(
                term.facts.get("uri", ""), term.names, _download_pixels(term.facts.get("download", ""))
            )
    return UNSTATED


def headings(
    archive: Archive, viewer: Viewer, kinds: Collection[str], language: str, letter: str | None = None, start: int = 0
) -> tuple[list[Heading], Mapping[str, int]]:
    """The A–Z of names that records open to the viewer speak of, and how many each letter has."""
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        listed = authorities.headings(c, kinds, language, labels, letter=letter, start=start)
        return listed, authorities.letters(c, kinds, language, labels)


@dataclass(frozen=True)
class AuthorityShown:
    authority: Authority
    parents: tuple[Authority, ...]
    records: tuple[Record, ...]


def authority(archive: Archive, viewer: Viewer, authority_id: str) -> AuthorityShown:
    """A name with what the viewer may see under it. Raises RecordNotFound where a viewer may not know of it.

    A person is known only through a record one may see; places and concepts are the city's own.
    """
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        found = authorities.load(c, authority_id)
        named_in = authorities.arks_of(c, authority_id, labels) if found else []
        if found is None or not (named_in or found.kind in ("place", "concept") or viewer.signed_in):
            raise RecordNotFound(authority_id)
        wider = authorities.load_many(c, found.parents)
        listed = records.load_many(c, named_in)
    return AuthorityShown(
        found,
        tuple(wider[each] for each in found.parents if each in wider),
        tuple(_seen_by(listed[ark].record, labels) for ark in named_in if ark in listed),
    )


def thumbnail(archive: Archive, shown: Record, width: int = 400) -> tuple[str, str, int | None] | None:
    """(file id, form name, page) of the picture that stands for a record: its first image, page or poster that is ready."""
    for file in shown.files:
        made = archive.derivatives.derived(shown.ark, file.id)
        if made is None or file.label not in (shown.label, OPEN):
            continue
        if made.kind == "image" and _THUMBNAILS[width] in made.made:
            return file.id, _THUMBNAILS[width], None
        if made.kind == "pages" and made.pages:
            return file.id, _THUMBNAILS[width], 1
        if made.kind == "video" and "poster.jpg" in made.made:
            return file.id, "poster.jpg", None
    return None


def derived(archive: Archive, shown: Record) -> dict[str, Derived]:
    found = {file.id: archive.derivatives.derived(shown.ark, file.id) for file in shown.files}
    return {file_id: made for file_id, made in found.items() if made}


def _visible(c: Reading, viewer: Viewer, ark: str) -> Stored:
    stored = records.load(c, ark)
    if stored is None:
        fate = arks.fate(c, ark)
        if isinstance(fate, Tombstone):
            raise RecordWithdrawn(ark, fate.reason, fate.withdrawn_on)
        raise RecordNotFound(ark)
    if stored.record.label not in labels_open_to(viewer):
        raise RecordNotFound(ark)
    return stored


def _seen_by(whole: Record, labels: frozenset[str]) -> Record:
    """The record with the files its viewer may know of; a transcript goes with its recording."""
    seen = {file.id for file in whole.files if file.label in labels}
    kept = tuple(file.under(labels) for file in whole.files if file.id in seen and (file.of is None or file.of in seen))
    return replace(whole, files=kept)


def _file(archive: Archive, viewer: Viewer, ark: str, file_id: str) -> File:
    with archive.catalogue.reading() as c:
        file = _seen_by(_visible(c, viewer, ark).record, labels_open_to(viewer)).file(file_id)
    if file is None:
        raise FileNotFound(ark, file_id)
    return file


def _has_closed_passage(archive: Archive, viewer: Viewer, ark: str, file_id: str) -> bool:
    with archive.catalogue.reading() as c:
        return not labels_open_to(viewer).issuperset(each.label for each in passages.of(c, ark, file_id))


def _twins(c: Reading, shown: Record) -> dict[str, tuple[str, ...]]:
    holders = records.by_checksum(c, {file.sha512 for file in shown.files})
    others = {
        file.id: tuple(dict.fromkeys(ark for ark, _ in holders.get(file.sha512, ()) if ark != shown.ark))
        for file in shown.files
    }
    return {file_id: arks_held for file_id, arks_held in others.items() if arks_held}


def _named(shown: Record) -> list[str]:
    return [value.authority for values in shown.terms.values() for value in values if value.authority]


def _download_pixels(download: str) -> int | None:
    """The column `download` of rights.csv: "full", "screen" or "no"."""
    return {"full": None, "screen": 1000}.get(download, 0)
