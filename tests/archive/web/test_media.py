"""Sound, pictures and copies: their labels at every request, parts of them, their credit."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from archive.actions import curate
from archive.model.derived import DERIVED, Derived
from archive.model.record import Value
from archive.model.transcript import Passage
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_file, a_record, deposited, said

CC_BY = "http://creativecommons.org/licenses/by/4.0/"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"


def placed(archive: Archive, ark: str, made: Derived, **forms: bytes) -> None:
    """Put forms of f1 in place: "audio_m4a" is audio.m4a."""
    folder = Path(archive.settings.home / "prepared")
    folder.mkdir()
    for name, content in forms.items():
        (folder / name.replace("__", "-").replace("_", ".")).write_bytes(content)
    (folder / DERIVED).write_bytes(made.to_json())
    archive.derivatives.place(ark, "f1", folder)


@pytest.fixture
def talk(archive: Archive) -> str:
    sound = a_file(b"sound", role="sound", name="a.mp3", language="fr")
    record = a_record(kind="interview", files=(sound,))
    (ark,) = deposited(archive, record, masters=[b"sound"], passages={"f1": said("Bonjour à tous.")})
    made = Derived("sound", duration_seconds=9, made=("audio.m4a", "peaks.json"))
    placed(archive, ark, made, audio_m4a=b"0123456789", peaks_json=b"[5, 90]")
    return ark


def a_jpeg() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "#1f6f5c").save(content, "JPEG")
    return content.getvalue()


def a_photograph(archive: Archive, rights: str | None) -> str:
    record = a_record(files=(a_file(),), rights=rights, terms={"creator": (Value("Joaquim Teixeira", role="pht"),)})
    (ark,) = deposited(archive, record, masters=[b"master"])
    placed(archive, ark, Derived("image", 40, 30, made=("thumb-1000.jpg",)), thumb__1000_jpg=a_jpeg())
    return ark


@pytest.mark.parametrize(("media_type", "given"), [("application/pdf", 200), ("image/tiff", 404)])
def test_readers_take_a_document_but_no_scan_that_may_say_where(
    archive: Archive, reader: FlaskClient, media_type: str, given: int
) -> None:
    file = a_file(name="a", media_type=media_type, role="pages")
    (ark,) = deposited(archive, a_record(files=(file,), rights=CC_BY), masters=[b"master"])
    with reader.get(f"/fr/{ark}/download/f1/original") as answer:
        assert answer.status_code == given
    assert ("download/f1/original" in reader.get(f"/fr/{ark}").get_data(as_text=True)) == (given == 200)


def test_sound_is_served_in_parts(reader: FlaskClient, talk: str) -> None:
    with reader.get(f"/media/{talk}/f1/audio.m4a", headers={"Range": "bytes=2-4"}) as answer:
        assert (answer.status_code, answer.data, answer.mimetype) == (206, b"234", "audio/mp4")
        assert answer.headers["Cache-Control"].startswith("private")


def test_closing_a_record_silences_it_at_the_next_request(archive: Archive, reader: FlaskClient, talk: str) -> None:
    with reader.get(f"/media/{talk}/f1/audio.m4a") as answer:
        assert answer.status_code == 200
    curate.close_record(archive, ARCHIVIST, talk)
    for name in ("audio.m4a", "peaks.json", "captions-fr.vtt"):
        assert reader.get(f"/media/{talk}/f1/{name}").status_code == 404


def test_captions_come_from_the_transcript(reader: FlaskClient, talk: str) -> None:
    assert "Bonjour à tous." in reader.get(f"/media/{talk}/f1/captions-fr.vtt").get_data(as_text=True)
    assert reader.get(f"/media/{talk}/f1/captions-pt.vtt").status_code == 404


def test_a_player_and_its_drawn_sound_stand_on_the_page(reader: FlaskClient, talk: str) -> None:
    page = reader.get(f"/fr/{talk}").get_data(as_text=True)
    assert "<audio controls" in page
    assert 'type="audio/mp4"' in page
    assert 'class="wave"' in page


def test_a_recording_with_a_sealed_passage_is_read_but_not_heard(archive: Archive, reader: FlaskClient) -> None:
    sound = a_file(b"sound", role="sound", name="a.mp3", language="fr")
    words = {"f1": (*said("Bonjour."), *said("", "Un secret.", label="closed")[1:])}
    (ark,) = deposited(archive, a_record(kind="interview", files=(sound,)), masters=[b"sound"], passages=words)
    placed(archive, ark, Derived("sound", made=("audio.m4a",)), audio_m4a=b"x")
    page = reader.get(f"/fr/{ark}").get_data(as_text=True)
    assert "<audio" not in page
    assert "Bonjour." in page
    assert "secret" not in page
    assert "Cet enregistrement ne s’écoute pas ici." in page
    assert reader.get(f"/media/{ark}/f1/audio.m4a").status_code == 404


@pytest.mark.parametrize("name", ["../catalogue.sqlite", ".hidden", "derived.json.bak", "audio", "f1"])
def test_no_name_leads_out_of_the_derivatives(reader: FlaskClient, talk: str, name: str) -> None:
    assert reader.get(f"/media/{talk}/f1/{name}").status_code == 404


def test_a_copy_is_credited_in_its_name_and_inside(archive: Archive, reader: FlaskClient) -> None:
    ark = a_photograph(archive, CC_BY)
    answer = reader.get(f"/fr/{ark}/download/f1/screen")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="teixeira-')
    with Image.open(io.BytesIO(answer.data)) as image:
        assert "TEIXEIRA, Joaquim" in image.info["xmp"].decode()
        assert f"http://localhost/{ark}" in image.info["xmp"].decode()


def test_no_copy_is_given_where_no_right_is_stated(archive: Archive, reader: FlaskClient) -> None:
    ark = a_photograph(archive, None)
    assert reader.get(f"/fr/{ark}/download/f1/screen").status_code == 404
    assert "download/" not in reader.get(f"/fr/{ark}").get_data(as_text=True)


def test_a_photographs_master_is_for_archivists_alone(archive: Archive, reader: FlaskClient, archivist: FlaskClient) -> None:
    ark = a_photograph(archive, CC_BY)
    assert reader.get(f"/fr/{ark}/download/f1/original").status_code == 404
    with archivist.get(f"/fr/{ark}/download/f1/original") as answer:
        assert (answer.status_code, answer.data) == (200, b"master")


def test_words_of_a_closed_transcript_are_in_no_page_or_caption_and_its_sound_is_served(
    archive: Archive, reader: FlaskClient
) -> None:
    sound = a_file(b"sound", role="sound", name="a.mp3", language="fr")
    draft = a_file(b"draft", id="f2", role="transcript", name="a.json", of="f1", label="closed")
    heard = tuple(replace(each, transcript="f2") for each in said("Une sardine."))
    record = a_record(kind="interview", files=(sound, draft))
    (ark,) = deposited(archive, record, masters=[b"sound", b"draft"], passages={"f1": heard})
    placed(archive, ark, Derived("sound", duration_seconds=9, made=("audio.m4a",)), audio_m4a=b"0123456789")
    assert "sardine" not in reader.get(f"/fr/{ark}").get_data(as_text=True)
    assert reader.get(f"/media/{ark}/f1/captions-fr.vtt").status_code == 404
    with reader.get(f"/media/{ark}/f1/audio.m4a") as answer:
        assert answer.status_code == 200
    curate.set_file_label(archive, ARCHIVIST, ark, "f2", "open")
    assert "sardine" in reader.get(f"/fr/{ark}").get_data(as_text=True)
    assert b"sardine" in reader.get(f"/media/{ark}/f1/captions-fr.vtt").data


def test_words_nobody_timed_and_script_in_them_are_shown_as_text(archive: Archive, reader: FlaskClient) -> None:
    words = (Passage("f1", 1, "<script>alert(1)</script>", "fr"),)
    record = a_record(kind="interview", files=(a_file(b"sound", role="sound", name="a.mp3"),))
    (ark,) = deposited(archive, record, masters=[b"sound"], passages={"f1": words})
    page = reader.get(f"/fr/{ark}").get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_a_transcript_that_came_alone_is_read_on_its_page(archive: Archive, reader: FlaskClient) -> None:
    alone = a_file(b"words", role="transcript", name="a.vtt")
    words = (Passage("f1", 1, "Une sardine.", "fr", start_seconds=1.5, speaker="Marthe", transcript="f1"),)
    (ark,) = deposited(archive, a_record(kind="interview", files=(alone,)), masters=[b"words"], passages={"f1": words})
    page = reader.get(f"/fr/{ark}").get_data(as_text=True)
    assert "Une sardine." in page
    assert "sans son enregistrement" in page
