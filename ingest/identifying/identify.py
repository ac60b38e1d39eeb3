"""Identify: what a file is, by its content and never by its suffix; how large; its checksum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive.model.record import FileRole
from ingest.identifying.animated import views_in
from ingest.identifying.checksums import checksum
from ingest.identifying.media_types import ROLES, SNIFFED_BYTES, is_still_in_boxes, is_usual_suffix, media_type_of
from ingest.identifying.pronom import Format, format_of
from ingest.identifying.recording_types import is_playlist
from ingest.identifying.refused import COPY_AGAIN, FileRefused
from ingest.identifying.transcript_types import table_type
from ingest.identifying.wholeness import missing_bytes
from ingest.limits import Limits
from ingest.reading.read_office import office_type
from ingest.reading.read_tiff import leaves
from ingest.reading.read_whole import need_heic
from ingest.reading.tracks import by_tracks
from ingest.receiving.other_ways_in import other_way_in

_TAKEN = (
    "Formats reçus : JPEG, PNG, TIFF, WebP, GIF, BMP, JPEG 2000, PDF, MP3, WAV, AIFF, FLAC, Ogg, Opus, AAC, M4A, WMA, MP4, "
    "MOV, WebM, MKV, AVI, MPEG, WMV, WebVTT, SRT, OHMS, TEI, ELAN, Whisper, ALTO, hOCR, DOCX, ODT, texte simple."
)

_PLAIN_TEXT = "x-fmt/111"  # PRONOM's number for what it knows to be a text, and no more
#: The container of Word's older documents, and of those it locks. Source: MS-CFB, 2.2.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Identified:
    """`format` is a PRONOM identifier where one is known; `warning` says where name and content disagree; `views` are
    those of an animated one, of which the first is shown. A TIFF of several pictures is a document of pages."""

    sha512: str
    size_bytes: int
    media_type: str
    role: FileRole
    format: str | None = None
    warning: str | None = None
    views: int = 1


def identify(path: Path, limits: Limits, beside_a_recording: bool = False) -> Identified:
    """What a file is; a table `beside_a_recording` may be its transcript.

    Raises FileRefused for one that is empty, too large, incomplete or of no kind the archive takes.
    """
    before = path.stat()
    if not before.st_size:
        raise FileRefused("Le fichier est vide (0 octet).", "Copiez-le de nouveau depuis sa source.")
    if before.st_size > limits.max_file_bytes:
        raise FileRefused(
            f"Le fichier dépasse {limits.max_file_bytes / 1e9:g} Go.", "Partagez-le, ou relevez max_file_bytes."
        )
    with path.open("rb") as file:
        start = file.read(SNIFFED_BYTES)
    known = format_of(path)
    table = table_type(path, start) if beside_a_recording else None
    media_type = table or media_type_of(path.name, start) or office_type(path, start)
    if media_type is None:
        raise _unknown(path, start, known)
    need_heic(media_type)
    if missing_bytes(path, media_type):
        raise FileRefused("Le fichier est incomplet : la fin manque.", COPY_AGAIN)
    role: FileRole = "transcript" if table else ROLES[media_type]
    if role in ("sound", "video"):
        media_type, role = by_tracks(path, media_type)
    if media_type == "image/tiff" and len(leaves(path)) > 1:
        role = "pages"
    warning = None if is_usual_suffix(path.name, media_type) else _other_name(path, media_type)
    found = Identified(
        checksum(path), before.st_size, media_type, role, known.identifier if known else None, warning,
        views_in(path, media_type),
    )  # fmt: skip
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise FileRefused("Le fichier a changé pendant sa lecture.", "Attendez la fin de la copie, puis relancez.")
    return found


def _unknown(path: Path, start: bytes, known: Format | None) -> FileRefused:
    named = f"malgré son nom en « {path.suffix} »" if path.suffix else "et son nom n’a pas de suffixe"
    if is_still_in_boxes(start):
        return FileRefused(
            "C’est une photographie AVIF, que l’archive ne lit pas.",
            "Exportez-la en JPEG depuis le téléphone ou un logiciel d’image, sans la réduire.",
        )
    if start.startswith(_OLD_OFFICE):
        return FileRefused(
            "C’est un document d’ancien format (.doc), ou protégé par un mot de passe.",
            "Ôtez le mot de passe, ou enregistrez-le en .docx, .odt ou .pdf.",
        )
    if (refusal := other_way_in(path, start)) is not None:
        return refusal
    if is_playlist(start):
        return FileRefused(
            "C’est une liste de lecture : elle nomme des enregistrements, et n’en contient aucun.",
            "Déposez les enregistrements eux-mêmes.",
        )
    if known is not None and known.identifier == _PLAIN_TEXT and path.suffix.lower() != ".txt":
        return FileRefused(
            f"C’est un texte, {named} ; rien ne dit lequel.",
            "Nommez-le en .txt s’il est à garder comme texte simple ; exportez des sous-titres en WebVTT ou SRT.",
        )
    if known is not None and known.name:
        return FileRefused(f"Le contenu est du type « {known.name} », que l’archive ne reçoit pas, {named}.", _TAKEN)
    return FileRefused(f"Le contenu n’est d’aucun format reconnu, {named}.", _TAKEN)


def _other_name(path: Path, media_type: str) -> str:
    named = f"Le nom finit par « {path.suffix} »" if path.suffix else "Le nom n’a pas de suffixe"
    return f"{named}, mais le contenu est {media_type} ; le contenu fait foi."
