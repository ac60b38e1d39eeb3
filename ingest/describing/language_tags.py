"""Language tags as one archive writes them."""

from __future__ import annotations

from babel.core import get_global


def short_tag(language: str) -> str:
    """A language's shortest code (BCP 47): "fre", "fra" and "FR" are "fr"; what follows it stays."""
    code, hyphen, rest = language.strip().partition("-")
    code = code.lower()
    return f"{get_global('language_aliases').get(code, code) if len(code) == 3 else code}{hyphen}{rest}"
