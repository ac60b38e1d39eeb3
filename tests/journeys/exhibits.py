"""A small archive to walk through: one of each kind, in three languages, made here with real forms."""

from __future__ import annotations

import io
import math
import struct
import tempfile
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path

from PIL import Image, ImageDraw

from archive.actions import accession, accounts
from archive.actions.arrivals import Arrival
from archive.model.authorities import Authority, Name
from archive.model.dates import read_date
from archive.model.record import File, Record, Value
from archive.model.transcript import Passage
from archive.wiring import Archive
from ingest.deriving.derive import make
from ingest.limits import Limits
from tests.builders import carried

PASSWORD = "la clé des archives"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
CC_BY = "http://creativecommons.org/licenses/by/4.0/"
_TALK_SECONDS = 40


@dataclass(frozen=True)
class Exhibit:
    """One record and the bytes of its masters by file id."""

    record: Record
    masters: dict[str, bytes]
    passages: dict[str, tuple[Passage, ...]]
    parent: str | None = "fonds"
    open_: bool = True


def filled(archive: Archive) -> dict[str, str]:
    """Put the exhibits in, and an account for Anne; gives ARKs by source identifier."""
    accounts.add(archive, "Anne", PASSWORD)
    found: dict[str, str] = {}
    for open_ in (True, False):
        batch = accession.begin(archive, "Anne", "folder", "boîte 14", {})
        chosen = [each for each in exhibits() if each.open_ is open_]
        outcomes = accession.deposit(archive, batch, [_arrival(archive, each) for each in chosen], open_=open_)
        accession.finish(archive, batch, {"added": len(outcomes)})
        found |= {each.record.keys["source_identifier"]: outcome.ark for each, outcome in zip(chosen, outcomes, strict=True)}
    carried(archive)
    return found


def exhibits() -> tuple[Exhibit, ...]:
    return (_fonds(), _photograph(), _interview(), _minutes(), _letter(), _object(), _secret())


def _fonds() -> Exhibit:
    title = (Value("Fonds de l’amicale", "fr"), Value("Association fonds", "en"), Value("رصيد الجمعية", "ar"))
    said = (Value("Cahiers et voix réunis à Bellevue.", "fr"), Value("Notebooks and voices from Bellevue.", "en"))
    terms = {"title": title, "description": said}
    return Exhibit(_record("fonds", "collection", terms, level="fonds"), {}, {}, parent=None)


def _photograph() -> Exhibit:
    terms = {
        "title": (
            Value("La boulangerie de la rue des Pins", "fr"), Value("The bakery in Rue des Pins", "en"),
            Value("مخبز شارع الصنوبر", "ar"),
        ),
        "description": (Value("La file, avant le jour. L’homme au pain n’a pas encore de nom.", "fr"),),
        "creator": (Value("Joaquim Teixeira", role="pht", authority="teixeira"),),
        "spatial": (Value("Bellevue", "fr", authority="bellevue", role="depicted"),),
        "subject": (Value("pain", "fr", authority="bread"),),
    }
    record = _record("photo", "photograph", terms, created="vers 1966", rights=CC_BY, files=(
        _file("f1", "boulangerie.png", "image/png", "image", picture(1500, 1000, "#b5532d"), alternatives=(
            Value("Gravure : une file d’attente devant une boulangerie.", "fr"), Value("Print: a queue outside a bakery.", "en"),
            Value("نقش: طابور أمام مخبز.", "ar"))),
    ))  # fmt: skip
    return Exhibit(record, {"f1": picture(1500, 1000, "#b5532d")}, {})


def _interview() -> Exhibit:
    sentences = (
        ("Maria", "Na primeira manhã, na fábrica, eu não sabia dizer bom dia.", "Le matin, à l’usine, je ne disais rien."),
        ("Hélène", "Quem lha ensinou?", "Qui vous l’a appris ?"),
        ("Maria", "Uma vizinha do prédio, a Fatima, que era de Argel.", "Une voisine de l’immeuble, Fatima, qui venait d’Alger."),
        ("Maria", "O barulho era tal que falávamos com as mãos.", "Il y avait un tel bruit que nous parlions avec les mains."),
    )
    step = _TALK_SECONDS / len(sentences)
    spoken, translated = [], []
    for n, (who, pt, fr) in enumerate(sentences):
        spoken.append(Passage("f1", n + 1, pt, "pt", "open", n * step, (n + 1) * step, speaker=who))
        translated.append(Passage("f1", n + 101, fr, "fr", "open", n * step, (n + 1) * step, speaker=who))
    terms = {
        "title": (
            Value("Entretien avec Maria Ferreira", "fr"), Value("Interview with Maria Ferreira", "en"),
            Value("Entrevista com Maria Ferreira", "pt"),
        ),
        "description": (Value("Elle raconte le train de nuit et l’usine.", "fr"),),
        "contributor": (Value("Maria Ferreira", role="ive", authority="ferreira"), Value("Hélène Marchand", role="ivr")),
        "spatial": (Value("Bellevue", "fr", authority="bellevue", role="recorded"),),
        "language": (Value("pt"),), "subject": (Value("conserveries", "fr", authority="canneries"),),
    }  # fmt: skip
    files = (_file("f1", "maria.wav", "audio/x-wav", "sound", tone(_TALK_SECONDS), language="pt"),)
    record = _record("voix", "interview", terms, created="14 mars 2004", temporal="1969-1987", rights=IN_COPYRIGHT, files=files)
    return Exhibit(record, {"f1": tone(_TALK_SECONDS)}, {"f1": (*spoken, *translated)})


