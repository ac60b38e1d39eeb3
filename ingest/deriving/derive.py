"""Derive: the served forms of each file, and the words of transcripts and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from archive.failpoints import failpoint
from archive.model.derived import DERIVED, Derived
from archive.model.transcript import Passage
from ingest.deriving.derive_image import derive_image
from ingest.deriving.derive_leaves import derive_leaves
from ingest.deriving.derive_pages import derive_pages
from ingest.deriving.derive_sound import derive_sound
from ingest.deriving.derive_texts import Pages, by_page, read_page_texts, texts_of, write_texts
from ingest.deriving.derive_video import derive_video
from ingest.deriving.derive_words import derive_words
from ingest.deriving.page_passages import has_same_texts, read_alone, remarks, with_passages, without_pages
from ingest.deriving.read_transcripts import read_transcripts
from ingest.identifying.checksums import checksums
from ingest.identifying.media_types import SNIFFED_BYTES, media_type_of
from ingest.identifying.refused import FileRefused
from ingest.identifying.text_types import DOCUMENTS
from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.reading.page_text import PageText


def derive(item: Item, limits: Limits) -> Item:
    """The item with its derivatives prepared in its workspace. Raises ItemProblem for a file that cannot be read."""
    written_in = _only_language(item)
    for file in item.files:
        if file.role != "transcript":
            item = _derived(item, file, limits, written_in)
    return read_transcripts(read_alone(item, limits))  # when the length of what they speak of is known


def _derived(item: Item, file: IncomingFile, limits: Limits, written_in: str | None) -> Item:
    """The item with one of its files derived, and the words that stand beside it as passages."""
    texts = texts_of(item, file)
    if file.held and not has_same_texts(item, file, texts):
        file = replace(file, held=False)
    done, pages = derive_scan(file, texts, _folder(item, file), limits, written_in)
    for text, words in with_passages(item, done, texts, pages, written_in):
        item = item.with_file(text)
        done = without_pages(done, words)
    return item.with_file(done).noting(*remarks(done))


def derive_scan(
    file: IncomingFile, texts: Sequence[IncomingFile], folder: Path, limits: Limits, written_in: str | None = None
) -> tuple[IncomingFile, dict[str, dict[int, PageText]]]:
    """A file with its served forms, and what the texts beside it say of each of its pages, by their ids. Raises ItemProblem."""
    read = {text.id: by_page(text, read_page_texts(text, limits), file) for text in texts}
    together: dict[int, list[PageText]] = {}
    for pages in read.values():
        for number, page in pages.items():
            together.setdefault(number, []).append(page)
    return derive_file(file, folder, limits, written_in, together), read


def derive_file(
    file: IncomingFile, folder: Path, limits: Limits, written_in: str | None = None, texts: Pages = MappingProxyType({})
) -> IncomingFile:
    """One file with what was made of it in `folder`; `written_in` is the language of pages that do not say theirs.

    Raises ItemProblem.
    """
    try:
        if file.held:  # the archive has its served forms already
            return file
        if file.media_type in DOCUMENTS:
            return derive_words(file, written_in)
        if file.role in ("other", "transcript", None):
            return file
        made, passages, labels = make(file.path, file.role, folder, file.id, limits, texts)
    except FileRefused as problem:
        raise file.refused(problem.text, problem.remedy) from problem
    technical = {name: value for name, value in _facts(made).items() if value}
    return replace(
        file, prepared=folder, passages=tuple(replace(each, language=file.language or written_in) for each in passages),
        technical={**file.technical, **technical, **made.technical, **({"page_labels": "|".join(labels)} if labels else {})},
    )  # fmt: skip


def make(
    master: Path, role: str, folder: Path, file_id: str, limits: Limits, texts: Pages = MappingProxyType({})
) -> tuple[Derived, tuple[Passage, ...], tuple[str, ...]]:
    """All served forms of a master in `folder`, with `derived.json`, and the `texts` of its pages. Raises FileRefused."""
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
    if texts and (misfits := write_texts(master, folder, made, texts)):
        made = replace(made, technical={**made.technical, "pages_without_boxes": misfits})
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
