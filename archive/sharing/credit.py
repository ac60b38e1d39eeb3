"""A picture's credit, written into the picture: who made it, where it is kept, what one may do.

Source: JPEG (ITU-T T.81) B.1.1.4 for segments; XMP specification part 3, section 1.1.3, for the packet in APP1.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_START_OF_IMAGE = b"\xff\xd8"
_APP0, _APP1 = b"\xff\xe0", b"\xff\xe1"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_LONGEST_SEGMENT = 65_533


@dataclass(frozen=True)
class Credit:
    """`language` is that of title and rights (BCP 47); `address` the record's permanent address."""

    title: str
    makers: tuple[str, ...]
    rights: str
    rights_address: str
    address: str
    language: str


def written_into_jpeg(image: bytes, credit: Credit) -> bytes:
    """The same JPEG, pixels untouched, with an XMP packet after its first segment. Not a JPEG: ValueError."""
    if not image.startswith(_START_OF_IMAGE):
        raise ValueError("not a JPEG")
    packet = _XMP + packet_of(credit).encode()
    if len(packet) > _LONGEST_SEGMENT:
        return image
    segment = _APP1 + (len(packet) + 2).to_bytes(2, "big") + packet
    at = 2
    if image[2:4] == _APP0:  # JFIF wants to come first
        at = 4 + int.from_bytes(image[4:6], "big")
    return image[:at] + segment + image[at:]


def packet_of(credit: Credit) -> str:
    """The XMP packet: Dublin Core title, creator, rights and source, and the licence's address."""
    language = quoteattr(credit.language or "x-default")
    makers = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in credit.makers)
    return (
        '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">'
        f"<dc:title><rdf:Alt><rdf:li xml:lang={language}>{escape(credit.title)}</rdf:li></rdf:Alt></dc:title>"
        + (f"<dc:creator><rdf:Seq>{makers}</rdf:Seq></dc:creator>" if makers else "")
        + f"<dc:rights><rdf:Alt><rdf:li xml:lang={language}>{escape(credit.rights)}</rdf:li></rdf:Alt></dc:rights>"
        f"<dc:source>{escape(credit.address)}</dc:source>"
        f"<xmpRights:WebStatement>{escape(credit.rights_address)}</xmpRights:WebStatement>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
