"""For machines: IIIF images and manifests, at addresses without a language.

Source: IIIF Image API 3.0, IIIF Presentation API 3.0.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, redirect, request

from archive.actions import read
from archive.images.pyramid import TILE_PIXELS, levels
from archive.images.render import PyramidDamaged, TooBusy, render
from archive.images.request import RequestRefused, largest_size, read_request
from archive.model.errors import FileNotFound, RecordNotFound, RecordWithdrawn
from archive.sharing import manifest as sharing
from archive.web.addresses import image_url, manifest_url, media_url, public_url
from archive.web.citing import creditline
from archive.web.tiles import KEPT
from archive.web.visitor import language_wanted, the_archive, the_viewer

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.wrappers import Response as Answer

    from archive.model.derived import Derived
    from archive.model.record import Record

machines = Blueprint("machines", __name__, url_prefix="/iiif")

_LEAF = re.compile(r"(?P<file>f\d{1,6})(?:-(?P<page>\d{1,5}))?")
_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_PROFILE = '<http://iiif.io/api/image/3/level2.json>;rel="profile"'
_PRESENTATION = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
_TRY_AGAIN_SECONDS = 5


@machines.after_request
def anyone_may_read(answer: Response) -> Response:
    """Viewers of other sites may ask, as anyone: no cookie of ours goes with it."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@machines.get("/3/<naan>/<name>/<leaf>")
def base(naan: str, name: str, leaf: str) -> Answer:
    _picture(f"ark:{naan}/{name}", leaf)
    return redirect(f"{public_url(request.path)}/info.json", 303)


@machines.get("/3/<naan>/<name>/<leaf>/info.json")
def info(naan: str, name: str, leaf: str) -> Response:
    ark = f"ark:{naan}/{name}"
    _, made = _picture(ark, leaf)
    return _kept(
        jsonify(_information(ark, leaf, made)), 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
    )


@machines.get("/3/<naan>/<name>/<leaf>/<region>/<size>/<rotation>/<quality_format>")
def image(naan: str, name: str, leaf: str, region: str, size: str, rotation: str, quality_format: str) -> Response:
    ark = f"ark:{naan}/{name}"
    folder, made = _picture(ark, leaf)
    try:
        wanted = read_request(
            region, size, rotation, quality_format, width=made.width, height=made.height, max_pixels=_most_pixels()
        )
        content = render(folder, made.width, made.height, wanted)
    except RequestRefused as problem:
        return _said(400, str(problem))
    except TooBusy:
        answer = _said(503, "busy: ask again")
        answer.headers["Retry-After"] = str(_TRY_AGAIN_SECONDS)
        return answer
    except PyramidDamaged:
        return _said(503, "this image is being made again")
    answer = _kept(Response(content), _TYPES[wanted.format])
    canonical = f'<{public_url(image_url(ark, leaf))}/{wanted.canonical}>;rel="canonical"'
    answer.headers["Link"] = f"{_PROFILE},{canonical}"
    return answer


@machines.get("/presentation/3/<naan>/<name>/manifest.json")
def manifest(naan: str, name: str) -> Response:
    """The manifest of a record, or the IIIF collection of one that others stand in."""
    archive, viewer = the_archive(), the_viewer()
    try:
        shown = read.record(archive, viewer, f"ark:{naan}/{name}")
    except RecordWithdrawn as gone:
        answer = jsonify({"reason": gone.reason, "withdrawn": gone.withdrawn_on})
        answer.status_code = 410
        return answer
    except RecordNotFound:
        return _said(404, "no such record")
    if shown.record.kind == "collection":
        told = sharing.collection(shown.record, shown.children, _how(shown))
    else:
        told = sharing.manifest(shown.record, shown.derived or {}, shown.ancestors, _how(shown))
    return _kept(jsonify(told), _PRESENTATION)


def _how(shown: read.Shown) -> sharing.Describing:
    archive = the_archive()
    first = language_wanted()
    languages = [first, *(each for each in archive.settings.languages if each != first)]
    site = archive.settings.text("site_name")
    return sharing.Describing(
        addresses=sharing.Addresses(
            manifest=manifest_url,
            page=lambda ark: public_url(f"/{ark}"),
            image=lambda ark, leaf: public_url(image_url(ark, leaf)),
            media=lambda ark, leaf, form: public_url(media_url(ark, leaf, form)),
        ),
        provider=sharing.Provider(dict.fromkeys(languages, site), public_url("/")),
        languages=languages,
        labels={term.code: term.names for term in archive.vocabularies["terms"]},
        rights=read.rights(archive, shown.record).uri or None,
        credit=_credited(shown.record),
    )


def _credited(record: Record) -> str:
    credit = creditline(record)
    return ". ".join(part for part in ("; ".join(credit.makers), credit.rights) if part)


def _information(ark: str, leaf: str, made: Derived) -> dict[str, Any]:
    width, height = largest_size(made.width, made.height, _most_pixels())
    scales = [level.scale for level in levels(made.width, made.height)]
    return {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": public_url(image_url(ark, leaf)),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": made.width,
        "height": made.height,
        "maxArea": max(_most_pixels(), width * height),
        "sizes": [{"width": each.width, "height": each.height} for each in reversed(levels(made.width, made.height))],
        "tiles": [{"width": TILE_PIXELS, "height": TILE_PIXELS, "scaleFactors": scales}],
        "extraFormats": ["webp", "png"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": [
            "mirroring",
            "rotationArbitrary",
            "sizeUpscaling",
            "profileLinkHeader",
            "canonicalLinkHeader",
        ],
    }


def _picture(ark: str, leaf: str) -> tuple[Path, Derived]:
    match = _LEAF.fullmatch(leaf)
    if match is None:
        raise FileNotFound(ark, leaf)
    return read.picture(the_archive(), the_viewer(), ark, match["file"], int(match["page"]) if match["page"] else None)


def _most_pixels() -> int:
    return the_archive().settings.number("max_render_pixels")


def _kept(answer: Response, media_type: str) -> Response:
    answer.headers["Content-Type"] = media_type
    answer.headers["Cache-Control"] = KEPT
    answer.set_etag(f"{zlib.crc32(answer.get_data()):08x}")
    answer.make_conditional(request)
    return answer


def _said(status: int, text: str) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain", headers={"Cache-Control": "no-store"})
