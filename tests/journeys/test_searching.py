"""Searching as people do: with and without scripts, by keys, in French and Arabic, on a phone and on a desk."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Site, Visitor
from tests.journeys.test_every_page import violations

pytestmark = pytest.mark.browser

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGES = pytest.mark.parametrize("language", ["fr", "ar"])
WIDTHS = pytest.mark.parametrize("width", [320, 1280])
# What is typed, and the name it leads to, in each language.
TYPED = {"fr": ("benai", "Benaïssa, Mohamed"), "ar": ("بن ع", "بن عيسى، محمد")}


@LANGUAGES
@WIDTHS
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_word_is_found_and_read_where_it_is_said(
    site: Site, visitor: Visitor, language: str, width: int, scripts: bool
) -> None:
    page = visitor(width, scripts=scripts).page
    page.goto(site.page("", language))
    page.get_by_role("search").get_by_role("searchbox").or_(page.get_by_role("combobox")).fill("fabrica")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.locator(".results > li")).to_have_count(1)
    expect(page.locator(".hits mark")).to_have_text("fábrica")
    page.locator(".hits .at").click()
    expect(page).to_have_url(re.compile(r"q=fabrica#f1-1$"))
    expect(page.locator("#f1-1 mark")).to_have_text("fábrica")
    expect(page.locator("#f1-1")).to_be_in_viewport()


@LANGUAGES
@WIDTHS
def test_suggestions_are_walked_through_by_keys(site: Site, visitor: Visitor, language: str, width: int) -> None:
    page = visitor(width).page
    typed, name = TYPED[language]
    page.goto(site.page("", language))
    field, options = page.get_by_role("combobox"), page.get_by_role("option")
    field.press_sequentially(typed)
    expect(options.first).to_contain_text(name)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value(typed)
    field.press("Backspace")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/names/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Benaïssa|بن عيسى"))


def test_enter_searches_for_what_was_typed_where_no_suggestion_is_chosen(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page(""))
    page.get_by_role("combobox").press_sequentially("bou")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(re.compile(r"/fr/search\?q=bou"))


def test_suggestions_lie_under_the_field_from_edge_to_edge_in_both_directions(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    for language, (typed, _) in TYPED.items():
        page.goto(site.page("", language))
        page.get_by_role("combobox").press_sequentially(typed)
        expect(page.get_by_role("option").first).to_be_visible()
        lists, seek = (page.locator(each).bounding_box() for each in (".suggestions", ".seek"))
        assert lists is not None
        assert seek is not None
        assert lists["x"] == pytest.approx(seek["x"], abs=1)
        assert lists["width"] == pytest.approx(seek["width"], abs=1)


@LANGUAGES
@WIDTHS
def test_words_are_asked_exactly_as_they_are_written(site: Site, visitor: Visitor, language: str, width: int) -> None:
    page = visitor(width, scripts=False).page
    page.goto(site.page("search?q=usines", language))
    expect(page.locator(".results > li")).to_have_count(1)
    if width == 320:
        page.locator(".drawer > summary").click()
    page.locator("input[name=exact]").check()
    page.locator(".facets button").click()
    expect(page).to_have_url(re.compile("exact=1"))
    expect(page.locator(".results > li")).to_have_count(0)
    page.locator(".sentence .chip").last.click()
    expect(page.locator(".results > li")).to_have_count(1)


@LANGUAGES
@WIDTHS
def test_a_near_miss_says_what_was_found_instead(site: Site, visitor: Visitor, language: str, width: int) -> None:
    visit = visitor(width)
    visit.page.goto(site.page("search?q=boulangrie", language))
    instead = visit.page.locator(".said-back").get_by_role("link", name="boulangerie")
    expect(instead).to_be_visible()
    assert violations(visit.page) == []
    instead.click()
    expect(visit.page).to_have_url(re.compile("q=boulangerie$"))
    expect(visit.page.locator(".said-back")).to_have_count(0)


@LANGUAGES
@WIDTHS
def test_a_list_of_values_is_sifted_and_narrows_the_search(
    site: Site, visitor: Visitor, language: str, width: int
) -> None:
    page = visitor(width, scripts=False).page
    page.goto(site.page("search/values/place", language))
    assert page.locator(".values li").count() > 1
    page.locator("#within").fill({"fr": "bellevue", "ar": "بلفو"}[language])
    page.locator(".sift button").click()
    chosen = page.locator(".values a").first
    count = int(page.locator(".values .quiet").first.inner_text())
    chosen.click()
    expect(page).to_have_url(re.compile("place=bellevue"))
    expect(page.locator(".results > li")).to_have_count(count)


@WIDTHS
def test_a_picture_never_squeezes_what_is_quoted_beside_it(site: Site, visitor: Visitor, width: int) -> None:
    page = visitor(width).page
    page.goto(site.page("search?q=boulangerie"))
    told = page.locator(".result:has(.print) .quiet + p").first.bounding_box()
    assert told is not None
    assert told["width"] > 250


def test_what_a_finger_ticks_is_large_enough(site: Site, visitor: Visitor) -> None:
    page = visitor(320).page
    page.goto(site.page("search"))
    page.locator(".drawer > summary").click()
    heights = page.locator(".facet label:visible").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 43.5


def test_a_search_is_followed_by_a_valid_feed(site: Site, visitor: Visitor) -> None:
    """Source: RFC 4287, 4.1.1 and 4.1.2."""
    page = visitor().page
    page.goto(site.page("search?q=boulangerie"))
    address = page.locator("link[type='application/atom+xml']").get_attribute("href")
    answer = page.request.get(f"{site.address}{address}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.body())
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert entries
    for each in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1
        assert datetime.fromisoformat(each.findtext(f"{ATOM}updated", "")).tzinfo is not None
    assert all(feed.find(f"{ATOM}author") is not None or each.find(f"{ATOM}author") is not None for each in entries)
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    assert len(set(ids)) == len(ids)
    links = [link.get("rel", "alternate") for link in feed.findall(f"{ATOM}link")]
    assert "self" in links
