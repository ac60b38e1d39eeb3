"""A small archive, served on a port of its own, and a browser to visit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archive.wiring import Archive
from tests.builders import an_archive
from tests.journeys import exhibits
from tests.serving import served
from tests.tooling.browser import installed_browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--mute-audio",
              "--autoplay-policy=no-user-gesture-required")  # fmt: skip


@dataclass(frozen=True)
class Site:
    """The archive as it is served: its address, and the ARKs of its exhibits by name."""

    archive: Archive
    address: str
    arks: dict[str, str]

    def page(self, name: str, language: str = "fr") -> str:
        """The address of an exhibit's page, or of any path below the language."""
        return f"{self.address}/{language}/{self.arks.get(name, name)}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("journeys") / "home"
    archive = an_archive(home, fictional=True)
    arks = exhibits.filled(archive)
    with served(home, workers=1, FICTIONAL="true") as address:
        yield Site(archive, address.rstrip("/"), arks)
    archive.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = installed_browser()
    if path is None:
        pytest.skip("no browser here: make browser finds or installs one")
    if not (ROOT / "static" / "vendor" / "ready.stamp").is_file():
        pytest.skip("the front-end parts are not here: make set-up fetches them")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield started
        started.close()


@dataclass
class Visit:
    """One visitor's window. What the browser complains of is kept, and no journey may leave a complaint."""

    context: BrowserContext
    page: Page
    complaints: list[str]


Visitor = Callable[..., Visit]


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    visits: list[Visit] = []

    def come(width: int = 1280, *, scripts: bool = True, scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        visit = Visit(context, context.new_page(), [])
        visit.page.on("pageerror", lambda problem: visit.complaints.append(str(problem)))
        visit.page.on("console", lambda said: visit.complaints.append(said.text) if said.type in ("error", "warning") else None)
        visits.append(visit)
        return visit

    yield come
    for visit in visits:
        visit.context.close()
    assert [complaint for visit in visits for complaint in visit.complaints] == []
