"""What ingest says to the archivist: each sentence once, in French, with the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.model.batch import Problem


@dataclass(frozen=True)
class Sentence:
    """Something that can be said of a file or a row; `{…}` are facts given when it is said."""

    level: Literal["error", "warning", "note"]
    text: str
    remedy: str = ""

    def about(self, file: str, row: int | None = None, column: str | None = None, **facts: object) -> Problem:
        return Problem(self.level, file, self.text.format(**facts), self.remedy.format(**facts), row, column)


# The sheet as a whole
EMPTY_SHEET = Sentence("error", "La feuille est vide.", "Vérifiez que le fichier a bien été enregistré.")
OLD_WORKBOOK = Sentence(
    "error",
    "C’est un classeur d’ancien format (.xls) ou protégé par un mot de passe.",
    "Ôtez le mot de passe, puis enregistrez-le au format .xlsx ou .csv.",
)
LOCKED_WORKBOOK = Sentence("error", "Ce classeur est protégé par un mot de passe.", "Ôtez le mot de passe.")
BROKEN_WORKBOOK = Sentence(
    "error",
    "Ce classeur ne se lit pas : il est incomplet ou abîmé.",
    "Enregistrez-le de nouveau au format .xlsx ou .csv.",
)
SWOLLEN_WORKBOOK = Sentence(
    "error",
    "Ce classeur se déploierait jusqu’à {size} Mo ; {most} Mo sont permis.",
    "Enregistrez la seule feuille utile au format .csv.",
)
OTHER_SHEETS = Sentence(
    "warning",
    "Seule la feuille « {read} » de ce classeur est lue ; il en a d’autres : {others}.",
    "Enregistrez chacune dans son fichier, si elles décrivent aussi des objets.",
)
XML_SHEET = Sentence(
    "error",
    "C’est un fichier XML, non une feuille.",
    "Faites-le entrer par « ingest ead » (instrument de recherche) ou « ingest dc » (Dublin Core).",
)
TOO_MANY_COLUMNS = Sentence("error", "La feuille a plus de {most} colonnes.", "Gardez les seules colonnes utiles.")
NO_SUCH_ENCODING = Sentence("error", "L’encodage « {encoding} » n’existe pas.", "Essayez utf-8, cp1252 ou mac-roman.")
WRONG_ENCODING = Sentence(
    "error",
    "Ce fichier n’est pas en {encoding} : la ligne {line} ne se lit pas.",
    "Donnez son encodage par --encoding (utf-8, cp1252, mac-roman…).",
)
GUESSED_ENCODING = Sentence(
    "warning",
    "Ce fichier n’est pas en UTF-8 ; il a été lu comme {encoding}.",
    "Vérifiez les accents ; s’ils sont faux, donnez l’encodage par --encoding.",
)
NO_ROWS = Sentence("error", "La feuille n’a que son en-tête.", "Ajoutez une ligne pour chaque objet.")
NOTHING_KNOWN = Sentence(
    "error",
    "Aucune colonne de cette feuille n’est connue.",
    "Nommez les colonnes comme le Dublin Core (dcterms:title@fr…), ou choisissez une correspondance par --crosswalk.",
)
UNKNOWN_COLUMN = Sentence(
    "warning",
    "La colonne « {header} » n’est pas connue ; ce qu’elle contient n’est pas repris.",
    "Corrigez son nom, ou ajoutez-la à une correspondance (config/crosswalks).",
)
MORE_UNKNOWN_COLUMNS = Sentence(
    "warning",
    "{count} autres colonnes ne sont pas connues ; ce qu’elles contiennent n’est pas repris.",
    "Faites une correspondance : « ingest crosswalk » en écrit une première.",
)
NEAR_COLUMN = Sentence(
    "warning",
    "La colonne « {header} » n’est pas connue ; ce qu’elle contient n’est pas repris.",
    "Vouliez-vous dire « {nearest} » ?",
)

# Its rows
CELLS_BEYOND = Sentence(
    "warning",
    "Cette ligne a plus de cellules que l’en-tête n’a de colonnes ; les dernières ne sont pas reprises.",
    "Mettez entre guillemets droits les textes qui contiennent le séparateur.",
)
QUOTE_NEVER_CLOSED = Sentence(
    "error",
    "Un guillemet ouvert à partir de la ligne de texte {line} n’est jamais fermé ; la suite n’a pas pu être lue.",
    "Fermez ce guillemet, ou doublez les guillemets à l’intérieur des cellules.",
)
QUOTE_MISPLACED = Sentence(
    "error", "Un guillemet est mal placé (ligne de texte {line}).", "Doublez les guillemets à l’intérieur des cellules."
)
CELL_TOO_LONG = Sentence("error", "Une cellule dépasse {most} signes.", "Faites-en un fichier joint à l’objet.")
SIGNS_REMOVED = Sentence(
    "note", "Des signes de commande invisibles ont été ôtés de cette ligne.", "Il n’y a rien à faire."
)
NO_IDENTIFIER = Sentence(
    "warning",
    "Cette ligne n’a pas d’identifiant ; « {identifier} » lui est donné.",
    "Remplissez la colonne source_identifier, pour que l’objet soit reconnu la prochaine fois.",
)
NOTHING_SAID = Sentence(
    "error", "Cette ligne n’a ni titre, ni fichier, ni identifiant.", "Complétez-la ou supprimez-la."
)
DOUBLED_IDENTIFIER = Sentence(
    "error",
    "L’identifiant « {identifier} » est déjà celui de la ligne {first}, dont le titre est différent.",
    "Donnez à chaque objet son identifiant ; pour une partie du même objet, laissez le titre vide ou identique.",
)
ROW_TWICE = Sentence(
    "note", "Cette ligne répète la ligne {first} ; elle n’est reprise qu’une fois.", "Supprimez l’une des deux."
)
CIRCLE = Sentence(
    "error",
    "« {identifier} » est rangé dans une collection qui est rangée dans lui.",
    "Corrigez la colonne parent de l’un des deux.",
)
TOO_DEEP = Sentence(
    "error",
    "Cet objet est rangé sous plus de {most} collections, l’une dans l’autre.",
    "Vérifiez la colonne parent : elle nomme sans doute la ligne d’à côté.",
)
BAD_ORDER = Sentence(
    "warning", "« {text} » n’est pas un rang ; l’ordre des lignes vaut.", "Écrivez un nombre dans la colonne order."
)

# Values
UNKNOWN_KIND = Sentence(
    "warning", "« {text} » n’est pas un type connu ; « {kind} » est proposé.", "Les types connus : {known}."
)
UNKNOWN_LEVEL = Sentence(
    "warning", "« {text} » n’est pas un niveau connu ; il n’est pas repris.", "Les niveaux connus : {known}."
)
UNKNOWN_LABEL = Sentence("error", "« {text} » n’est pas un accès connu.", "Les accès connus : {known}.")
UNKNOWN_ROLE = Sentence(
    "warning",
    "Le rôle « {text} » n’est pas connu ; les noms sont repris sans rôle.",
    "Les rôles sont dans config/vocabularies/roles.csv.",
)
UNKNOWN_PLACE_ROLE = Sentence(
    "warning",
    "« place:{text} » n’est pas connu ; les lieux sont repris sans leur rôle.",
    "Les rôles d’un lieu : {known}.",
)
SEVERAL_PLACES = Sentence(
    "note", "Plusieurs lieux s’appellent « {text} » : {known}.", "Précisez, par exemple « {text} ({example}) »."
)
BAD_ACCESS_DATE = Sentence(
    "error",
    "« {text} » n’est pas un jour : on ne saurait quand ouvrir cet objet.",
    "Écrivez un jour entier dans access_until, par exemple 2031-01-01.",
)
OPEN_AND_RESERVED = Sentence(
    "warning", "L’objet est dit ouvert, mais réservé jusqu’au {day} ; il reste réservé.", "Ôtez l’un ou l’autre."
)
UNSTATED_RIGHTS = Sentence(
    "warning",
    "« {text} » n’est pas une déclaration de droits connue ; le texte est gardé, mais rien ne pourra être téléchargé.",
    "Employez une adresse ou un code de config/vocabularies/rights.csv, par exemple CC-BY ou InC.",
)
SEVERAL_VALUES = Sentence(
    "warning", "La colonne {header} a plusieurs valeurs ; la première est retenue.", "N’en gardez qu’une."
)
UNKNOWN_PARENT = Sentence(
    "warning",
    "La collection « {parent} » n’est ni dans cette feuille ni dans l’archive ; l’objet est repris sans elle.",
    "Ajoutez une ligne pour cette collection, puis relancez avec --update.",
)
WITHDRAWN = Sentence(
    "error",
    "Cet objet a été retiré de l’archive le {day} ({ark}) : {why}.",
    "S’il doit y revenir, relancez avec --withdrawn ; il recevra un nouvel identifiant.",
)

# Finding aids, Dublin Core in XML
ACCESS_IN_WORDS = Sentence(
    "note",
    "Les conditions d’accès sont dites en mots pour {count} descriptions : elles entrent fermées, même avec --open.",
    "Lisez-les, puis ouvrez ce qui peut l’être par « archive open ».",
)
INTERNAL_LEFT = Sentence(
    "note",
    "{count} passages marqués internes (audience=\"internal\") ne sont pas repris dans les notices.",
    "Ils restent dans le fichier déposé.",
)
UNKNOWN_ELEMENT = Sentence(
    "warning",
    "L’élément « {element} » n’est pas connu de la correspondance ; son texte est gardé comme description.",
    "Ajoutez-le à la correspondance (config/crosswalks/ead.toml).",
)
FILE_AT_ADDRESS = Sentence(
    "warning",
    "L’objet numérique « {address} » est ailleurs sur le réseau ; la notice est reprise sans lui.",
    "Copiez ce fichier dans le dossier des fichiers, puis relancez avec --update.",
)
NO_IDENTIFIER_IN_XML = Sentence(
    "warning",
    "Cette notice n’a pas d’identifiant ; « {identifier} » lui est donné.",
    "Donnez-lui un dc:identifier, pour qu’elle soit reconnue la prochaine fois.",
)
DOUBLED_IN_XML = Sentence(
    "error",
    "L’identifiant « {identifier} » est déjà celui de la notice de la ligne {first}.",
    "Donnez à chaque notice son identifiant.",
)

# Files
MISSING_FILE = Sentence(
    "error",
    "Le fichier « {name} » est introuvable.",
    "Vérifiez son nom, ou donnez le dossier par --files ; ce nom y ressemble : {nearest}.",
)
MISSING_FILE_NOTHING_NEAR = Sentence(
    "error",
    "Le fichier « {name} » est introuvable dans « {folder} ».",
    "Vérifiez son nom, ou donnez le dossier des fichiers par --files.",
)
OUTSIDE = Sentence(
    "error",
    "« {name} » désigne un fichier hors du dossier des fichiers.",
    "Copiez-le dans ce dossier et donnez son nom relatif.",
)
SEVERAL_FILES_ALIKE = Sentence(
    "error",
    "Plusieurs fichiers répondent au nom « {name} » : {known}.",
    "Écrivez le chemin depuis le dossier des fichiers.",
)
FILE_ELSEWHERE = Sentence("note", "« {name} » a été trouvé sous le nom « {found} ».", "Il n’y a rien à faire.")
LONE_TRANSCRIPT = Sentence(
    "warning", "Aucun enregistrement n’accompagne cette transcription : elle est seule.",
    "Donnez-lui le nom de l’enregistrement : entretien.mp3, entretien.fr.vtt.",
)  # fmt: skip
HELD_ALREADY = Sentence(
    "note",
    "Ce fichier est déjà dans l’archive ({ark}).",
    "Vérifiez s’il s’agit du même objet ; rien n’est perdu, il y sera deux fois.",
)
TWICE_IN_BATCH = Sentence("note", "Ce fichier est le même que « {name} ».", "Vérifiez s’il s’agit du même objet.")
CHANGED_WHILE_READ = Sentence(
    "error", "Ce fichier a changé pendant qu’il était lu.", "Attendez la fin de la copie, puis relancez."
)
GONE_WHILE_READ = Sentence(
    "error", "Ce fichier ne se lit pas, ou plus : {why}.", "Vérifiez ses droits d’accès et le disque, puis relancez."
)
PLACE_KEPT_BACK = Sentence(
    "note", "L’appareil a noté le lieu de la prise de vue ; il reste dans l’original seul.", "Il n’y a rien à faire."
)
SCANNED_ON = Sentence(
    "note", "Numérisé le {day} par un scanneur : ce jour n’est pas repris comme date de l’objet.", "Il n’y a rien à faire."
)
NAME_AND_CONTENT = Sentence("warning", "{text}", "Corrigez le suffixe du nom si vous le pouvez.")
ANIMATED = Sentence(
    "warning",
    "Cette image est animée ({count} vues) ; la première seule est montrée, le fichier entier est gardé.",
    "Pour montrer le mouvement, enregistrez-la en film (MP4).",
)
# Transcripts
LONGER_THAN_ITS_SOUND = Sentence(
    "warning",
    "La transcription va jusqu’à {last}, mais son enregistrement ne dure que {length}.",
    "Vérifiez que c’est bien la transcription de cet enregistrement ; ce qui dépasse est gardé, sans son.",
)
TIMES_GO_BACK = Sentence(
    "warning",
    "Les temps reviennent en arrière à {time} (« {words} ») ; les phrases sont mises dans l’ordre du temps.",
    "Vérifiez ces temps.",
)
SPEAKS_TWICE_AT_ONCE = Sentence(
    "warning",
    "À {time}, la même personne dirait deux phrases à la fois (« {words} »).",
    "Vérifiez ces temps, ou nommez les deux personnes.",
)
NO_TIMES = Sentence(
    "warning",
    "Cette transcription ne dit pas ses temps : elle sera trouvée et lue, mais aucun mot ne mènera au son.",
    "Ajoutez-lui des temps si vous le pouvez.",
)
ROWS_WITHOUT_TIME = Sentence(
    "warning", "{count} lignes n’ont pas de temps ; elles suivent la ligne du dessus.", "Complétez-les si vous le pouvez."
)
NO_WORDS_YET = Sentence(
    "warning", "Cet entretien OHMS n’a encore ni transcription ni index ; le fichier seul est gardé.", "Il n’y a rien à faire."
)
TIERS_LEFT_ASIDE = Sentence(
    "note", "Des pistes ELAN ne sont pas reprises comme paroles : {tiers}. Le fichier entier est gardé.",
    "Pour qu’une piste soit reprise comme traduction, donnez-lui sa langue dans ELAN.",
)  # fmt: skip
MACHINE_MADE = Sentence(
    "note",
    "Cette transcription a été faite par une machine ({machine}) ; elle reste fermée jusqu’à ce que vous l’ouvriez.",
    "Relisez-la, puis ouvrez-la : archive open ARK --file {id}",
)
NO_TRANSCRIPT = Sentence(
    "warning",
    "Ce fichier a le nom d’un enregistrement, mais n’est pas une transcription que l’archive sait lire ; il n’est pas repris.",
    "Si c’en est une, exportez-la en WebVTT ; sinon, donnez-lui un autre nom ou nommez-le dans la feuille.",
)
READER_FAILED = Sentence(
    "error", "Le lecteur ne sait pas lire ce fichier ({why}).", "Réenregistrez-le dans un autre logiciel, puis relancez."
)
CANNOT_KEEP = Sentence("error", "L’archive n’a pas pu garder cet objet ({why}).", "Relancez par « ingest resume ».")
LOST = Sentence("error", "{text}", "{remedy}")
DISK_FULL = Sentence(
    "error",
    "Le disque est plein ({folder}) : l’ingestion s’est arrêtée, rien n’est entré à moitié.",
    "Libérez de la place, puis relancez : ingest resume {batch}",
)
CATALOGUE_AWAY = Sentence(
    "error",
    "Le catalogue ne se laisse plus écrire ({why}) : l’ingestion s’est arrêtée, rien n’est entré à moitié.",
    "Vérifiez la place sur le disque et la base, puis relancez : ingest resume {batch}",
)
STOPPED = Sentence(
    "error", "L’ingestion a été arrêtée avant la fin ; ce qui est compté est entré.", "Pour la suite : ingest resume {batch}"
)
CANNOT_BEGIN = Sentence("error", "Ce lot n’a pas pu commencer ({why}).", "Vérifiez ce qui a été déposé.")
