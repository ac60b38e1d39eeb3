"""What ingest says of dates: why one stays words, and in which order a column writes its days."""

from __future__ import annotations

from ingest.telling.messages import Sentence

BAD_DATE = Sentence(
    "warning",
    "La date « {text} » n’est pas comprise ; elle est gardée telle qu’elle est écrite.",
    "Écrivez par exemple 1962, 1962-05-12, vers 1962, entre 1960 et 1975, années 1970.",
)
SHORT_YEAR = Sentence(
    "warning",
    "La date « {text} » a une année à deux chiffres, qui ne dit pas son siècle ; elle est gardée telle qu’elle est écrite.",
    "Écrivez l’année à quatre chiffres, par exemple 12/03/1968.",
)
NO_SUCH_DAY = Sentence(
    "warning",
    "Le jour que dit « {text} » n’existe pas ; la date est gardée telle qu’elle est écrite.",
    "Vérifiez le jour, le mois et l’année.",
)
ENDS_BEFORE_IT_BEGINS = Sentence(
    "warning",
    "La date « {text} » finit avant de commencer ; elle est gardée telle qu’elle est écrite.",
    "Vérifiez l’ordre des deux dates.",
)
DAY_OR_MONTH = Sentence(
    "warning",
    "Dans « {text} », le jour est-il d’abord, ou le mois ? La date est gardée telle qu’elle est écrite.",
    'Ajoutez date_order = "dmy" (jour d’abord) ou "mdy" (mois d’abord) à la correspondance, puis relancez.',
)
DATES_DISAGREE = Sentence(
    "warning",
    "Les deux dates de « {text} » ne s’accordent pas ; elles sont gardées telles qu’elles sont écrites.",
    "Vérifiez la conversion, et gardez celle qui est sûre.",
)
SEVERAL_MEANINGS = Sentence(
    "warning",
    "La date « {text} » se comprend de plusieurs façons ; elle est gardée telle qu’elle est écrite.",
    "Précisez, par exemple 1905-1911, novembre 1905, années 2010 ou XXe siècle.",
)
OUTSIDE_THE_YEARS = Sentence(
    "warning",
    "La date « {text} » est hors des années 1 à 9999 ; elle est gardée telle qu’elle est écrite.",
    "Corrigez-la si c’est une faute ; sinon, elle ne sera pas trouvée par ses années.",
)
HIJRI_DATE = Sentence(
    "note",
    "« {text} » est une date de l’hégire : elle est convertie par le calendrier tabulaire, à un jour près.",
    "Si vous connaissez le jour de notre calendrier, écrivez-le après, entre parenthèses.",
)
MONTH_FIRST = Sentence(
    "note",
    "La colonne « {header} » écrit le mois d’abord, comme le montre « {text} » : toutes ses dates sont lues ainsi.",
    'Si c’est une faute, corrigez cette date, ou ajoutez date_order = "dmy" à la correspondance.',
)
BOTH_DATE_ORDERS = Sentence(
    "warning",
    "La colonne « {header} » mêle des jours d’abord (« {day} », ligne {day_row}) et des mois d’abord (« {month} », ligne "
    "{month_row}) : ses dates qui peuvent être l’un ou l’autre sont gardées telles qu’elles sont écrites.",
    'Corrigez la colonne, ou ajoutez date_order = "dmy" (jour d’abord) ou "mdy" (mois d’abord) à la correspondance.',
)
DAY_OR_MONTH_FIRST = Sentence(
    "warning",
    "Rien dans la colonne « {header} » ne dit si le jour ou le mois est d’abord, comme dans « {text} » : ces dates sont "
    "gardées telles qu’elles sont écrites.",
    'Ajoutez date_order = "dmy" (jour d’abord) ou "mdy" (mois d’abord) à la correspondance, puis relancez.',
)
