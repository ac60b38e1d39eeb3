"""The least a WSGI server can do to send files: the one whose name stands in the address, out of the folder in FILES."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_FOLDER = Path(os.environ.get("FILES", "."))


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    content = (_FOLDER / environ["PATH_INFO"].rpartition("/")[2]).read_bytes()
    start_response("200 OK", [("Content-Type", "image/jpeg"), ("Content-Length", str(len(content)))])
    return (content,)
