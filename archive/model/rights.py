"""Rights statements: what a reader may do with what they see.

Source: rightsstatements.org 1.0 and Creative Commons 4.0, by their URIs; the list itself is `config/vocabularies/rights.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class RightsStatement:
    """A statement by its URI, its name in each language, and the longest side in pixels a reader may take away.

    `download_pixels` 0: look only; None: as large as it is, and the original itself.
    """

    uri: str
    names: Mapping[str, str]
    download_pixels: int | None = 0


#: What holds where a record says nothing: look, take nothing away.
UNSTATED = RightsStatement("", {}, 0)
