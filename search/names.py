"""Names as families spell them: two keys by which the spellings of one name are found.

`name_key` writes a name in Latin (or Cyrillic) letters as it sounds, whoever wrote it down: Mohamed, Mohammed and
Muhammad share one; Mahmoud has another. `sound_key` keeps its consonants alone, for the way between two scripts: Arabic
writes no short vowels. So a word in Latin letters is looked for by its name key among those, and by its sound key among
Arabic words only, and the other way round.
"""

import re
from functools import lru_cache

MAYBE = "~"  # before the key of a word that may be a name, in a text that is none
SHORTEST = 2  # letters of a word that may be a name
SHORTEST_NAME = 3  # after a particle

PARTICLES = frozenset(
    """
    abd abdel abdul abou abu ait al bel ben bent bin bint da dal dall dalla de del della den der des di do dos du el
    ibn la las le les lo los mac mc ould oulad saint san santa sidi van von بن بنت ابن ابو عبد ال ولد ايت
    """.split()  # noqa: SIM905
)
"""Words that families write apart from the name that follows, or as one word with it."""

_SERVANT = ("abdel", "abdul", "abdal")  # "servant of the": two words in Arabic

_CYRILLIC = dict(zip("абвгґдезийіклмнопрстуфхыэ", "abvggdeziiiklmnoprstufhye", strict=True)) | {
    "є": "ie", "ё": "io", "ж": "j", "ї": "i", "ц": "ts", "ч": "tch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu",
    "я": "ia",
}  # fmt: skip

# In this order. Capitals are sounds already settled: S as in "chat", C as in "Tchad", A, I, U the three kinds of vowel.
_AS_IT_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("off$", "ov"), ("(?<=.{5})ee$", "e"), ("([aei])ne$", r"\1n"), ("(?<=[aeiou])h$|(?<=an)h$", ""),
        ("^abd[aeou]+l", "abdal"), ("^(x|gi)", "ji"), ("eir(?=[ao]s?$)", "er"), ("ig$", "ik"), ("dt", "t"),
        ("tch|cz", "C"), ("sch|sh|ch|sz", "S"), ("dj|ge(?=[aou])|g(?=[ei])", "j"), ("ph", "f"), ("th", "t"), ("[kg]h", "k"),
        ("dh", "d"), ("ck|q(u(?=[aei]))?", "k"), ("gu(?=[ei])", "g"), ("c(?=[eiy])|z", "s"), ("c", "k"), ("x", "ks"),
        ("(^|(?<=[aei]))(ou|w|u|o)(?=[aeiy])", "v"), ("w", "v"), ("ae[iy]|ai|ay|ei|ey|ee|ie|y", "I"), ("ou|oo|au|eau", "U"),
        ("[ae]", "A"), ("i", "I"), ("[ou]", "U"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip

_ARABIC = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهپچڤگژ", "btTjhkddrssSsdtdkfkklmnhpCvkj", strict=True))
    | {"ا": "A", "ع": "A", "ي": "I", "و": "U", "ئ": "A", "ؤ": "A", "ء": "", "T": "t"}
)
_IN_ARABIC = re.compile("[\u0621-\u064a\u067e\u0686\u06a4\u06af\u0698]+")


@lru_cache(maxsize=200_000)
def name_key(exact: str) -> str:
    """How a folded word sounds as a name: "mohammed" → "mUhAmAd". "" for one letter, for a number and in other scripts."""
    written = exact if exact.isascii() else "".join(_CYRILLIC.get(letter, letter) for letter in exact)
    if len(written) < SHORTEST or not written.isascii() or not written.isalpha():
        return ""
    for pattern, sound in _AS_IT_SOUNDS:
        written = pattern.sub(sound, written)
    return written


@lru_cache(maxsize=200_000)
def sound_key(exact: str) -> str:
    """The consonants of a folded word, and before them A for a vowel: "Amd" for "ahmed" and "احمد" alike, the first
    after "l~" (Latin), the second after "a~" (Arabic)."""
    if _IN_ARABIC.fullmatch(exact):
        bare = re.sub("^ال(?=..)|[هح]$", "", exact)
        sounds = re.sub("(^|(?<=ا))و(?=.)", "ڤ", bare).translate(_ARABIC)
        return _consonants("a~", sounds)
    if exact in _SERVANT:
        return "l~Abd"
    # A Maghreb's g is written as Arabic's k sounds: Bouguerra, بوقرة.
    return _consonants("l~", re.sub("^Al(?=[^AIU]..|.{4})", "", name_key(exact)).replace("g", "k"))


def other_script(sound: str) -> str:
    """The same consonants as the other script has them."""
    return {"a~": "l~", "l~": "a~"}.get(sound[:2], "") + sound[2:]


def _consonants(script: str, sounds: str) -> str:
    kept = sounds[:1].replace("I", "A").replace("U", "A") + re.sub("[AIU]", "", sounds[1:])
    return script + kept if len(kept) >= SHORTEST else ""


@lru_cache(maxsize=10_000)
def pieces(exact: str) -> tuple[tuple[str, ...], ...]:
    """A name written as one, in the ways it may be parted: "benaissa" → (("ben", "aissa"),)."""
    begun = (exact[:cut] for cut in range(2, 7) if exact[:cut] in PARTICLES and len(exact) - cut >= SHORTEST_NAME)
    parted = [(start, exact[len(start) :]) for start in begun]
    return tuple(parted + [("abd", start[3:], rest) for start, rest in parted if start in _SERVANT])


def is_particle(exact: str) -> bool:
    """Whether a word may be written as one with the name after it: "ben", "da", "el"."""
    return exact in PARTICLES
