"""Served forms of files: thumbnails, sound, film, downloads. The label is asked at every request; only the reader's own
browser may keep what it got, and asks again before showing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, send_file

from archive.actions import read
from archive.model.errors import FileNotFound
from archive.sharing import cite, credit
from archive.web.citing import creditline
from archive.web.visitor import the_archive, the_viewer

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model.record import Record

pages = Blueprint("media", __name__)

_TYPES = {
    ".jpg": "image/jpeg", ".m4a": "audio/mp4", ".mp4": "video/mp4", ".opus": "audio/ogg", ".ogg": "audio/ogg",
    ".webm": "video/webm", ".json": "application/json", ".mp3": "audio/mpeg", ".pdf": "application/pdf",
}  # fmt: skip
#: What a form is called in an address: no path, no hidden file.
_FORM = re.compile(r"[a-z0-9][a-z0-9-]*\.[a-z0-9]+")
_FILE = re.compile(r"(?P<file>f\d+)(?:-(?P<page>\d{1,5}))?")


@pages.get("/media/ark:<naan>/<name>/<file_id>/<form>")
def form(naan: str, name: str, file_id: str, form: str) -> Response:
    ark = f"ark:{naan}/{name}"
    match = _FILE.fullmatch(file_id)
    suffix = form[form.rfind("."):]
    if match is None or not _FORM.fullmatch(form) or suffix not in _TYPES:
        raise FileNotFound(ark, file_id)
    page = int(match["page"]) if match["page"] else None
    return _sent(read.form(the_archive(), the_viewer(), ark, match["file"], form, page), _TYPES[suffix])


@pages.get("/<lang:language>/ark:<naan>/<name>/download/<file_id>/screen")
def download(naan: str, name: str, file_id: str) -> Response:
    """The picture as large as its rights allow a screen, with its credit written into the file."""
    archive, viewer, ark = the_archive(), the_viewer(), f"ark:{naan}/{name}"
    match = _FILE.fullmatch(file_id)
    if match is None:
        raise FileNotFound(ark, file_id)
    shown = read.record(archive, viewer, ark)
    if read.rights(archive, shown.record).download_pixels == 0:
        raise FileNotFound(ark, file_id)
    picture = read.form(archive, viewer, ark, match["file"], "thumb-1000.jpg", int(match["page"]) if match["page"] else None)
    content = credit.written_into_jpeg(picture.read_bytes(), creditline(shown.record))
    answer = Response(content, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_saved_as(shown.record, file_id)}.jpg"'
    return answer


@pages.get("/<lang:language>/ark:<naan>/<name>/download/<file_id>/original")
def original(naan: str, name: str, file_id: str) -> Response:
    archive, viewer, ark = the_archive(), the_viewer(), f"ark:{naan}/{name}"
    path, file = read.original(archive, viewer, ark, file_id)
    return _sent(path, file.media_type, download_name=file.name)


def _sent(path: Path, media_type: str, download_name: str | None = None) -> Response:
    answer = send_file(
        path, mimetype=media_type, conditional=True, as_attachment=download_name is not None, download_name=download_name,
        max_age=None,
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-cache"
    if request.method == "GET":
        answer.headers["Accept-Ranges"] = "bytes"
    return answer


def _saved_as(record: Record, file_id: str) -> str:
    """A file name that still says where the picture comes from."""
    return f"{cite.key(record)}-{file_id}"
