"""Export: a collection leaves as a folder that anybody can read, and that comes in again as the same records."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TextIO

from archive.actions.arrivals import RELABEL
from archive.actions.clock import CURATE, now, require
from archive.catalogue import jobs, records
from archive.catalogue.connection import Reading
from archive.catalogue.within import within
from archive.model.access import OPEN, Viewer, labels_open_to
from archive.model.ark import parse, split
from archive.model.errors import RecordNotFound, Refused
from archive.model.record import File, Record
from archive.preservation import durable
from archive.preservation.errors import NotPreserved
from archive.sharing.export_readme import FILES, README, SHEET, Contents, readme
from archive.sharing.exports import Leaving, Looking
from archive.wiring import Archive

_ALL = 10_000_000
_CHUNK_BYTES = 1_000_000
_LONGEST_NAME_BYTES = 150
_WHAT = "export"
_MEND = "Lancez « archive check », rendez-le d’une sauvegarde, puis recommencez."
#: Signs that some file system refuses, and those that end a name badly.
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
Watch = Callable[[int, int], None]  # files copied, of how many


def archivist(archive: Archive, viewer: Viewer) -> Viewer:
    """The viewer with every label this archive knows: whoever sits at its terminal has its catalogue in hand."""
    return replace(viewer, groups=viewer.groups | frozenset(archive.vocabularies["labels"].terms))


def export(archive: Archive, viewer: Viewer, ark: str, folder: Path, watch: Watch = lambda *_: None) -> Contents:
    """Write the collection, with all in it that the viewer may see, to a folder that does not exist yet.

    The whole of it or nothing: it is written beside, under a hidden name, and takes its name at the end. Raises
    NotAllowed, RecordNotFound, and Refused: also for a master that is not what it was.
    """
    require(viewer, CURATE)
    if os.path.lexists(folder):
        raise Refused("folder", f"« {folder} » existe déjà.", "Donnez le nom d’un dossier à créer.")
    if not folder.absolute().parent.is_dir():
        raise Refused("folder", f"« {folder.parent} » n’existe pas.", "Créez-le d’abord.")
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix="-en-cours", dir=folder.absolute().parent))
    try:
        contents = _Writing(archive, viewer, made).write(parse(ark) or ark, watch)
        durable.sync_everything(made, what=_WHAT)
        os.rename(made, folder)  # refused by the system if somebody filled a folder of this name meanwhile
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    durable.sync_folder(folder.absolute().parent, _WHAT)
    return contents


@dataclass(frozen=True)
class _Writing:
    """One export on its way: what leaves is noted in one look at the catalogue, then written from the note."""

    archive: Archive
    viewer: Viewer
    folder: Path

    def write(self, ark: str, watch: Watch) -> Contents:
        looking = Looking()
        note = self.folder / "note"
        with note.open("w", encoding="utf-8") as noted, self.archive.catalogue.reading() as c:
            contents = self._note(c, ark, looking, noted)
        self._need_room(contents)
        columns, copied = looking.columns(), 0
        with (self.folder / SHEET).open("w", encoding="utf-8-sig", newline="") as sheet:
            rows = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
            rows.writerow(columns.header())
            for leaving in _noted(note):
                for file in leaving.record.files:
                    self._copy(leaving, file)
                    copied += 1
                    watch(copied, contents.files)
                rows.writerows(columns.rows(leaving))
        note.unlink()
        (self.folder / README).write_text(readme(contents), encoding="utf-8-sig", newline="\r\n")
        return contents

    def _note(self, c: Reading, ark: str, looking: Looking, noted: TextIO) -> Contents:
        """Note what leaves, in one consistent look, and look at each record for the columns it needs."""
        labels = labels_open_to(self.viewer)
        if records.label_of(c, ark) not in labels:
            raise RecordNotFound(ark)
        opening = {job.subject: job.due_at[:10] for job in jobs.all(c, kinds=(RELABEL,), size=_ALL)}
        contents = Contents("", ark, now()[:10])
        for record, parent in within(c, ark, labels):
            record = replace(record, files=tuple(each for each in record.files if each.label in labels))
            leaving = Leaving(record, parent, opening.get(record.ark, ""), _paths(record))
            looking.look_at(record)
            noted.write(json.dumps({**vars(leaving), "record": record.to_json()}, ensure_ascii=False) + "\n")
            contents = replace(
                contents,
                title=contents.title or record.title_in("fr").text,
                records=contents.records + 1,
                not_open=contents.not_open + (record.label != OPEN),
                files=contents.files + len(record.files),
                size_bytes=contents.size_bytes + sum(each.size_bytes for each in record.files),
            )
        return contents

    def _need_room(self, contents: Contents) -> None:
        free = shutil.disk_usage(self.folder).free
        if contents.size_bytes > free:
            missing = f"Il manque {(contents.size_bytes - free) // 1_000_000 + 1} Mo sur ce disque."
            raise Refused("folder", missing, "Choisissez un autre disque.")

    def _copy(self, leaving: Leaving, file: File) -> None:
        """Copy a master out, checked on the way. Raises Refused."""
        target = self.folder / leaving.paths[file.id]
        target.parent.mkdir(parents=True, exist_ok=True)
        found = hashlib.sha512()
        with self._opened(leaving.record, file) as master, target.open("xb") as copy:
            while chunk := master.read(_CHUNK_BYTES):
                found.update(chunk)
                copy.write(chunk)
        if found.hexdigest() != file.sha512:
            raise _hurt(leaving.record, file)

    def _opened(self, record: Record, file: File) -> BinaryIO:
        for _ in range(2):  # the carrier may bring a staged master into its object between asking and opening
            with contextlib.suppress(NotPreserved, FileNotFoundError):
                return self.archive.preservation.master(record.ark, file.sha512).open("rb")
        raise _hurt(record, file)


def _hurt(record: Record, file: File) -> Refused:
    return Refused("files", f"L’original {file.id} de {record.ark} n’est pas intact ; rien n’est sorti.", _MEND)


def _noted(note: Path) -> Iterator[Leaving]:
    with note.open(encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            yield Leaving(**{**read, "record": Record.from_json(read["record"])})


def _paths(record: Record) -> dict[str, str]:
    """Where each file of a record is to lie: by the record's name, with a name of its own that any file system takes."""
    place = PurePosixPath(FILES, split(record.ark)[1])
    return {file.id: str(place / f"{file.id}-{_fit(PurePosixPath(file.name))}") for file in record.files}


def _fit(name: PurePosixPath) -> str:
    """A file's name without the signs some file systems refuse, not too long, its suffix kept."""
    suffix = _UNFIT.sub("_", name.suffix)[:20].rstrip(". ")
    stem = _UNFIT.sub("_", name.stem).encode()[:_LONGEST_NAME_BYTES].decode(errors="ignore").strip(". ")
    return f"{stem or 'fichier'}{suffix}"
