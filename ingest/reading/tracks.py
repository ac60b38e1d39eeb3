"""Sound or film: what a container holds, which its first bytes do not tell and its name even less."""

from __future__ import annotations

from pathlib import Path

from archive.model.record import FileRole
from ingest.identifying.refused import COPY_AGAIN, FileRefused
from ingest.reading.open_media import TROUBLES, film_in, open_media, sound_in

#: What a container of films is called where it holds sound alone.
_SOUND_ALONE = {
    "video/mp4": "audio/mp4", "video/quicktime": "audio/mp4", "video/webm": "audio/webm",
    "video/x-matroska": "audio/x-matroska", "video/x-ms-wmv": "audio/x-ms-wma",
}  # fmt: skip
#: What a container of sound is called where it holds moving pictures.
_WITH_PICTURES = {"audio/ogg": "video/ogg", "audio/mp4": "video/mp4"}
#: Sounds that begin with a tag of MP3's, which hides them from whoever looks at the first bytes.
_BEHIND_A_TAG = {"aac": "audio/aac", "flac": "audio/flac", "aiff": "audio/x-aiff", "wav": "audio/x-wav"}


def by_tracks(path: Path, media_type: str) -> tuple[str, FileRole]:
    """The media type and the role of a sound or a film. A film without pictures is a sound, a sound with moving ones a film;
    a cover makes neither. Raises FileRefused for what does not open, or holds neither."""
    try:
        with open_media(path) as container:
            film, sound, form = film_in(container), sound_in(container), container.format.name
    except TROUBLES as problem:
        if isinstance(problem, FileNotFoundError):
            raise
        raise FileRefused("Le son ou le film est abîmé : il ne s’ouvre pas.", COPY_AGAIN) from problem
    if film is not None:
        return _WITH_PICTURES.get(media_type, media_type), "video"
    if sound is None:
        raise FileRefused(
            "Le fichier ne contient ni son ni image animée.", "Vérifiez que c’est bien l’enregistrement, et non sa pochette."
        )
    if media_type == "audio/mpeg":
        return _BEHIND_A_TAG.get(form, media_type), "sound"
    return _SOUND_ALONE.get(media_type, media_type), "sound"
