"""What becomes of each table when the catalogue is lost."""

from __future__ import annotations

from typing import Literal

Care = Literal["rebuilt", "backed up", "lost by design"]

#: *rebuilt*: `archive rebuild` makes it again, row by row, from what preservation keeps;
#: *backed up*: `archive backup` alone can give it back; *lost by design*: worth nothing a day later.
TABLES: dict[str, Care] = {
    "records": "rebuilt",
    "files": "rebuilt",
    "passages": "rebuilt",
    "links": "rebuilt",
    "history": "rebuilt",
    "authorities": "rebuilt",
    "names": "rebuilt",
    "batches": "rebuilt",
    "fates": "rebuilt",
    "arks": "backed up",  # of those ever saved, rebuilding puts them back; not those given and never used
    "problems": "backed up",
    "outbox": "backed up",
    "jobs": "backed up",
    "cases": "backed up",
    "accounts": "backed up",
    "attempts": "lost by design",
}
REBUILT: tuple[str, ...] = tuple(name for name, care in TABLES.items() if care == "rebuilt")
