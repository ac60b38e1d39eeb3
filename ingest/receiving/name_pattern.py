"""Names that carry a cote and a page, as the pattern of a crosswalk says: "1Fi245_02.tif" is page 2 of "1Fi245"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_COTE, _PAGE = "cote", "page"
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}$")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Named:
    """What a name says: the cote, the page as it is written, and whatever else the pattern names."""

    cote: str
    page: str | None
    others: Mapping[str, str]

    @property
    def page_label(self) -> str | None:
        return re.sub(r"^0+(?=\d)", "", self.page) if self.page else None

    @property
    def place(self) -> tuple[tuple[int, str], ...]:
        """Puts pages in order, folio 2v before 10r; what has no page comes first."""
        return tuple((int(each), "") if each.isdecimal() else (-1, each) for each in _DIGITS.split(self.page or "") if each)


@dataclass(frozen=True)
class NamePattern:
    """`written` is a regular expression with the group "cote", and most often "page"; any other group is called as a column
    of a sheet. It is held against the end of a file's path without suffix, from the beginning of one of its parts."""

    written: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> NamePattern:
        """Raises ValueError, with words, for a pattern that cannot be one."""
        try:
            written = re.compile(f"(?:.*/)?(?:{text})", re.DOTALL)
        except (re.error, RecursionError, OverflowError) as problem:
            raise ValueError(f"ce modèle ne se lit pas ({problem})") from None
        if _COTE not in written.groupindex:
            raise ValueError("il y manque le groupe (?P<cote>…)")
        return cls(written)

    @property
    def columns(self) -> tuple[str, ...]:
        """The groups that are columns of a sheet."""
        return tuple(name for name in self.written.groupindex if name not in (_COTE, _PAGE))

    def read(self, name: str) -> Named | None:
        """What a file's name, with its folders, says; None: it does not follow the pattern."""
        found = self.written.fullmatch(_SUFFIX.sub("", name))
        if found is None or not (found[_COTE] or "").strip():
            return None
        said = {group: text.strip() for group, text in found.groupdict().items() if text and text.strip()}
        others = {group: said[group] for group in self.columns if group in said}
        return Named(said[_COTE], said.get(_PAGE), others)
