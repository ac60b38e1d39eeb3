"""The names a written date is made of, in French, English and Arabic: months, seasons, parts, ordinals, centuries.

Every name stands as `date_spelling.plain` leaves it; in the tables, "|" parts the names of one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.model.date_spelling import plain


def _numbered(*lines: str) -> dict[str, int]:
    return {plain(name): number for number, names in enumerate(lines, start=1) for name in names.split("|")}


#: French, English, Arabic as in Egypt, the Levant, Algeria and Tunisia, Morocco.
MONTHS = _numbered(
    "janvier|janv|jan|january|يناير|كانون الثاني|جانفي",
    "février|févr|fév|february|feb|فبراير|شباط|فيفري",
    "mars|march|mar|مارس|آذار",
    "avril|avr|april|apr|أبريل|إبريل|نيسان|أفريل",
    "mai|may|مايو|ماي|أيار|نوار",
    "juin|june|jun|يونيو|يونية|حزيران|جوان",
    "juillet|juil|jul|july|يوليو|يولية|يوليوز|تموز|جويلية",
    "août|august|aug|أغسطس|غشت|آب|أوت",
    "septembre|sept|sep|7bre|september|سبتمبر|شتنبر|أيلول",
    "octobre|oct|8bre|october|أكتوبر|تشرين الأول",
    "novembre|nov|9bre|november|نوفمبر|نونبر|تشرين الثاني",
    "décembre|déc|dec|10bre|xbre|december|ديسمبر|دجنبر|كانون الأول",
)
ROMAN_MONTHS = _numbered("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
REPUBLICAN_MONTHS = _numbered(
    "vendémiaire|vend", "brumaire|brum", "frimaire|frim", "nivôse|niv", "pluviôse|pluv", "ventôse|vent", "germinal|germ",
    "floréal|flor", "prairial|prair", "messidor|mess", "thermidor|therm", "fructidor|fruct",
    "jour complémentaire|jours complémentaires|sans-culottide|sans-culottides",
)  # fmt: skip
HIJRI_MONTHS = _numbered(
    "محرم|muharram|mouharram|moharram|mouharrem",
    "صفر|safar|safer",
    "ربيع الأول|rabi al-awwal|rabi' al-awwal|rabia al-awal|rabia el aouel|rabi i|rabia i|rabi 1|rabia 1",
    "ربيع الثاني|ربيع الآخر|rabi al-thani|rabi' al-thani|rabia al-thani|rabia ettani|rabi ii|rabia ii|rabi 2|rabia 2",
    "جمادى الأولى|جمادى الأول|jumada al-ula|joumada al-oula|joumada el oula|jumada i|joumada i|jumada 1|joumada 1",
    "جمادى الثانية|جمادى الآخرة|جمادى الثاني|jumada al-thani|jumada al-akhira|joumada al-thania|joumada ethania|"
    "jumada ii|joumada ii|jumada 2|joumada 2",
    "رجب|rajab|radjab|redjeb",
    "شعبان|sha'ban|shaban|shaaban|chaabane|chaaban|cha'ban|chaban",
    "رمضان|ramadan|ramadhan|ramadhane|ramazan",
    "شوال|shawwal|chawwal|chaoual|choual",
    "ذو القعدة|ذي القعدة|dhu al-qi'dah|dhu al-qada|dhou al qi'da|dhou al-qida|dou el kaada|dhu l-qa'da",
    "ذو الحجة|ذي الحجة|dhu al-hijjah|dhu al-hijja|dhou al hijja|dhou al-hijja|dou el hidja|dhu l-hijja",
)  # fmt: skip

#: The month a season begins in, and how EDTF writes it. Northern hemisphere, whole months.
SEASONS = {
    **dict.fromkeys(map(plain, ("printemps", "spring", "ربيع", "الربيع")), (3, 21)),
    **dict.fromkeys(map(plain, ("été", "summer", "صيف", "الصيف")), (6, 22)),
    **dict.fromkeys(map(plain, ("automne", "autumn", "fall", "خريف", "الخريف")), (9, 23)),
    **dict.fromkeys(map(plain, ("hiver", "winter", "شتاء", "الشتاء")), (12, 24)),
}

_FIRST = "1er|1ere|1re|1e|premier|premiere|1st|first"
_SECOND = "2e|2eme|2nd|2nde|second|seconde|deuxieme"
_THIRD, _FOURTH = "3e|3eme|3rd|troisieme|third", "4e|4eme|4th|quatrieme|fourth"
_LAST = "dernier|derniere|last"


def _parts() -> dict[str, tuple[int, int]]:
    """Which part of a century, decade, year or month a word names, in hundredths."""
    found: dict[str, tuple[int, int]] = {}

    def named(names: str, first: int, last: int, nouns: str = "") -> None:
        for name in names.split("|"):
            for noun in nouns.split("|"):
                found[plain(f"{name} {noun}")] = first, last

    named("début|debuts|early|beginning|start|أوائل|مطلع|بداية|بدايات", 0, 30)
    named("milieu|mi|mid|middle|منتصف|أواسط", 30, 70)
    named("fin|late|end|أواخر|نهاية|آخر", 70, 100)
    named(_FIRST, 0, 50, "moitié|half|semestre|sem|sem.|quinzaine")
    named(f"{_SECOND}|{_LAST}", 50, 100, "moitié|half|semestre|sem|sem.|quinzaine")
    for place, names in enumerate((_FIRST, _SECOND, _THIRD, _FOURTH)):
        named(names, 25 * place, 25 * place + 25, "quart|quarter|trimestre|trim|trim.")
        named(f"t{place + 1}|q{place + 1}", 25 * place, 25 * place + 25)
    named(_LAST, 75, 100, "quart|quarter|trimestre|trim|trim.")
    for names, (first, last) in zip(
        (_FIRST, _SECOND, f"{_THIRD}|{_LAST}"), ((0, 33), (33, 67), (67, 100)), strict=True
    ):
        named(names, first, last, "tiers|third|quadrimestre")
    for name, first, last in (
        ("النصف الأول", 0, 50), ("النصف الثاني", 50, 100), ("السداسي الأول", 0, 50), ("السداسي الثاني", 50, 100),
        ("الربع الأول", 0, 25), ("الربع الثاني", 25, 50), ("الربع الثالث", 50, 75), ("الربع الرابع|الربع الأخير", 75, 100),
        ("الثلاثي الأول", 0, 25), ("الثلاثي الثاني", 25, 50), ("الثلاثي الثالث", 50, 75), ("الثلاثي الرابع", 75, 100),
        ("الثلث الأول", 0, 33), ("الثلث الثاني", 33, 67), ("الثلث الأخير|الثلث الثالث", 67, 100),
    ):  # fmt: skip
        named(name, first, last)
    return found


PARTS: Mapping[str, tuple[int, int]] = _parts()

#: Decades by name: the twentieth century's, the only one spoken of so.
DECADE_WORDS = {
    plain(name): 1900 + decade
    for decade, names in (
        (20, "vingt|twenties|العشرينات|العشرينيات|عشرينات|عشرينيات"),
        (30, "trente|thirties|الثلاثينات|الثلاثينيات|ثلاثينات|ثلاثينيات"),
        (40, "quarante|forties|الأربعينات|الأربعينيات|أربعينات|أربعينيات"),
        (50, "cinquante|fifties|الخمسينات|الخمسينيات|خمسينات|خمسينيات"),
        (60, "soixante|sixties|الستينات|الستينيات|ستينات|ستينيات"),
        (70, "soixante-dix|seventies|السبعينات|السبعينيات|سبعينات|سبعينيات"),
        (80, "quatre-vingt|quatre-vingts|eighties|الثمانينات|الثمانينيات|ثمانينات|ثمانينيات"),
        (90, "quatre-vingt-dix|nineties|التسعينات|التسعينيات|تسعينات|تسعينيات"),
    )
    for name in names.split("|")
}
#: Those that stand alone; the French ones need "années" before them.
DECADE_NOUNS = tuple(name for name in DECADE_WORDS if name.endswith("ies") or not name.isascii())

_ROMAN = [
    f"{ten}{unit}" for ten in ("", "x") for unit in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
] + ["xxi"]
ROMAN_CENTURIES = {roman: number for number, roman in enumerate(_ROMAN, start=1)}
LATE_CENTURIES = tuple(roman for roman, number in ROMAN_CENTURIES.items() if number >= 15)
CENTURY_WORDS = {
    plain(name): number
    for number, names in (
        (16, "seizième siècle|sixteenth century|القرن السادس عشر"),
        (17, "dix-septième siècle|seventeenth century|القرن السابع عشر"),
        (18, "dix-huitième siècle|eighteenth century|القرن الثامن عشر"),
        (19, "dix-neuvième siècle|nineteenth century|القرن التاسع عشر"),
        (20, "vingtième siècle|twentieth century|القرن العشرين|القرن العشرون"),
        (21, "vingt et unième siècle|twenty-first century|القرن الحادي والعشرين"),
    )
    for name in names.split("|")
}
REPUBLICAN_YEARS = {
    **{roman: number for number, roman in enumerate(_ROMAN[:14], start=1)},
    **{str(number): number for number in range(1, 15)},
}
WEEKDAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
)


def one_of(names: Iterable[str]) -> str:
    """A regular expression for any of some names, the longest first."""
    return "|".join(sorted((name.replace(".", r"\.") for name in map(plain, names)), key=len, reverse=True))
