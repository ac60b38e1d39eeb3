"""The stages an item passes in a child process: each takes the item and what holds for the batch, and gives the item back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from stat import S_ISREG

from archive.model.record import File
from ingest import again
from ingest.deriving.derive import derive
from ingest.describing.describe import Guide, describe
from ingest.describing.lexicon import read_lexicon
from ingest.describing.propose import with_proposals
from ingest.identifying.checksums import checksum
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.item import IncomingFile, Item, ItemProblem
from ingest.limits import Limits
from ingest.reading.read_tags import RecordingFacts, read_tags
from ingest.telling import folder_messages, messages


@dataclass(frozen=True)
class Orders:
    """What holds for every item of a batch."""

    guide: Guide
    limits: Limits = field(default_factory=Limits)
    update: bool = False


def identify_files(item: Item, orders: Orders) -> Item:
    """The item with each file's checksum, format and role. Raises ItemProblem for a file that cannot be taken."""
    held = {file.sha512: file for file in item.known.files} if item.known else {}
    for file in item.files:
        _need_plain(file)
        same = held.get(checksum(file.path)) if held else None
        item = item.with_file(_as_found_before(file, same)) if same else _identified(item, file, orders.limits)
    if all(file.sha512 in held for file in item.files):
        return item
    return with_proposals(item, read_lexicon(orders.guide.lexicon))


def describe_item(item: Item, orders: Orders) -> Item:
    """The item with its record, which has all that its cells said."""
    return describe(item, orders.guide).but(cells=())


def recognise(item: Item, _orders: Orders) -> Item:
    """The item beside the record that came in before under its identifier."""
    held = item.known
    if held is None:
        return item
    item = again.recognised(item, held)
    if item.row is None and item.files and {file.sha512 for file in item.files}.isdisjoint(file.sha512 for file in held.files):
        # Two telephones have an IMG_0001 each: known by its path alone, the one would replace the other.
        item = item.noting(folder_messages.OTHER_CONTENT.about(item.files[0].name, ark=held.ark))
    return item.but(coming="same" if again.says_nothing_new(item, held) else "changed")


def derive_files(item: Item, orders: Orders) -> Item:
    """The item with its served forms and passages; none for one that will not be taken in."""
    if item.coming == "new" or (item.coming == "changed" and orders.update):
        item = again.described_again(derive(item, orders.limits))
    return item


def _need_plain(file: IncomingFile) -> None:
    """Raises ItemProblem for what became a pipe or a device since it was found: opening it might never end."""
    if not S_ISREG(file.path.stat().st_mode):
        raise ItemProblem(replace(folder_messages.NO_PLAIN_FILE.about(file.name, file.row), level="error"))


def _as_found_before(file: IncomingFile, held: File) -> IncomingFile:
    """A file whose bytes this very record holds: it is what it was found to be then."""
    return replace(
        file, size_bytes=held.size_bytes, sha512=held.sha512, media_type=held.media_type, format=held.format, role=held.role
    )


def _identified(item: Item, file: IncomingFile, limits: Limits) -> Item:
    try:
        found = identify(file.path, limits, file.of is not None)
    except FileRefused as problem:
        if file.beside:
            return _without(item, file)
        raise file.refused(problem.text, problem.remedy) from None
    file = replace(
        file, size_bytes=found.size_bytes, sha512=found.sha512, media_type=found.media_type,
        format=found.format, role=found.role,
    )  # fmt: skip
    if found.warning:
        item = item.noting(messages.NAME_AND_CONTENT.about(file.name, file.row, text=found.warning))
    if found.views > 1:
        item = item.noting(messages.ANIMATED.about(file.name, file.row, count=found.views))
    if file.role in ("sound", "video"):
        return _with_tags(item, file, read_tags(file.path))
    return item.with_file(file)


def _without(item: Item, file: IncomingFile) -> Item:
    """The item without what stood beside its recording and is no transcript: facts of some program, most often."""
    item = item.but(files=tuple(each for each in item.files if each.id != file.id))
    return item.noting(messages.NO_TRANSCRIPT.about(file.name, file.row))


def _with_tags(item: Item, file: IncomingFile, facts: RecordingFacts) -> Item:
    """What a recorder or a program says is proposed, never taken for said."""
    file = replace(file, technical={**file.technical, **facts.technical})
    item = item.with_file(file).proposing(*facts.proposals)
    return item.noting(messages.PLACE_KEPT_BACK.about(file.name, file.row)) if facts.placed else item
