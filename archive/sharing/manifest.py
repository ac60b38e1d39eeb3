"""Records as IIIF manifests, collections as IIIF collections. Pure; the only importer of iiif_prezi3.

Source: IIIF Presentation API 3.0.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from iiif_prezi3 import AnnotationPage, Canvas, Collection, Manifest

from archive.model.derived import Derived
from archive.model.record import File, Record, Value

_THUMBNAIL = 400
_COVER = (400, 400)


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses, as readers and machines type them."""

    manifest: Callable[[str], str]  # by ARK
    page: Callable[[str], str]  # by ARK
    image: Callable[[str, str], str]  # by ARK and leaf id: a IIIF image service
    media: Callable[[str, str, str], str]  # by ARK, leaf id and form


@dataclass(frozen=True)
class Provider:
    """Who shows the record, as every viewer must say."""

    name: Mapping[str, str]  # by language
    homepage: str


@dataclass(frozen=True)
class Describing:
    """What a manifest needs beside the record: where things are, in which language first, the words for terms and rights."""

    addresses: Addresses
    provider: Provider
    languages: Sequence[str]  # the requested first: some viewers show the first they meet
    labels: Mapping[str, Mapping[str, str]]  # Dublin Core term → its name by language
    rights: str | None = None
    credit: str = ""


def manifest(
    record: Record, derived: Mapping[str, Derived], ancestors: Sequence[Record], how: Describing
) -> dict[str, Any]:
    """The manifest of a record whose files are those its reader may see."""
    canvases = [canvas for file in record.files for canvas in _canvases(record, file, derived.get(file.id), how)]
    made = Manifest(
        id=how.addresses.manifest(record.ark), items=canvases or [_empty_canvas(record, how)], **_described(record, how)
    )
    if ancestors:
        made.partOf = [{"id": how.addresses.manifest(each.ark), "type": "Collection"} for each in ancestors]
    return _plain(made, _thumbnail(canvases))


def collection(record: Record, children: Iterable[Record], how: Describing) -> dict[str, Any]:
    """The collection of a record that others stand in."""
    items = [
        {
            "id": how.addresses.manifest(each.ark),
            "type": "Collection" if each.kind == "collection" else "Manifest",
            "label": in_languages(each.values("title"), how.languages, each.title_in().text),
        }
        for each in children
    ]
    return _plain(Collection(id=how.addresses.manifest(record.ark), items=items, **_described(record, how)))


def in_languages(values: Sequence[Value], languages: Sequence[str], otherwise: str = "") -> dict[str, list[str]]:
    """A IIIF language map, the reader's languages first; a value of no known language under "none"."""
    told: dict[str, list[str]] = {}
    for value in sorted(
        values, key=lambda each: languages.index(each.language) if each.language in languages else len(languages)
    ):
        told.setdefault(value.language or "none", []).append(value.text)
    return told or {"none": [otherwise]}


def _described(record: Record, how: Describing) -> dict[str, Any]:
    named = _map(how.provider.name, how.languages)
    homepage = {"id": how.provider.homepage, "type": "Text", "label": named, "format": "text/html"}
    provider = {"id": how.provider.homepage, "type": "Agent", "label": named, "homepage": [homepage]}
    described: dict[str, Any] = {
        "label": in_languages(record.values("title"), how.languages, record.title_in().text),
        "metadata": _metadata(record, how),
        "provider": [provider],
        "homepage": [
            {"id": how.addresses.page(record.ark), "type": "Text", "format": "text/html",
             "label": in_languages(record.values("title"), how.languages, record.title_in().text)}
        ],
        "requiredStatement": {"label": _map(how.labels.get("provenance", {}), how.languages), "value": {"none": [how.credit]}},
    }  # fmt: skip
    if record.values("description"):
        described["summary"] = in_languages(record.values("description"), how.languages)
    if how.rights:
        described["rights"] = how.rights
    return described


def _metadata(record: Record, how: Describing) -> list[dict[str, Any]]:
    lines = [
        {
            "label": _map(how.labels.get(term, {"none": term}), how.languages),
            "value": in_languages(values, how.languages),
        }
        for term, values in record.terms.items()
        if values and term not in ("title", "description")
    ]
    lines += [
        {
            "label": _map(how.labels.get(term, {"none": term}), how.languages),
            "value": {"none": [each.written for each in dates]},
        }
        for term, dates in record.dates.items()
        if dates
    ]
    return lines


