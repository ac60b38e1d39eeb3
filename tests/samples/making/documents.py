"""Typed documents as PDF with real text, on paper that has lived: holes, folds, stamps, a note in the margin.

A text file is a document: `# ` and `## ` are headings, `> ` a note by hand, `! ` a rubber stamp, `--- page` a new page; all else is typed as it stands.
"""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from fpdf import FPDF
from letter import make_letter
from lettering import face

INK, TERRA, GREEN, PAPER, SHADE = (34, 40, 58), (166, 70, 40), (31, 111, 92), (246, 240, 226), (226, 214, 190)
TITLES = {
    "cahier-amicale": "Cahier de l'amicale des locataires des Lauriers (fictif)",
    "papiers-armando-teixeira": "Carte de travail et bulletins de paie d'Armando Teixeira (fictif)",
    "lettre-de-tunis-traduction": "Lettre de Tunis, traduction (fictif)",
    "loyers-en-retard": "Relevé des loyers en retard (fictif)",
    "lettre-au-prefet": "Lettre au préfet (fictif)",
    "carnet-le-goff": "Carnet de crédit de la boulangerie Le Goff (fictif)",
    "registre-etoile-sportive": "Registre de l'Étoile sportive des Lauriers (fictif)",
    "lettre-angelo-zanier": "Lettre d'Angelo Zanier à sa mère (fictif)",
    "papiers-michel-poupard": "Papiers de Michel Poupard, chaudronnier (fictif)",
    "lettre-pilar-ortega": "Lettre de Pilar Ortega à sa sœur (fictif)",
    "cahier-des-repas": "Cahier des repas, été 2018 (fictif)",
    "reglement-tessier": "Règlement de la conserverie Tessier-Maillard (fictif)",
    "avis-de-fermeture": "Avis de fermeture (fictif)",
    "journal-de-l-hirondelle": "Journal de l'Hirondelle, septembre 1943 (fictif)",
}
LEFT, TOP, LINE, SIZE = 25.0, 36.0, 7.3, 12.2
MADE = datetime(2026, 1, 1, tzinfo=UTC)


class Sheaf(FPDF):
    """A few A4 pages, millimetres, with chance of their own."""

    def __init__(self, title: str, seed: int) -> None:
        super().__init__(format="A4", unit="mm")
        self.chance = np.random.default_rng(seed)
        self.set_auto_page_break(False)
        self.set_title(title)
        self.set_lang("fr")
        self.set_author("Collection d'exemple : personnes et récits fictifs")
        self.set_creation_date(MADE)
        for name in ("typewriter", "prime", "pencil"):
            face(name)
            self.add_font(name, fname=str(Path(__file__).parent / "node_modules" / f"{name}.ttf"))

    def paper(self) -> None:
        """A sheet: its colour, a fold, punched holes, the shadow of a paper clip."""
        self.add_page()
        self.set_fill_color(*PAPER)
        self.rect(0, 0, 210, 297, style="F")
        with self.local_context(fill_opacity=0.35):
            self.set_fill_color(*SHADE)
            for _ in range(26):
                x, y = self.chance.uniform(0, 210), self.chance.uniform(0, 297)
                self.ellipse(x, y, *self.chance.uniform(0.2, 0.9, 2), style="F")
            self.rect(0, 148.2, 210, 0.5, style="F")
            self.rect(0, 0, 210, 1.4, style="F")
            self.rect(208.4, 0, 1.6, 297, style="F")
        self.set_fill_color(205, 196, 178)
        for y in (108, 188):
            self.ellipse(9, y, 6, 6, style="F")

    def typed(self, text: str, y: float, size: float = SIZE, face_name: str = "prime", x: float = LEFT) -> None:
        """One line struck by a machine: a hair off its line, a little paler or darker."""
        shade = int(self.chance.integers(-12, 22))
        self.set_text_color(*(max(0, c + shade) for c in INK))
        self.set_font(face_name, size=size)
        self.text(x + self.chance.normal() * 0.15, y + self.chance.normal() * 0.12, text)

    def note(self, text: str, y: float) -> None:
        """A line by hand, in green ink, climbing a little."""
        self.set_text_color(*GREEN)
        self.set_font("pencil", size=18)
        with self.rotation(1.2, LEFT, y):
            self.text(LEFT + 2, y, text)

    def frame(self, bottom: float) -> None:
        """The printed double rule round a card or a pay slip, down to `bottom`."""
        self.set_draw_color(*INK)
        for inset, width in ((0.0, 0.7), (1.6, 0.2)):
            self.set_line_width(width)
            self.rect(18 + inset, 20 + inset, 176 - 2 * inset, bottom - 20 - 2 * inset)

    def stamp(self, text: str, y: float) -> None:
        """A rubber stamp, askew and half dry."""
        turn = float(self.chance.uniform(4, 9))
        x = 104.0
        self.set_font("typewriter", size=13)
        wide = self.get_string_width(text) + 10
        x = min(x, 198 - wide)
        with self.rotation(turn, x + wide / 2, y), self.local_context(stroke_opacity=0.7, fill_opacity=0.75):
            self.set_draw_color(*TERRA)
            self.set_text_color(*TERRA)
            self.set_line_width(0.9)
            self.rect(x, y - 8, wide, 13)
            self.set_line_width(0.3)
            self.rect(x + 1.2, y - 6.8, wide - 2.4, 10.6)
            self.text(x + 5, y + 1.2, text)


def make_document(source: Path, target: Path, title: str) -> int:
    """Set one text file as a PDF; returns its number of pages."""
    pages = source.read_text(encoding="utf-8").split("\n--- page\n")
    sheaf = Sheaf(title, seed=len(source.name))
    for number, page in enumerate(pages, 1):
        sheaf.paper()
        set_page(sheaf, page)
        if len(pages) > 1:
            sheaf.typed(f"- {number} -", 284, 9, x=100)
    sheaf.output(str(target))
    return len(pages)


def set_page(sheaf: Sheaf, page: str) -> None:
    """Set the lines of one page from the top."""
    y = TOP
    if page.startswith("|\n"):
        page = page[2:]
        sheaf.frame(TOP + (len(page.splitlines()) + 4) * LINE)
    for line in page.splitlines():
        if line.startswith("! "):
            y += LINE * 1.6
            sheaf.stamp(line[2:], y)
            y += LINE * 1.6
            continue
        if line.startswith("## "):
            sheaf.typed(line[3:], y, 12.5, "typewriter")
            y += 1.6 * LINE
        elif line.startswith("# "):
            y += 0.8 * LINE if y > TOP else 0
            sheaf.typed(line[2:], y, 18, "typewriter")
            y += 1.7 * LINE
        elif line.startswith("> "):
            y += LINE * 0.7
            sheaf.note(line[2:], y)
            y += LINE * 1.2
        else:
            if line.strip():
                sheaf.typed(line, y)
            y += LINE


def make_all(texts: Path, target: Path) -> None:
    """Every document of the collection."""
    for name, title in TITLES.items():
        pages = make_document(texts / f"{name}.txt", target / f"{name}.pdf", title)
        print(f"{name}.pdf: {pages} pages")
    make_letter(texts / "lettre-de-tunis.txt", target / "lettre-de-tunis.png")
