"""Kinds of sound and film by their first bytes, beside those whose signature is one word (media_types).

Source: each format's own specification, named beside its signature.
"""

from __future__ import annotations

from archive.model.record import FileRole

#: What each kind is for its reader; some hold sound alone, which their tracks tell (tracks).
ROLES: dict[str, FileRole] = {
    "audio/mpeg": "sound", "audio/x-wav": "sound", "audio/flac": "sound", "audio/ogg": "sound", "audio/mp4": "sound",
    "audio/webm": "sound", "audio/x-matroska": "sound", "audio/aac": "sound", "audio/x-aiff": "sound",
    "audio/x-ms-wma": "sound", "video/ogg": "video", "video/mp4": "video", "video/quicktime": "video", "video/webm": "video",
    "video/x-matroska": "video", "video/x-ms-wmv": "video", "video/x-msvideo": "video", "video/mpeg": "video",
    "video/mp2t": "video",
}  # fmt: skip
USUAL_SUFFIXES = {
    "audio/mpeg": {".mp3"}, "audio/x-wav": {".wav", ".wave", ".bwf"}, "audio/flac": {".flac"},
    "audio/ogg": {".ogg", ".oga", ".opus"}, "audio/mp4": {".m4a", ".m4b", ".mp4", ".mov", ".3gp"}, "audio/webm": {".webm"},
    "audio/x-matroska": {".mka", ".mkv"}, "audio/aac": {".aac"}, "audio/x-aiff": {".aif", ".aiff", ".aifc"},
    "audio/x-ms-wma": {".wma", ".asf"}, "video/ogg": {".ogv", ".ogg"}, "video/mp4": {".mp4", ".m4v", ".3gp"},
    "video/quicktime": {".mov", ".qt"}, "video/webm": {".webm"}, "video/x-matroska": {".mkv"},
    "video/x-ms-wmv": {".wmv", ".asf"}, "video/x-msvideo": {".avi"}, "video/mpeg": {".mpg", ".mpeg", ".vob", ".m2v"},
    "video/mp2t": {".ts", ".m2ts", ".mts"},
}  # fmt: skip
_SIGNATURES = (
    (b"ID3", "audio/mpeg"),  # ID3v2, 3.1: a tag before the sound
    (b"fLaC", "audio/flac"),  # RFC 9639, 6
    (b"OggS", "audio/ogg"),  # RFC 3533, 6
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-wmv"),  # ASF, revision 01.20.03, 10.1
    (b"\x00\x00\x01\xba", "video/mpeg"),  # ISO/IEC 13818-1, 2.5.3
    (b"\x00\x00\x01\xb3", "video/mpeg"),  # ISO/IEC 13818-2, 6.2.2
)
_MATROSKA = b"\x1aE\xdf\xa3"  # RFC 8794, 11.2.1
_RIFF = {b"WAVE": "audio/x-wav", b"AVI ": "video/x-msvideo"}  # and its long forms, EBU Tech 3306, ITU-R BS.2088
_IFF = {b"AIFF": "audio/x-aiff", b"AIFC": "audio/x-aiff"}  # EA IFF 85; AIFF 1.3
_PACKET_BYTES, _CAMERA_PACKET_BYTES, _PACKETS = 188, 192, 6


def recording_type(start: bytes) -> str | None:
    """The media type of a sound or a film that begins with these bytes; None where it is none."""
    for signature, media_type in _SIGNATURES:
        if start.startswith(signature):
            return media_type
    if start.startswith(_MATROSKA):
        return "video/webm" if b"webm" in start[:64] else "video/x-matroska"
    if start[:4] in (b"RIFF", b"RF64", b"BW64"):
        return _RIFF.get(start[8:12])
    if start[:4] == b"FORM":
        return _IFF.get(start[8:12])
    if _is_transport_stream(start):
        return "video/mp2t"
    if _is_adts(start):
        return "audio/aac"
    return None


def is_playlist(start: bytes) -> bool:
    """Whether this is a list of recordings that lie elsewhere: M3U and HLS, PLS, XSPF, DASH, or FFmpeg's own."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return text.startswith((b"#extm3u", b"[playlist]", b"ffconcat")) or b"xspf.org/ns" in text or b"<mpd" in text


def _is_transport_stream(start: bytes) -> bool:
    """Packets that all begin with 0x47, a camera's with four bytes before each. Source: ISO/IEC 13818-1, 2.4.3.2."""
    return any(
        len(start) > begin + (_PACKETS - 1) * long
        and all(start[begin + number * long] == ord("G") for number in range(_PACKETS))
        for begin, long in ((0, _PACKET_BYTES), (4, _CAMERA_PACKET_BYTES))
    )


def _is_adts(start: bytes) -> bool:
    """AAC by itself: twelve bits set, layer 0, and after the length it says another such frame (ISO/IEC 14496-3, 1.A.2)."""

    def heads(place: int) -> bool:
        return len(start) > place + 6 and start[place] == 0xFF and start[place + 1] & 0xF6 == 0xF0

    long = (start[3] & 3) << 11 | start[4] << 3 | start[5] >> 5 if heads(0) else 0
    return long > 7 and (heads(long) or len(start) < long + 7)


def is_mpeg_sound(start: bytes) -> bool:
    """A frame header: eleven bits set, a layer, a bit rate and a sampling rate that exist. The mark of a text can look like it,
    so ask about texts first. Source: ISO/IEC 11172-3, 2.4.1.3."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return False
    return bool(start[1] & 0x06) and start[2] >> 4 not in (0, 15) and (start[2] >> 2) & 3 != 3
