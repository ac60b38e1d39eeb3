from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.actions import accounts
from archive.app import create_app
from archive.wiring import Archive

PASSWORD = "la clé des archives"


@pytest.fixture
def app(archive: Archive) -> Flask:
    made = create_app(archive)
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def archivist(archive: Archive, app: Flask) -> FlaskClient:
    accounts.add(archive, "Anne", PASSWORD)
    client = app.test_client()
    sent(client, "/fr/sign-in", name="Anne", password=PASSWORD)
    return client


def token(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).get_data(as_text=True))
    assert found is not None
    return found[1]


def sent(client: FlaskClient, address: str, form_at: str | None = None, **fields: str) -> int:
    """Send a form with its token, as a browser would; gives the status."""
    answer = client.post(address, data={"csrf_token": token(client, form_at or address), **fields}, headers={"Referer": "http://localhost/"})
    return answer.status_code
