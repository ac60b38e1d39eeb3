"""What people come for: search, look closely, listen and read along, leaf through, by mouse, by keys, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from archive.actions import curate
from tests.builders import ARCHIVIST
from tests.journeys.conftest import Site, Visitor
from tests.journeys.exhibits import PASSWORD

pytestmark = pytest.mark.browser


def test_from_the_front_page_to_a_word_in_an_interview(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page(""))
    page.get_by_label("Chercher un nom, une rue, un pays").fill("usine")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("status")).to_contain_text("1 archive")
    expect(page.locator(".hits mark")).to_have_text("usine")
    page.locator(".hits .at").click()
    expect(page).to_have_url(re.compile(r"#f1-"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Entretien avec Maria Ferreira")


def test_facets_are_ticked_and_taken_off_again(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("search"))
    page.get_by_label(re.compile("^Documents")).check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page.locator(".results > li")).to_have_count(1)
    page.get_by_role("link", name="Retirer : Documents").click()
    assert page.locator(".results > li").count() > 1


def test_the_transcript_follows_the_player(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("voix"))
    page.locator("audio").evaluate("sound => new Promise(done => sound.readyState ? done() : sound.onloadedmetadata = done)")
    page.locator("audio").evaluate("sound => { sound.currentTime = 21 }")
    expect(page.locator(".lines .playing")).to_contain_text("Fatima")
    page.locator(".lines .at").nth(1).click()
    expect(page.locator(".lines .playing")).to_contain_text("Quem lha ensinou?")
    assert 9 < page.locator("audio").evaluate("sound => sound.currentTime") < 15


def test_an_address_opens_an_interview_at_its_passage(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(f"{site.page('voix')}#f1-3")
    expect(page.locator(".lines .playing")).to_contain_text("Fatima")


def test_one_language_of_a_transcript_can_be_read_alone(site: Site, visitor: Visitor) -> None:
    page = visitor(scripts=False).page
    page.goto(site.page("voix"))
    expect(page.get_by_text("Qui vous l’a appris ?")).to_be_visible()
    page.get_by_text("portugais", exact=True).first.click()
    expect(page.get_by_text("Qui vous l’a appris ?")).to_be_hidden()


def test_words_are_found_within_an_interview_whatever_their_accents(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("voix"))
    page.get_by_label("Chercher dans l’entretien").fill("FABRICA")
    expect(page.locator(".search-within [role=status]")).to_have_text("1 passage")


def test_a_photograph_is_enlarged_by_buttons_and_keys(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("photo"))
    zoom = "() => document.querySelector('zoom-image').viewer.viewport.getZoom(false)"
    page.get_by_role("button", name="Agrandir").wait_for()
    start = page.evaluate(zoom)
    page.get_by_role("button", name="Agrandir").click()
    once = page.evaluate(zoom)
    assert once > start * 1.3
    page.locator("zoom-image .canvas").focus()
    page.keyboard.press("+")
    assert page.evaluate(zoom) > once * 1.2
    page.keyboard.press("0")
    assert page.evaluate(zoom) == pytest.approx(start, rel=0.05)


def test_every_control_of_a_photograph_is_reached_by_the_keyboard(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("photo"))
    page.get_by_role("button", name="Agrandir").wait_for()
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(at => at.getAttribute('aria-label') ?? at.textContent.trim())(document.activeElement)"))
    assert {"Aller au contenu", "Agrandir", "Réduire", "Image entière", "Tourner"} <= reached
    assert any("Gravure" in each for each in reached)


def test_the_first_key_leads_past_the_heading_to_the_content(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("search"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_document_is_leafed_through_with_its_text(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("cahier"))
    expect(page.locator(".page-text")).to_contain_text("Reunion du 3 mai")
    page.get_by_role("link", name="Page suivante").click()
    expect(page.locator(".page-text")).to_contain_text("La chaudiere est en panne")
    page.get_by_label("Aller à la page").fill("3")
    page.get_by_role("button", name="Aller").click()
    expect(page.locator(".page-text")).to_contain_text("Bal du samedi")


def test_without_scripts_everything_is_still_there(site: Site, visitor: Visitor) -> None:
    page = visitor(scripts=False).page
    page.goto(site.page("photo"))
    shown = page.get_by_role("img", name="Gravure : une file d’attente devant une boulangerie.")
    expect(shown).to_be_visible()
    page.goto(site.page("voix"))
    expect(page.locator("audio[controls]")).to_be_visible()
    expect(page.get_by_text("Na primeira manhã")).to_be_visible()
    page.goto(site.page("cahier"))
    expect(page.locator(".page-text")).to_contain_text("Reunion")
    page.goto(site.page("search?q=pain&kind=photograph"))
    expect(page.locator(".results > li")).to_have_count(1)


def test_a_collection_leads_to_what_it_holds(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("fonds", "en"))
    page.get_by_role("link", name="The bakery in Rue des Pins").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The bakery in Rue des Pins")
    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Association fonds").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Association fonds")


def test_a_reader_reports_and_an_archivist_sees_and_closes_the_case(site: Site, visitor: Visitor) -> None:
    page = visitor().page
    page.goto(site.page("photo"))
    page.get_by_role("contentinfo").get_by_role("link", name="Signaler, demander le retrait, corriger").click()
    page.get_by_label("Demander le retrait").check()
    page.get_by_label("Votre message").fill("C’est mon grand-père, il ne voulait pas.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")
    page.goto(site.page("desk"))
    page.get_by_label("Nom", exact=True).fill("Anne")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Atelier")
    page.goto(site.page("desk/cases"))
    expect(page.get_by_text("C’est mon grand-père")).to_be_visible()
    page.get_by_label("Ce qui a été fait").fill("Appelé la famille")
    page.get_by_role("button", name="Clore").click()
    expect(page.get_by_text("Rien n’attend.")).to_be_visible()


def test_an_archivist_corrects_a_title_and_closes_a_record(site: Site, visitor: Visitor) -> None:
    page, reader = visitor().page, visitor()
    page.goto(site.page("sign-in"))
    page.get_by_label("Nom", exact=True).fill("Anne")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    page.goto(site.page("lettre"))
    page.get_by_role("link", name="Corriger la notice").click()
    page.get_by_role("textbox", name="Titre", exact=True).nth(1).fill("Lettre à ma mère, un dimanche")
    page.get_by_label("Pourquoi ce changement").fill("relu sur l’original")
    page.get_by_role("button", name="Enregistrer la correction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lettre à ma mère, un dimanche")
    page.get_by_role("button", name="Fermer tout de suite").click()
    answer = reader.page.goto(site.page("lettre"))
    assert answer is not None
    assert answer.status == 404
    reader.complaints.clear()
    curate.open_record(site.archive, ARCHIVIST, site.arks["lettre"])
