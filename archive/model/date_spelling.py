"""A written date without what spellings vary in: case, accents, digits of other scripts, kinds of dash and quote."""

from __future__ import annotations

import re
import unicodedata

#: Signs that mean the same in a date, in any script the archive reads; None: signs that only place or join letters.
_SAME: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "’‘ʼ´`ʿʾ′"), "'"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"), None),
    **dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069ـ"), None),
    **{ord(sign): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, sign in enumerate(digits)},
    **{ord(sign): same for sign, same in zip("،؛؟«»⁄ىیةک≈±", ',;?""/ييهك~~', strict=True)},
    ord("œ"): "oe",
}
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """ "Le 3 Août 1962" → "le 3 aout 1962"; "٣ أوت ١٩٦٢" → "3 اوت 1962"."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_SAME)).translate(_SAME)
        text = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _SPACES.sub(" ", text).strip().casefold()