def _minutes() -> Exhibit:
    terms = {
        "title": (Value("Cahier de l’amicale des locataires", "fr"), Value("The tenants’ notebook", "en")),
        "spatial": (Value("Bellevue", "fr", authority="bellevue"),), "language": (Value("fr"),),
    }  # fmt: skip
    content = pdf("Reunion du 3 mai", "La chaudiere est en panne", "Bal du samedi")
    record = _record("cahier", "document", terms, created="1974", rights=CC_BY, files=(
        _file("f1", "cahier.pdf", "application/pdf", "pages", content, language="fr"),
    ))  # fmt: skip
    return Exhibit(record, {"f1": content}, {})


def _letter() -> Exhibit:
    terms = {
        "title": (Value("رسالة إلى أمي", "ar"), Value("Lettre à ma mère", "fr")), "language": (Value("ar"),),
        "description": (Value("رسالة من بوابة المعمل، كُتبت يوم الأحد.", "ar"),),
        "creator": (Value("محمد بن عيسى", "ar", role="aut", authority="ben-aissa"),),
    }  # fmt: skip
    return Exhibit(_record("lettre", "letter", terms, created="été 1974"), {}, {})


def _object() -> Exhibit:
    sides = {f"f{n}": picture(700, 900, colour) for n, colour in ((1, "#1f6f5c"), (2, "#b5532d"))}
    files = tuple(_file(each, f"{each}.png", "image/png", "image", content, page_label=each) for each, content in sides.items())
    terms = {"title": (Value("Une valise", "fr"), Value("A suitcase", "en"), Value("حقيبة سفر", "ar"))}
    return Exhibit(_record("valise", "object", terms, files=files), sides, {})


def _secret() -> Exhibit:
    return Exhibit(_record("secret", "letter", {"title": (Value("Lettre scellée", "fr"),)}), {}, {}, open_=False)


AUTHORITIES = (
    Authority("teixeira", "person", (Name("Teixeira, Joaquim", "pt"), Name("Teixeira, João", "pt", "variant"))),
    Authority("ferreira", "person", (Name("Ferreira, Maria", "pt"), Name("Ferreira Lopes, Maria", "pt", "married"))),
    Authority("ben-aissa", "person", (Name("بن عيسى، محمد", "ar"), Name("Benaïssa, Mohamed", "fr", "transliteration"))),
)


def _record(identifier: str, kind: str, terms: Mapping[str, tuple[Value, ...]], **parts: object) -> Record:
    dates = {}
    for term in ("created", "temporal"):
        if term in parts:
            known = read_date(str(parts.pop(term)))
            dates[term] = (known,) if known else ()
    keys = {"source_identifier": identifier, "cote": f"DRA-{identifier}"}
    return Record("", kind, terms, dates, keys, **parts)  # type: ignore[arg-type]


def _file(file_id: str, name: str, media_type: str, role: str, content: bytes, **parts: object) -> File:
    return File(file_id, name, media_type, len(content), sha512(content).hexdigest(), role, **parts)  # type: ignore[arg-type]


def _arrival(archive: Archive, exhibit: Exhibit) -> Arrival:
    prepared, words = {}, dict(exhibit.passages)
    for file in exhibit.record.files:
        content = exhibit.masters[file.id]
        folder = Path(tempfile.mkdtemp(dir=archive.settings.home)) / file.id
        master = folder.parent / file.name
        master.write_bytes(content)
        accession.stage(archive, master, file.sha512)
        master.write_bytes(content)
        _, pages, _ = make(master, file.role, folder, file.id, Limits())
        prepared[file.id] = folder
        if pages:
            words[file.id] = pages
    return Arrival(exhibit.record, words, prepared, AUTHORITIES, exhibit.parent)


def picture(width: int, height: int, colour: str) -> bytes:
    """A PNG: houses of one colour under a sun."""

    def at(*points: float) -> list[float]:
        return [point * (width / 150 if index % 2 == 0 else height / 100) for index, point in enumerate(points)]

    image = Image.new("RGB", (width, height), "#f3eadb")
    draw = ImageDraw.Draw(image)
    draw.ellipse(at(96, 14, 124, 42), "#d9a441")
    draw.polygon(at(10, 90, 10, 40, 30, 25, 50, 40, 50, 90), colour)
    draw.rectangle(at(60, 52, 100, 90), colour)
    for box in ((0, 90, 150, 100), (24, 68, 36, 90), (70, 62, 78, 70), (84, 62, 92, 70)):
        draw.rectangle(at(*box), "#14213d")
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def tone(seconds: int) -> bytes:
    """A WAV of a soft note that comes and goes."""
    rate, content = 8000, io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        times = [index / rate for index in range(rate * seconds)]
        loud = [math.sin(at * 440 * math.tau) * (0.2 + 0.6 * abs(math.sin(at * 1.3))) for at in times]
        file.writeframes(struct.pack(f"<{len(loud)}h", *(round(each * 20_000) for each in loud)))
    return content.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text on each page, set in Helvetica."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    font = b"/Resources << /Font << /F1 3 0 R >> >>"
    for text in pages:
        drawn = f"BT /F1 24 Tf 60 700 Td ({text}) Tj ET".encode("latin-1")
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        parts.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s >>" % (len(parts), font))
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table) + (
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(content))
    )
