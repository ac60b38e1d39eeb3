"""Several tapes of one interview on its page: each under its own name, with its own player and its own words."""

from __future__ import annotations

import re
from dataclasses import replace

from flask.testing import FlaskClient

from archive.model.derived import Derived
from archive.wiring import Archive
from tests.archive.web.test_media import placed
from tests.builders import a_file, a_record, deposited, said


def test_each_tape_of_an_interview_has_its_name_its_player_and_its_words(archive: Archive, reader: FlaskClient) -> None:
    sides = ("Cassette 1 face A", None)
    sounds = [
        replace(a_file(content, role="sound", name=f"{number}.mp3", language="fr"), id=f"f{number}", page_label=called)
        for number, (content, called) in enumerate(zip((b"one", b"two"), sides, strict=True), start=1)
    ]
    record = a_record(kind="interview", files=tuple(sounds))
    words = {"f1": said("La ferme de Trignac."), "f2": said("Le chantier.", file="f2")}
    (ark,) = deposited(archive, record, masters=[b"one", b"two"], passages=words)
    placed(
        archive,
        ark,
        Derived("sound", duration_seconds=9, made=("audio.m4a", "audio.opus")),
        audio_m4a=b"0",
        audio_opus=b"1",
    )
    page = reader.get(f"/fr/{ark}").get_data(as_text=True)
    parts = page.split("<follow-talk>")[1:]
    assert [re.findall(r'<h2 id="tape-f\d" dir="auto">(.*?)</h2>', part) for part in parts] == [
        ["Cassette 1 face A"], ["Enregistrement 2 sur 2"],
    ]  # fmt: skip
    assert 'aria-labelledby="tape-f1"' in parts[0]
    assert re.findall(r'<source src="[^"]*/f1/([a-z.0-9]+)"', parts[0]) == ["audio.m4a", "audio.opus"]
    assert ("La ferme de Trignac." in parts[0], "Le chantier." in parts[0]) == (True, False)
    assert ("La ferme de Trignac." in parts[1], "Le chantier." in parts[1]) == (False, True)
    english = reader.get(f"/en/{ark}").get_data(as_text=True)
    assert "Recording 2 of 2" in english
