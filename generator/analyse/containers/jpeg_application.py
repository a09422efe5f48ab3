"""What the application segments (APP0 to APP15) of a JPEG hold, and the joining of data that is split over several.

A segment holds at most 65,533 bytes, so colour profiles, extended XMP and C2PA manifests are split and numbered. Known
ones are named by the identifier at their beginning; who writes which is common practice gathered from the makers' own
documents. Sources: JFIF 1.02; CIPA DC-008 (EXIF); XMP part 3, 1.1.3 (extended XMP); ICC.1 annex B.4; ISO/IEC 19566-5
annex D (JUMBF).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analyse.containers.draft import Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.photoshop import add_resources

_MAX_JOINED = 64 * 1024**2
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
_ICC = b"ICC_PROFILE\x00"
_PHOTOSHOP = b"Photoshop 3.0\x00"

_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"AVI1", "Motion JPEG"),
    (0, b"Ocad", "Photobucket"),
    (1, b"FLIR\x00", "FLIR thermal data"),
    (1, b"PARROT\x00", "Parrot drone data"),
    (1, b"QVCI\x00", "Casio camera data"),
    (2, b"FPXR\x00", "FlashPix"),
    (2, b"urn:iso:std:iso:ts:21496:-1\x00", "gain map settings (ISO 21496-1)"),
    (2, b"urn:iso:std:iso:22028:-5:", "gain map settings"),
    (2, b"\xff\xd8\xff", "preview picture"),
    (3, b"Meta\x00", "Kodak metadata"),
    (3, b"META\x00", "Kodak metadata"),
    (3, b"Exif\x00", "Kodak metadata"),
    (3, b"Stim\x00", "stereo picture settings"),
    (3, b"_JPSJPS_", "stereo picture settings"),
    (4, b"SCALADO\x00", "Scalado picture index"),
    (4, b"FPXR\x00", "FlashPix"),
    (4, b"\xff\xd8\xff", "preview picture"),
    (5, b"RMETA\x00", "Ricoh metadata"),
    (5, b"ssuniqueid\x00", "Samsung identifier"),
    (5, b"SamsungUniqueID", "Samsung identifier"),
    (6, b"EPPIM\x00", "Toshiba print settings"),
    (6, b"NITF\x00", "NITF imagery"),
    (6, b"TDHD\x01", "HP camera data"),
    (6, b"GoPro\x00", "GoPro camera data"),
    (6, b"DTAT\x00", "DJI thermal analysis"),
    (7, b"PENTAX \x00", "Pentax camera data"),
    (7, b"HUAWEI\x00", "Huawei camera data"),
    (7, b"DJI-DBG\x00", "DJI drone data"),
    (7, b"\x1aQualcomm Camera Attributes", "Qualcomm camera attributes"),
    (8, b"SPIFF\x00", "SPIFF header"),
    (9, b"Media Jukebox\x00", "Media Jukebox"),
    (10, b"UNICODE\x00", "comment of PhotoStudio"),
    (10, b"AROT", "gain table of an iPhone"),
    (11, b"HDR_RI", "JPEG-HDR"),
    (12, b"Ducky", "Photoshop's \u201cSave for Web\u201d settings"),
    (12, b"[picture info]", "picture information of an early camera"),
    (12, b"\x00\x00\x00\x00", "early camera data"),
    (12, b"OLYMPUS", "picture information of an early camera"),
    (12, b"Type=", "picture information of an early camera"),
    (13, b"Adobe_Photoshop2.5:", "Photoshop 2.5 resources"),
    (13, b"Adobe_CM\x00", "Adobe colour management"),
    (15, b"Q ", "GraphicConverter quality"),
)


@dataclass(slots=True)
class _Numbered:
    """Pieces that come with a number."""

    offset: int
    """First segment."""
    pieces: dict[int, bytes] = field(default_factory=dict)
    """By number or place."""
    declared: int = 0
    """How many pieces or bytes there should be."""
    size: int = 0
    """Bytes gathered."""

    def add(self, key: int, piece: bytes) -> None:
        if key not in self.pieces and self.size + len(piece) <= _MAX_JOINED:
            self.pieces[key] = piece
            self.size += len(piece)

    def joined(self) -> bytes:
        return b"".join(piece for _, piece in sorted(self.pieces.items()))


@dataclass(slots=True)
class Applications:
    """The application segments of one JPEG picture."""

    draft: Draft
    """Where blobs and faults go."""
    adobe_transform: int | None = None
    """Colour transform of the Adobe segment."""
    icc: _Numbered | None = None
    """Pieces of the colour profile."""
    photoshop: list[bytes] = field(default_factory=list)
    """Pieces of the Photoshop resources."""
    photoshop_offset: int = 0
    """First Photoshop segment."""
    extended: dict[bytes, _Numbered] = field(default_factory=dict)
    """Extended XMP by its GUID."""
    jumbf: dict[int, _Numbered] = field(default_factory=dict)
    """JUMBF boxes by instance number."""

    def add(self, number: int, body: bytes, offset: int) -> tuple[str, bool]:
        """Read one segment: what it holds, in plain words, and whether it is known."""
        draft = self.draft
        if number == 0 and body.startswith(b"JFIF\x00"):
            draft.blob(BlobKind.JFIF, body[5:], offset, name="JFIF")
            return "JFIF", True
        if number == 0 and body.startswith(b"JFXX\x00"):
            draft.blob(BlobKind.JFXX, body[5:], offset, name="JFXX")
            return "JFIF extension with a thumbnail", True
        if number == 0 and body[6:14] == b"HEAPJPGM":
            draft.blob(BlobKind.OTHER, body, offset, name="CIFF")
            return "Canon CIFF data", True
        if number == 1 and (found := self._app1(body, offset)):
            return found, True
        if number == 2 and body.startswith(_ICC):
            return self._icc_piece(body, offset), True
        if number == 2 and body.startswith(b"MPF\x00"):
            draft.blob(BlobKind.MPF, body[4:], offset, name="MPF")
            return "MPF: index of several pictures", True
        if number == 11 and body.startswith(b"JP") and len(body) >= 16:
            return self._jumbf_piece(body, offset), True
        if number == 13 and body.startswith(_PHOTOSHOP):
            self.photoshop_offset = offset if not self.photoshop else self.photoshop_offset
            self.photoshop.append(body[len(_PHOTOSHOP) :])
            return "Photoshop resources", True
        if number == 14 and body.startswith(b"Adobe") and len(body) >= 12:
            self.adobe_transform = body[11]
            draft.blob(BlobKind.ADOBE, body, offset, name="Adobe")
            return "Adobe colour transform", True
        return self._other(number, body, offset)

    def finish(self) -> None:
        """Join what was split and hand it over."""
        if self.icc is not None:
            missing = self.icc.declared - len(self.icc.pieces)
            if missing > 0:
                words = f"The colour profile has {self.icc.declared} pieces, of which {missing} are missing."
                self.draft.fault("missing-piece", words, self.icc.offset)
            self.draft.blob(BlobKind.ICC, self.icc.joined(), self.icc.offset, name="ICC_PROFILE")
        if self.photoshop:
            add_resources(self.draft, b"".join(self.photoshop), self.photoshop_offset)
        for guid, document in sorted(self.extended.items()):
            data = document.joined()
            if len(data) != document.declared:
                words = (
                    f"The extended XMP has {len(data):,} of the {document.declared:,} bytes it should have."
                )
                self.draft.fault("missing-piece", words, document.offset)
            self.draft.blob(BlobKind.XMP_EXTENDED, data, document.offset, name=readable(guid))
        for _, box in sorted(self.jumbf.items()):
            data = box.joined()
            if len(data) < box.declared:
                words = f"A JUMBF box has {len(data):,} of the {box.declared:,} bytes it should have."
                self.draft.fault("missing-piece", words, box.offset)
            self.draft.blob(
                BlobKind.JUMBF, data, box.offset, name="C2PA" if b"c2pa" in data[:64] else "JUMBF"
            )

    def _app1(self, body: bytes, offset: int) -> str:
        if body[:4].upper() == b"EXIF" and (start := _tiff_start(body)):
            self.draft.blob(BlobKind.EXIF, body[start:], offset, name="Exif")
            return "EXIF"
        if body[:5] == b"Exif\x00":
            words = "The EXIF segment doesn't hold the structure that EXIF data has."
            self.draft.fault("bad-exif", words, offset)
            self.draft.blob(BlobKind.EXIF, body[6:], offset, name="Exif")
            return "EXIF, damaged"
        if body.startswith(_XMP):
            self.draft.blob(BlobKind.XMP, body[len(_XMP) :], offset, name="XMP")
            return "XMP"
        if body.startswith(_XMP_EXTENSION) and len(body) >= len(_XMP_EXTENSION) + 40:
            at = len(_XMP_EXTENSION)
            guid = body[at : at + 32]
            document = self.extended.setdefault(guid, _Numbered(offset))
            document.declared = int.from_bytes(body[at + 32 : at + 36], "big")
            document.add(int.from_bytes(body[at + 36 : at + 40], "big"), body[at + 40 :])
            return "extended XMP"
        if body[:100].lstrip(b"\x00").startswith((b"<?xpacket", b"<x:xmpmeta")):
            self.draft.blob(BlobKind.XMP, body.lstrip(b"\x00"), offset, name="XMP without its identifier")
            return "XMP without its identifier"
        return ""

    def _icc_piece(self, body: bytes, offset: int) -> str:
        number, count = (*body[12:14], 0, 0)[:2]
        if self.icc is None:
            self.icc = _Numbered(offset, declared=count)
        self.icc.add(number, body[14:])
        return "colour profile (ICC)" if count < 2 else f"colour profile (ICC), piece {number} of {count}"

    def _jumbf_piece(self, body: bytes, offset: int) -> str:
        instance = int.from_bytes(body[2:4], "big")
        sequence = int.from_bytes(body[4:8], "big")
        length = int.from_bytes(body[8:12], "big")
        box = self.jumbf.get(instance)
        if box is None:
            box = self.jumbf[instance] = _Numbered(offset)
            box.declared = length if length != 1 else int.from_bytes(body[16:24], "big")
            box.add(sequence, body[8:])
        else:
            # Each further piece repeats the header of the box.
            box.add(sequence, body[24:] if length == 1 else body[16:])
        return f"JUMBF (content credentials), piece {sequence}"

    def _other(self, number: int, body: bytes, offset: int) -> tuple[str, bool]:
        identifier = readable(body.split(b"\x00", 1)[0], 32)
        for app, prefix, words in _OTHERS:
            if app == number and body.startswith(prefix):
                self.draft.blob(BlobKind.OTHER, body, offset, name=words)
                return words, True
        self.draft.blob(BlobKind.OTHER, body, offset, name=identifier)
        return f"begins with \u201c{identifier}\u201d" if identifier else "no identifier", False


def _tiff_start(body: bytes) -> int:
    """Where the TIFF structure begins behind `Exif`; 0 when there is none. Some writers pad with one byte too many."""
    for start in (6, 5, 7, 8):
        if body[start : start + 4] in (b"II*\x00", b"MM\x00*", b"II\x00*", b"MM*\x00"):
            return start
    return 0