def _canvases(record: Record, file: File, made: Derived | None, how: Describing) -> list[Canvas]:
    if made is None:
        return []
    if made.kind == "image":
        return [_picture(record, file, file.id, (made.width, made.height), file.page_label, how)]
    if made.kind == "pages":
        labels = str(file.technical.get("page_labels", "")).split("|")
        return [
            _picture(record, file, f"{file.id}-{page}", size, labels[page - 1] if page <= len(labels) else None, how)
            for page, size in enumerate(made.page_sizes, start=1)
        ]
    return [_heard(record, file, made, how)]


def _picture(
    record: Record, file: File, leaf: str, size: tuple[int, int], label: str | None, how: Describing
) -> Canvas:
    image, (width, height) = how.addresses.image(record.ark, leaf), size
    body = {
        "id": f"{image}/full/max/0/default.jpg", "type": "Image", "format": "image/jpeg", "width": width, "height": height,
        "service": [{"id": image, "type": "ImageService3", "profile": "level2"}],
    }  # fmt: skip
    scale = min(1.0, _THUMBNAIL / max(width, height))
    thumbnail = {
        "id": how.addresses.media(record.ark, leaf, "thumb-400.jpg"), "type": "Image", "format": "image/jpeg",
        "width": max(1, round(width * scale)), "height": max(1, round(height * scale)),
    }  # fmt: skip
    named = {"none": [label or leaf.rpartition("-")[2].removeprefix("f")]}
    canvas = _canvas(record, leaf, body, how, label=named, width=width, height=height, thumbnail=[thumbnail])
    if file.alternatives:
        canvas.summary = in_languages(file.alternatives, how.languages)
    return canvas


def _heard(record: Record, file: File, made: Derived, how: Describing) -> Canvas:
    form, kind, media_type = (
        ("audio.m4a", "Sound", "audio/mp4") if made.kind == "sound" else ("video.mp4", "Video", "video/mp4")
    )
    size = {"width": made.width, "height": made.height} if made.kind == "video" else {}
    length = max(made.duration_seconds, 0.001)
    body = {
        "id": how.addresses.media(record.ark, file.id, form),
        "type": kind,
        "format": media_type,
        "duration": length,
        **size,
    }
    called = file.page_label or file.name.rpartition("/")[2]
    return _canvas(record, file.id, body, how, label={"none": [called]}, duration=length, **size)


def _canvas(record: Record, leaf: str, body: dict[str, Any], how: Describing, **given: Any) -> Canvas:
    base = _canvas_id(record, leaf, how)
    painting = {"id": f"{base}/painting", "type": "Annotation", "motivation": "painting", "body": body, "target": base}
    return Canvas(id=base, items=[AnnotationPage(id=f"{base}/page", items=[painting])], **given)


def _canvas_id(record: Record, leaf: str, how: Describing) -> str:
    return f"{how.addresses.manifest(record.ark).removesuffix('/manifest.json')}/canvas/{leaf}"


def _empty_canvas(record: Record, how: Describing) -> Canvas:
    """A record without a file that can be shown is still a manifest, and a manifest has a canvas."""
    width, height = _COVER
    return Canvas(
        id=_canvas_id(record, "none", how), width=width, height=height,
        label=in_languages(record.values("title"), how.languages, record.title_in().text),
    )  # fmt: skip


def _thumbnail(canvases: Sequence[Canvas]) -> list[Any] | None:
    return next((canvas.thumbnail for canvas in canvases if canvas.thumbnail), None)


def _map(names: Mapping[str, str], languages: Sequence[str]) -> dict[str, list[str]]:
    ordered = sorted(names, key=lambda each: languages.index(each) if each in languages else len(languages))
    return {language: [names[language]] for language in ordered} or {"none": [""]}


def _plain(made: Manifest | Collection, thumbnail: list[Any] | None = None) -> dict[str, Any]:
    if thumbnail:
        made.thumbnail = thumbnail
    # Through its JSON: addresses are objects of the library until then.
    return cast("dict[str, Any]", json.loads(made.json()))
