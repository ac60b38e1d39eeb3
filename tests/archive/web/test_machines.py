"""IIIF images and manifests, and the tile layer, as machines meet them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from archive.actions import curate, read
from archive.actions.undo import take_back
from archive.app import create_app
from archive.model import ark as arks
from archive.model.access import PUBLIC
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_record, deposited
from tests.pictures import a_gradient, with_picture

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "samples" / "09-schemas" / "iiif" / "iiif_3_0.json"
WIDTH, HEIGHT = 701, 500


@pytest.fixture
def photograph(archive: Archive, tmp_path: Path) -> str:
    return with_picture(archive, a_gradient(tmp_path / "a.jpg", WIDTH, HEIGHT, Q=95))


@pytest.fixture
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def at(ark: str, rest: str = "", leaf: str = "f1") -> str:
    naan, name = arks.split(ark)
    return f"/iiif/3/{naan}/{name}/{leaf}{rest}"


def manifest_at(ark: str) -> str:
    naan, name = arks.split(ark)
    return f"/iiif/presentation/3/{naan}/{name}/manifest.json"


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


def test_the_information_gives_size_tiles_and_an_absolute_id(client: FlaskClient, photograph: str) -> None:
    told = client.get(at(photograph, "/info.json")).get_json()
    assert (told["width"], told["height"], told["profile"]) == (WIDTH, HEIGHT, "level2")
    assert told["id"] == f"http://localhost{at(photograph)}"
    assert told["tiles"] == [{"width": 256, "height": 256, "scaleFactors": [1, 2, 4]}]


def test_the_base_address_leads_to_the_information(client: FlaskClient, photograph: str) -> None:
    answer = client.get(at(photograph))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"http://localhost{at(photograph)}/info.json")


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("0,0,256,256/256,256", (256, 256)),
        ("512,0,189,256/189,256", (189, 256)),
        ("512,256,189,244/189,", (189, 244)),
        ("0,0,512,500/256,250", (256, 250)),
        ("512,0,189,500/95,250", (95, 250)),
        ("full/176,125", (176, 125)),
    ],
)
def test_a_stored_tile_has_the_size_asked_and_the_pixels_of_its_place(
    client: FlaskClient, photograph: str, asked: str, size: tuple[int, int]
) -> None:
    tile = client.get(at(photograph, f"/{asked}/0/default.jpg"))
    drawn = client.get(at(photograph, f"/{asked}/0/default.png"))
    assert (tile.status_code, size_of(tile.data)) == (200, size)
    assert np.abs(pixels(tile.data) - pixels(drawn.data)).mean() < 2.5


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("full/max/0/default.jpg", (WIDTH, HEIGHT)),
        ("square/200,/0/default.jpg", (200, 200)),
        ("pct:50,50,50,50/max/0/gray.jpg", (350, 250)),
        ("100,100,300,200/!100,100/90/default.png", (67, 100)),
        ("full/^1402,/0/default.webp", (1402, 1000)),
        ("full/300,/!0/bitonal.png", (300, 214)),
    ],
)
def test_any_other_region_is_drawn(client: FlaskClient, photograph: str, asked: str, size: tuple[int, int]) -> None:
    answer = client.get(at(photograph, f"/{asked}"))
    assert (answer.status_code, size_of(answer.data)) == (200, size)


@pytest.mark.parametrize(
    "asked",
    [
        "full/max/0/default.gif", "full/max/361/default.jpg", "full/0,/0/default.jpg", "full/800,/0/default.jpg",
        "9999,0,10,10/max/0/default.jpg", "0,0,0,10/max/0/default.jpg", "full/^99999,/0/default.jpg", "x/max/0/default.jpg",
        "full/,/0/default.jpg", "full/pct:0/0/default.jpg", f"{'9' * 40},0,1,1/max/0/default.jpg", "full/max/0/pretty.jpg",
    ],
)  # fmt: skip
def test_an_address_that_is_no_request_is_refused(client: FlaskClient, photograph: str, asked: str) -> None:
    assert client.get(at(photograph, f"/{asked}")).status_code == 400


def test_a_tile_seen_before_is_not_sent_again(client: FlaskClient, photograph: str) -> None:
    first = client.get(at(photograph, "/0,0,256,256/256,256/0/default.jpg"))
    again = client.get(first.request.path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_closing_stops_tiles_regions_and_manifest_at_the_next_request(
    archive: Archive, client: FlaskClient, photograph: str
) -> None:
    addresses = [
        at(photograph, "/0,0,256,256/256,256/0/default.jpg"), at(photograph, "/10,10,50,50/max/0/default.jpg"),
        at(photograph, "/info.json"), manifest_at(photograph),
    ]  # fmt: skip
    assert [client.get(each).status_code for each in addresses] == [200] * 4
    curate.close_record(archive, ARCHIVIST, photograph)
    assert [client.get(each).status_code for each in addresses] == [404] * 4


def test_a_manifest_is_valid_and_names_its_image_service(client: FlaskClient, photograph: str) -> None:
    told = client.get(manifest_at(photograph), headers={"Accept-Language": "en"}).get_json()
    service = told["items"][0]["items"][0]["items"][0]["body"]["service"][0]
    assert service["id"] == f"http://localhost{at(photograph)}"
    assert told["label"] == {"fr": ["La rue des Pins"]}
    if not SCHEMA.exists():
        pytest.skip("the IIIF schema stands in ../shared/samples only")
    jsonschema.validate(told, json.loads(SCHEMA.read_text()))


def test_a_collection_names_only_what_its_reader_may_see(archive: Archive, client: FlaskClient) -> None:
    (fonds,) = deposited(archive, a_record("fonds", "Fonds", kind="collection"))
    (shown,) = deposited(archive, a_record("r1"), parent="fonds")
    deposited(archive, a_record("r2"), parent="fonds", open_=False)
    told = client.get(manifest_at(fonds)).get_json()
    assert [each["id"] for each in told["items"]] == [f"http://localhost{manifest_at(shown)}"]


def test_a_withdrawn_record_answers_gone_with_its_reason(archive: Archive, client: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    take_back(archive, ARCHIVIST, read.record(archive, PUBLIC, ark).record.batch or "")
    answer = client.get(manifest_at(ark))
    assert (answer.status_code, answer.get_json()["reason"]) == (410, "batch")
