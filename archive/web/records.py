"""The page of one record, whatever it is, and what hangs on it: its citation, its captions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request

from archive.actions import find, read
from archive.model import ark as arks
from archive.model.errors import FileNotFound, NotReady, RecordNotFound
from archive.sharing.captions import webvtt
from archive.web import citing, facts, wave, wording
from archive.web.addresses import record_url
from archive.web.leaves import leaves, opened_at
from archive.web.sentences import SOURCE_LANGUAGE
from archive.web.talks import Talk, talks
from archive.web.unsearched import answered
from archive.web.visitor import the_archive, the_language, the_viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup
    from werkzeug.wrappers import Response as AnyResponse

    from archive.actions.find import Found
    from archive.actions.read import Shown
    from archive.model.record import File, Record
    from archive.model.transcript import Passage

pages = Blueprint("records", __name__)

_RELATED_SHOWN = 6
_LONGEST_TEXT = 500


@pages.get("/<lang:language>/ark:<naan>/<name>")
def show(naan: str, name: str) -> str | AnyResponse:
    archive, viewer = the_archive(), the_viewer()
    ark = _canonical(naan, name)
    if ark != f"ark:{naan}/{name}":
        return redirect(record_url(ark, **request.args.to_dict()), 301)
    start = max(request.args.get("start", 0, type=int), 0)
    shown = read.record(archive, viewer, ark, start)
    said = read.words(archive, viewer, ark)
    all_leaves = leaves(shown.record, shown.derived or {})
    leaf = opened_at(all_leaves, request.args.get("leaf"), request.args.get("file"), request.args.get("page"))
    tongues = (request.args.get("beside", ""), the_language(), SOURCE_LANGUAGE)
    heard = tuple(_playable(ark, talk) for talk in talks(shown.record, shown.derived or {}, said, tongues))
    related = answered(lambda: _related(shown), lambda: ())
    alike = answered(lambda: _alike(shown, related), lambda: ())
    return render_template(
        "record.html", shown=shown, record=shown.record, leaves=all_leaves, leaf=leaf, talks=heard,
        withheld={talk.file.id for talk in heard if talk.file.id in (shown.derived or {}) and not talk.forms},
        waves={talk.file.id: _wave(shown.record.ark, talk) for talk in heard},
        marked=_marker(request.args.get("q", "")[:_LONGEST_TEXT], said), alike=alike,
        texts=_texts(shown.record, said),
        page_text=_text_of(said, leaf.file.id, leaf.page) if leaf else (), start=start, facts=facts,
        rights=read.rights(archive, shown.record), citation=citing.citation(shown.record), related=related,
        waiting=_being_made(shown), thumbnails={each.ark: read.thumbnail(archive, each) for each in shown.children},
    )  # fmt: skip


@pages.get("/<lang:language>/ark:<naan>/<name>/citation.bib")
def bibtex(naan: str, name: str) -> Response:
    shown = read.record(the_archive(), the_viewer(), _canonical(naan, name))
    answer = Response(citing.bibtex(shown.record), mimetype="application/x-bibtex")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.bib"'
    return answer


@pages.get("/media/ark:<naan>/<name>/<file_id>/captions-<tongue>.vtt")
def captions(naan: str, name: str, file_id: str, tongue: str) -> Response:
    said = read.words(the_archive(), the_viewer(), f"ark:{naan}/{name}", file_id)
    in_tongue = [each for each in said if (each.language or "und") == tongue]
    if not in_tongue:
        raise FileNotFound(f"ark:{naan}/{name}", file_id)
    return Response(webvtt(in_tongue), mimetype="text/vtt")


def _canonical(naan: str, name: str) -> str:
    ark = arks.parse(f"ark:{naan}/{name}")
    if ark is None:
        raise RecordNotFound(f"ark:{naan}/{name}")
    return ark


def _playable(ark: str, talk: Talk) -> Talk:
    """The talk without what this reader may not hear: a recording with a sealed passage says the passage."""
    try:
        for form in talk.forms[:1]:
            read.form(the_archive(), the_viewer(), ark, talk.file.id, form)
    except (FileNotFound, NotReady):
        return replace(talk, forms=(), has_peaks=False)
    return talk


def _wave(ark: str, talk: Talk) -> str:
    if not (talk.has_peaks and talk.forms):
        return ""
    try:
        path = read.form(the_archive(), the_viewer(), ark, talk.file.id, "peaks.json")
        return wave.strokes(json.loads(path.read_bytes()))
    except (FileNotFound, NotReady, OSError, ValueError):
        return ""


def _text_of(said: Sequence[Passage], file_id: str, page: int | None) -> tuple[Passage, ...]:
    """The words of a page of a document, or of an image, which is a page of its record."""
    return tuple(
        each for each in said
        if each.file == file_id and each.page is not None and (page is None or each.page == page)
    )  # fmt: skip


def _marker(text: str, said: Sequence[Passage]) -> Callable[[Passage], Markup]:
    """What writes a passage with the words marked that the reader was looking for."""
    found = find.marked(the_archive(), the_viewer(), text, said) if text.strip() else {}
    return lambda passage: wording.with_marks(passage.text, found.get((passage.file, passage.number), ()))


def _texts(record: Record, said: Sequence[Passage]) -> tuple[tuple[File, tuple[Passage, ...]], ...]:
    """The words of documents that have no pages to show, each with its file."""
    files = (file for file in record.files if file.role == "other")
    read_by_file = ((file, tuple(each for each in said if each.file == file.id)) for file in files)
    return tuple((file, words) for file, words in read_by_file if words)


def _being_made(shown: Shown) -> bool:
    """Whether some file has nothing to show for it yet."""
    ready = shown.derived or {}
    return any(file.id not in ready for file in shown.record.files if file.role in ("image", "pages", "sound", "video"))


def _related(shown: Shown) -> tuple[tuple[str, str, tuple[Found, ...]], ...]:
    """Other records of the same place, the same person and the same subject: facet, code, and what was found."""
    if shown.record.kind == "collection":
        return ()
    archive, viewer = the_archive(), the_viewer()
    rows: list[tuple[str, str, tuple[Found, ...]]] = []
    seen = {shown.record.ark, *(each.ark for each in (*shown.ancestors, *shown.children))}
    for facet, code in facts.ties(shown):
        others = find.related(archive, viewer, shown.record.ark, facet, code, _RELATED_SHOWN + len(rows) * 2)
        new = tuple(each for each in others if each.record.ark not in seen and each.record.kind != "collection")
        if new:
            rows.append((facet, code, new[:_RELATED_SHOWN]))
            seen |= {each.record.ark for each in new[:_RELATED_SHOWN]}
    return tuple(rows)


def _alike(shown: Shown, related: tuple[tuple[str, str, tuple[Found, ...]], ...]) -> tuple[Found, ...]:
    """The records that have most in common with it, without those shown already for one thing."""
    if shown.record.kind == "collection":
        return ()
    seen = {each.ark for each in (*shown.ancestors, *shown.children)}
    seen |= {each.record.ark for _, _, others in related for each in others}
    near = find.alike(the_archive(), the_viewer(), shown.record, _RELATED_SHOWN + len(seen))
    return tuple(each for each in near if each.record.ark not in seen and each.record.kind != "collection")[
        :_RELATED_SHOWN
    ]
