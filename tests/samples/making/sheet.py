"""The spreadsheet the archive ingests, written from the descriptions in texts/records.toml and texts/records-*.toml."""

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path

from typography import in_language

KEYS = ("source_identifier", "cote", "kind", "level", "parent", "label", "access_until", "files")
TERMS = (
    "title", "alternative", "description", "creator", "created", "temporal", "spatial", "subject", "language", "medium", "rights", "provenance",
)  # fmt: skip
WITH_LANGUAGE = {"title", "alternative", "description", "provenance", "alternative_text"}
LANGUAGES = ("fr", "en", "ar", "pt", "vi", "tr", "es", "br", "it", "pl", "hy")
FRENCH_BY_NATURE = {"creator", "subject", "temporal", "created", "spatial", "medium"}
LICENCE = "http://creativecommons.org/licenses/by/4.0/"


def column_name(key: str) -> str:
    """A key of records.toml as the sheet names it: `title@fr` is `dcterms:title@fr`, `role:ive` stays."""
    return f"dcterms:{key}" if key.partition("@")[0] in TERMS else key


def columns_of(records: list[Mapping[str, object]]) -> list[str]:
    """Every key used, in reading order: the archive's own, Dublin Core by term, alternatives, then roles and places."""
    used = {key for record in records for key in record}
    described = [f"{term}@{tag}" if term in WITH_LANGUAGE else term
                 for term in (*TERMS, "alternative_text")
                 for tag in (LANGUAGES if term in WITH_LANGUAGE else ("",))]  # fmt: skip
    known = [key for key in (*KEYS, *described) if key in used]
    return known + sorted(used - set(known))


def cell(key: str, value: object) -> str:
    """One cell: several values by `|`, each set as its language wants it."""
    name, _, language = key.partition("@")
    language = language or ("fr" if name in FRENCH_BY_NATURE else "")
    values = value if isinstance(value, list) else [value]
    return "|".join(in_language(str(one).strip(), language) for one in values)


def completed(record: Mapping[str, object], everywhere: Mapping[str, object]) -> dict[str, object]:
    """A description with what its identifier and habit say: `DRA-2-1-03` is DRA 2/1/03 under DRA-2-1, an open piece in French."""
    name = str(record["source_identifier"])
    above = name.rpartition("-")[0]
    own = {"cote": name.replace("-", "/").replace("/", " ", 1), "level": "item", "label": "open", "language": "fr", "rights": LICENCE}
    return own | ({"parent": above} if above != "DRA" else {}) | dict(record) | dict(everywhere)


def described(folder: Path) -> list[Mapping[str, object]]:
    """Every record of a folder of descriptions, in the order of their reference codes: parents before their children."""
    everywhere = tomllib.loads((folder / "records.toml").read_text(encoding="utf-8"))["everywhere"]
    told = [record for path in sorted(folder.glob("records*.toml")) for record in tomllib.loads(path.read_text(encoding="utf-8"))["record"]]
    files = tomllib.loads((folder / "files.toml").read_text(encoding="utf-8"))
    told = [record | files.get(record["source_identifier"], {}) for record in told]
    return sorted((completed(record, everywhere) for record in told), key=lambda record: [int(part) for part in str(record["source_identifier"]).split("-")[1:]])


def write_sheet(folder: Path, target: Path) -> int:
    """Write the sheet; returns the number of records. UTF-8, commas, LF."""
    records = described(folder)
    keys = columns_of(records)
    with target.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(column_name(key) for key in keys)
        sheet.writerows([cell(key, record.get(key, "")) for key in keys] for record in records)
    return len(records)


if __name__ == "__main__":
    here = Path(__file__).parent
    print(write_sheet(here / "texts", here.parent / "records.csv"), "records")
