"""What stands in an exported folder, said in it, in French and in English."""

from __future__ import annotations

from dataclasses import dataclass

SHEET, FILES, README, CROSSWALK = "notices.csv", "fichiers", "README.txt", "archive"


@dataclass(frozen=True)
class Contents:
    """What an export brought out: the collection's title and ARK, the day (ISO 8601), and how much."""

    title: str
    ark: str
    day: str
    records: int = 0
    not_open: int = 0
    files: int = 0
    size_bytes: int = 0


def readme(contents: Contents) -> str:
    facts = {**vars(contents), "sheet": SHEET, "folder": FILES, "crosswalk": CROSSWALK}
    return _WORDS.format(**facts)


_WORDS = """\
{title}
{ark}

FRANÇAIS

Ce dossier contient la collection ci-dessus telle que l’archive la gardait le {day} :
{records} notices et {files} fichiers ({size_bytes} octets).

Attention : {not_open} de ces notices ne sont pas ouvertes à tous, et les originaux peuvent contenir des lieux ou des noms
que l’archive ne montre pas. Gardez ce dossier comme vous gardez l’archive.

{sheet}
    Une ligne par notice, et une de plus pour chaque fichier après le premier. UTF-8, point-virgule. Les colonnes portent
    les noms du Dublin Core et la langue de leurs valeurs (dcterms:title@fr) ; « creator:pht » dit un rôle (code MARC),
    « place:born » un lieu et ce qu’il est pour la personne. Plusieurs valeurs d’une cellule sont séparées par « | ».
    Une barre oblique inverse précède un signe à prendre tel quel : un « | », une autre barre, ou un « = », « + », « - »,
    « @ » qui ferait une formule dans un tableur.
    « #authority », à droite d’une colonne, dit de qui, de quel lieu ou de quel sujet il s’agit ; « #edtf » traduit une
    date dont les mots ne suffisent pas ; « words » y dit qu’ils ne donnent aucun jour. Dans un tableur, importez
    toutes les colonnes comme du texte.
{folder}/
    Les originaux, un dossier par notice. La colonne « files » dit où est chacun, « file_name » le nom qu’il avait,
    « transcript_of » l’enregistrement ou le document dont un fichier est la transcription.

Pour faire entrer ce dossier dans une autre archive :
    ingest sheet {sheet} --crosswalk {crosswalk}

N’y sont pas : l’historique des notices, les autres formes des noms, les copies de consultation, que l’archive refait.
Une notice y reçoit un nouvel identifiant ARK ; l’ancien est dans la colonne « ark ».

ENGLISH

This folder holds the collection above as the archive kept it on {day}:
{records} records and {files} files ({size_bytes} bytes).

Take care: {not_open} of these records are not open to everybody, and the originals may hold places or names that the
archive does not show. Keep this folder as you keep the archive.

{sheet}
    One row a record, and one more for each file after its first. UTF-8, semicolons. Columns are named by Dublin Core and
    the language of their values (dcterms:title@fr); “creator:pht” tells a role (a MARC code), “place:born” a place and
    what it is to the person. Several values in a cell are separated by “|”. A backslash stands before a sign to be taken
    as it is: a “|”, another backslash, or a “=”, “+”, “-”, “@” that would make a formula in a spreadsheet.
    “#authority”, to the right of a column, tells which person, place or subject is meant; “#edtf” says a date whose words
    are not enough; “words” there says that they mean no days. In a spreadsheet, import every column as text.
{folder}/
    The originals, one folder a record. The column “files” tells where each is, “file_name” the name it had, “transcript_of”
    the recording or document that a file is the transcript of.

To bring this folder into another archive:
    ingest sheet {sheet} --crosswalk {crosswalk}

Not in it: the history of the records, the other forms of names, the copies made to be looked at, which the archive makes
again. A record gets a new ARK there; the old one stands in the column “ark”.
"""
