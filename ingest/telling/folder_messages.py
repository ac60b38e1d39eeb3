"""What ingest says of a folder: of names, of what is left aside, of what goes away."""

from __future__ import annotations

from ingest.telling.messages import Sentence

LEFT_OUT_BY_SHEET = Sentence(
    "warning",
    "Aucune ligne de la feuille ne nomme ce fichier ; il n’est pas repris.",
    "Ajoutez-lui une ligne, ou ôtez-le du dossier.",
)
JUNK = Sentence("note", "Fichiers du système, laissés de côté : {count} ({names}).", "Il n’y a rien à faire.")
LINK = Sentence("warning", "C’est un lien, laissé de côté.", "Copiez le fichier lui-même dans le dossier.")
NO_PLAIN_FILE = Sentence(
    "warning",
    "C’est un tube, une prise ou un appareil, non un fichier : laissé de côté sans être ouvert.",
    "Il n’y a rien à faire.",
)
NAME_NOT_UTF_8 = Sentence(
    "error",
    "Ce nom n’est pas écrit en UTF-8 ; il n’est montré ici qu’à peu près.",
    "Renommez-le ; tout un dossier, par « convmv -f cp1252 -t utf-8 -r --notest DOSSIER ».",
)
SAME_NAME = Sentence(
    "error",
    "Un autre de ce dossier porte le même nom, aux accents écrits autrement ; celui-ci n’est pas repris.",
    "Renommez l’un des deux.",
)
NAMES_ALIKE = Sentence(
    "warning",
    "Ce nom ne diffère de « {other} » que par des majuscules ; les deux sont repris.",
    "Vérifiez que l’un n’est pas une copie de l’autre.",
)
FOLDER_TOO_DEEP = Sentence(
    "error", "Ce dossier est sous plus de {most} autres ; il n’est pas lu.", "Vérifiez s’il se répète, ou remontez-le."
)
UNREADABLE_FOLDER = Sentence("error", "Ce dossier ne se lit pas : {why}.", "Vérifiez ses droits d’accès, puis relancez.")
NOTHING_THERE = Sentence("error", "Il n’y a aucun fichier à reprendre dans ce dossier.", "Vérifiez le chemin.")
NO_SUCH_SOURCE = Sentence("error", "« {path} » n’est pas là, ou ne répond pas.", "Vérifiez le chemin, le disque ou le partage.")
SOURCE_AWAY = Sentence(
    "error",
    "« {name} » n’est plus là, ou ne répond plus : ce qui est entré y reste, le reste attend.",
    "Rebranchez le disque ou le partage, puis relancez : ingest resume {batch}",
)
TAPES_TOGETHER = Sentence(
    "note", "{count} enregistrements réunis en un seul entretien, dans l’ordre de leurs noms.",
    "Pour les séparer ou changer leur ordre, nommez-les dans un tableau.",
)  # fmt: skip
PAGES_TOGETHER = Sentence(
    "note", "{count} fichiers numérotés à la suite, réunis en un seul objet.",
    "Pour les séparer ou changer leur ordre, nommez-les dans un tableau.",
)  # fmt: skip
NAME_NOT_BY_PATTERN = Sentence(
    "warning",
    "Ce nom ne suit pas le modèle de la correspondance ; le fichier est repris sous son nom, sans cote.",
    "Renommez-le, ou corrigez « pattern » dans la correspondance.",
)
PAGE_TWICE = Sentence(
    "warning", "{count} fichiers portent la page {page} de « {cote} » ; tous sont repris.", "Gardez le meilleur, ou renommez-les."
)
COTE_ELSEWHERE = Sentence(
    "error",
    "La cote « {cote} » est déjà celle de « {first} », dans un autre dossier.",
    "Mettez les fichiers d’une cote dans un seul dossier, ou ôtez les copies.",
)
OTHER_CONTENT = Sentence(
    "warning",
    "Ce nom est déjà celui d’un objet de l’archive ({ark}), dont le contenu est tout autre.",
    "Si c’est un autre objet, faites entrer le dossier qui contient celui-ci, pour que leurs chemins diffèrent.",
)
