"""Authorities: the people, families, organisations, places and concepts that records speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, insert, select

from archive.catalogue import outbox
from archive.catalogue.connection import Reading, Writing
from archive.catalogue.folding import fold, letter_of
from archive.catalogue.headings import Heading, arks_of, headings, letters
from archive.catalogue.parts import parts
from archive.catalogue.tables import authorities, names
from archive.model.authorities import Authority

__all__ = [
    "Heading", "all", "arks_of", "by_name", "headings", "letters", "load", "load_many", "restore", "save", "save_many",
]  # fmt: skip


def save(c: Writing, authority: Authority, *, at: str) -> bool:
    """Save an authority and tell the carrier of it; False if it was so already."""
    return save_many(c, [authority], at=at) == 1


def save_many(c: Writing, given: Sequence[Authority], *, at: str) -> int:
    """Save authorities and tell the carrier of those that changed; gives how many did."""
    held = load_many(c, [authority.id for authority in given])
    last = {authority.id: authority for authority in given}
    changed = [each for each in last.values() if each.id not in held or each.to_json() != held[each.id].to_json()]
    _put(c, changed)
    outbox.tell(c, [outbox.News(f"authority:{authority.id}", at) for authority in changed])
    return len(changed)


def restore(c: Writing, authority: Authority) -> None:
    """Put back an authority as preservation keeps it."""
    _put(c, [authority])


def load(c: Reading, authority_id: str) -> Authority | None:
    return load_many(c, [authority_id]).get(authority_id)


def load_many(c: Reading, ids: Iterable[str]) -> dict[str, Authority]:
    """The authorities of these ids; those unknown are not named."""
    wanted = select(authorities.c.id, authorities.c.body)
    return {
        row.id: Authority.from_json(row.body)
        for part in parts(ids)
        for row in c.execute(wanted.where(authorities.c.id.in_(part)))
    }


def all(c: Reading, *, kinds: Collection[str] = (), after: str = "", size: int = 1000) -> list[Authority]:  # noqa: A001
    """Authorities of these kinds, or of any, in the order of their ids, from the one that follows `after`."""
    wanted = select(authorities.c.body).where(authorities.c.id > after).order_by(authorities.c.id).limit(size)
    found = c.execute(wanted.where(authorities.c.kind.in_(kinds)) if kinds else wanted)
    return [Authority.from_json(row.body) for row in found]


def by_name(c: Reading, asked: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the authorities known by each of these names in any form, whatever its case and accents.

    Names that nobody bears are not in the answer.
    """
    folded = {name: fold(name) for name in asked}
    bearers: dict[str, list[str]] = {}
    wanted = select(names.c.sort, names.c.authority).distinct().order_by(names.c.authority)
    for part in parts(folded.values()):
        for sort, authority in c.execute(wanted.where(names.c.sort.in_(part))):
            bearers.setdefault(sort, []).append(authority)
    return {name: bearers[sort] for name, sort in folded.items() if sort in bearers}


def _put(c: Writing, given: Sequence[Authority]) -> None:
    """In place of what stands under the same ids; their names go with them."""
    if not given:
        return
    for part in parts(authority.id for authority in given):
        c.execute(delete(authorities).where(authorities.c.id.in_(part)))
    c.execute(insert(authorities), [{"id": each.id, "kind": each.kind, "body": each.to_json()} for each in given])
    if rows := [row for authority in given for row in _name_rows(authority)]:
        c.execute(insert(names), rows)


def _name_rows(authority: Authority) -> list[dict[str, object]]:
    """Every name; the first preferred one of each language heads its entry in the A–Z of that language, and the first
    preferred of all does where a language has none."""
    preferred = [name for name in authority.names if name.form == "preferred"] or list(authority.names)
    heads: dict[str | None, int] = {}
    for name in preferred:
        heads.setdefault(name.language, authority.names.index(name))
    rows: list[dict[str, object]] = []
    for index, name in enumerate(authority.names):
        sort = fold(name.text)
        rows.append({
            "authority": authority.id, "number": index + 1, "text": name.text, "language": name.language,
            "form": name.form, "sort": sort, "letter": letter_of(sort),
            "heads": name.language if heads.get(name.language) == index else None, "first": name is preferred[0],
        })  # fmt: skip
    return rows
