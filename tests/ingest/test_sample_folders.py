"""Other people's folders, in place: each file is one the archive takes, or is refused in words that show a way."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath

import pytest

from archive.model.batch import Problem
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from ingest.receiving.receive_folder import items_of
from ingest.receiving.walk_folder import walk
from tests.ingest.makings import SHARED

#: By folder, what the files there prove to be: the role of what is taken, the beginning of the remedy of what is refused.
_NO_FORMAT, _TEXT, _SHEET = "Formats reçus", "Nommez-le en .txt", "Faites-la entrer par « ingest sheet »"
EXPECTED = {
    "01-ead-fr": {"Faites-le entrer par « ingest ead »": 4, _NO_FORMAT: 4},
    "02-scans-fr": {"image": 11, "transcript": 11}, "03-manuscrits-fr-alto": {"image": 3, "transcript": 3, "other": 2},
    "04-oral-fr": {"transcript": 11, _TEXT: 11, _NO_FORMAT: 1}, "05-geo": {_NO_FORMAT: 5},
    "06-photos-exif": {"image": 27, "other": 1}, "09-schemas": {_NO_FORMAT: 35}, "10-iiif-cookbook": {_NO_FORMAT: 24},
    "11-csv": {_SHEET: 15, _NO_FORMAT: 12}, "12-strings": {_NO_FORMAT: 1, _TEXT: 1}, "13-pdf": {"pages": 9, "other": 1},
    "14-ohms": {"transcript": 3}, "15-hocr": {"transcript": 2},
}  # fmt: skip

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples are not here")


@pytest.mark.parametrize("folder", EXPECTED)
def test_each_file_of_a_folder_is_taken_or_refused_with_a_way_on(folder: str) -> None:
    told = list(walk(SHARED / folder))
    assert not [each for each in told if isinstance(each, Problem)]
    proved: defaultdict[str, int] = defaultdict(int)
    for item in (item for files in told if isinstance(files, list) for item in items_of(files, folder)):
        for file in item.files:
            try:
                proved[identify(file.path, Limits(), file.of is not None).role] += 1
            except FileRefused as refusal:
                way = next((each for each in EXPECTED[folder] if refusal.remedy.startswith(each)), refusal.remedy)
                proved[way] += 1
    assert proved == EXPECTED[folder]


def test_the_words_of_every_scan_go_with_it() -> None:
    for files in walk(SHARED / "02-scans-fr"):
        assert isinstance(files, list)
        for item in items_of(files, "02-scans-fr"):
            kinds = [PurePosixPath(file.name).suffix for file in item.files]
            assert kinds == [".jpg", ".xml"]
