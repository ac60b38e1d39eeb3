"""Derive: the served forms of each file, and the words of transcripts and pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive.failpoints import failpoint
from archive.model.derived import DERIVED, Derived
from archive.model.transcript import Passage
from ingest.checksums import checksums
from ingest.derive_image import derive_image
from ingest.derive_leaves import derive_leaves
from ingest.derive_pages import derive_pages
from ingest.derive_sound import derive_sound
from ingest.derive_video import derive_video
from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.media_types import SNIFFED_BYTES, media_type_of
from ingest.read_transcripts import read_transcripts
from ingest.refused import FileRefused


def derive(item: Item, limits: Limits) -> Item:
    """The item with its derivatives prepared in its workspace. Raises ItemProblem for a file that cannot be read."""
    written_in = _only_language(item)
    for file in item.files:
        if file.role != "transcript":
            item = item.with_file(derive_file(file, _folder(item, file), limits, written_in))
    return read_transcripts(item)  # when the length of what they speak of is known


def derive_file(file: IncomingFile, folder: Path, limits: Limits, written_in: str | None = None) -> IncomingFile:
    """One file with what was made of it in `folder`; `written_in` is the language of pages that do not say theirs.

    Raises ItemProblem.
    """
    try:
        if file.held:  # the archive has its served forms already
            return file
        if file.role in ("other", "transcript", None):
            return file
        made, passages, labels = make(file.path, file.role, folder, file.id, limits)
    except FileRefused as problem:
        raise file.refused(problem.text, problem.remedy) from problem
    technical = {name: value for name, value in _facts(made).items() if value}
    return replace(
        file, prepared=folder, passages=tuple(replace(each, language=file.language or written_in) for each in passages),
        technical={**file.technical, **technical, **made.technical, **({"page_labels": "|".join(labels)} if labels else {})},
    )  # fmt: skip


def make(
    master: Path, role: str, folder: Path, file_id: str, limits: Limits
) -> tuple[Derived, tuple[Passage, ...], tuple[str, ...]]:
    """All served forms of a master in `folder`, with `derived.json`. Raises FileRefused."""
    folder.mkdir(parents=True, exist_ok=True)
    passages: tuple[Passage, ...] = ()
    labels: tuple[str, ...] = ()
    if role == "image":
        width, height = derive_image(master, folder, limits)
        made = Derived("image", width, height, made=tuple(checksums(folder)))
    elif role == "pages" and _is_tiff(master):
        made = derive_leaves(master, folder, limits)
    elif role == "pages":
        made, passages, labels = derive_pages(master, folder, file_id, limits)
    elif role == "sound":
        made = derive_sound(master, folder)
    else:
        made = derive_video(master, folder)
    made = replace(made, checksums=checksums(folder))
    failpoint("description of derivatives: before write")
    (folder / DERIVED).write_bytes(made.to_json())
    failpoint("description of derivatives: after write")
    return made, passages, labels


def _is_tiff(master: Path) -> bool:
    with master.open("rb") as file:
        return media_type_of(master.name, file.read(SNIFFED_BYTES)) == "image/tiff"


def _facts(made: Derived) -> dict[str, int | float]:
    return {
        "width": made.width, "height": made.height, "duration_seconds": round(made.duration_seconds, 3), "pages": made.pages,
    }  # fmt: skip


def _only_language(item: Item) -> str | None:
    """The language of the record, where it has one alone."""
    languages = item.record.values("language") if item.record else ()
    return languages[0].text if len(languages) == 1 else None


def _folder(item: Item, file: IncomingFile) -> Path:
    if item.workspace is None:
        raise ValueError("an item is derived in a workspace of its batch")
    return item.workspace / file.id
