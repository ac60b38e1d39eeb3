"""Every page, in each language, on a phone and on a desk: accessible by axe, no wider than the window, nothing inline."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import AXE, Site, Visitor

pytestmark = pytest.mark.browser

PAGES = (
    "", "search?q=usine", "search?q=zzqq+mot&kind=letter", "search/values/place", "search?kind=photograph&from=1960",
    "fonds", "photo", "voix", "cahier", "lettre", "valise", "places", "names", "subjects", "names/bellevue", "names/ferreira",
    "about", "report", "sign-in",
)  # fmt: skip
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """What axe finds, each as "rule: where"."""
    if not AXE.is_file():
        pytest.skip("axe is not here: make set-up fetches it")
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", _RULES)
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


def settled(page: Page) -> None:
    """Once the deep zoom, where there is one, has taken the picture's place."""
    if page.locator("zoom-image").count():
        page.locator("zoom-image .zooms").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_page_is_accessible_and_fits_its_window(site: Site, visitor: Visitor, language: str, width: int) -> None:
    visit, problems = visitor(width), []
    for name in PAGES:
        visit.page.goto(site.page(name, language))
        settled(visit.page)
        problems += [f"{name}: {each}" for each in violations(visit.page)]
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        problems += [f"{name}: {wide} pixels wide"] if wide > width else []
    assert problems == []


@pytest.mark.parametrize("name", ["", "voix", "photo", "search?q=usine"])
def test_the_dark_scheme_keeps_its_contrasts(site: Site, visitor: Visitor, name: str) -> None:
    visit = visitor(scheme="dark")
    visit.page.goto(site.page(name))
    settled(visit.page)
    assert violations(visit.page) == []


def test_a_page_that_is_not_there_helps_and_is_accessible(site: Site, visitor: Visitor) -> None:
    visit = visitor(320)
    answer = visit.page.goto(site.page("nowhere", "ar"))
    assert answer is not None
    assert answer.status == 404
    assert visit.page.get_by_role("search").count() == 1
    assert violations(visit.page) == []
    visit.complaints.clear()  # the browser tells of the 404 itself


def test_what_a_finger_touches_is_large_enough(site: Site, visitor: Visitor) -> None:
    visit = visitor(320)
    for name in ("", "voix", "photo", "search?q=usine"):
        visit.page.goto(site.page(name))
        small = visit.page.eval_on_selector_all(
            "button, input:not([type=hidden]), .button, .field, summary, header nav a",
            """all => all.filter(one => one.checkVisibility() && one.type !== "checkbox" && one.type !== "radio")
               .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().height])
               .filter(([_, height]) => height > 0 && height < 43.5)""",
        )
        assert small == [], name
