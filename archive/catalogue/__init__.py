"""The working truth of the archive, in SQLite or PostgreSQL: the only room that knows SQL.

Open it once (`Catalogue.open`), then ask its parts, each a module of functions that take a connection first:
`with catalogue.reading() as c: records.load(c, ark)`. What changes anything needs a connection of
`catalogue.writing()`.
Instants are given by the caller, as UTC text in ISO 8601 with a Z; nothing here reads the clock.
"""

from archive.catalogue.connection import Catalogue, Reading, Writing
from archive.catalogue.stamp import Stamp

__all__ = ["Catalogue", "Reading", "Stamp", "Writing"]
