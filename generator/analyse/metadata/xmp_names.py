"""The usual prefixes of XMP's namespaces, and which properties are withheld from pages.

A packet may bind any prefix to a namespace; the address is what counts. Source: XMP specification part 2 (2022), IPTC Photo
Metadata Standard 2025.1, Google's and Adobe's public schema pages.
"""

from __future__ import annotations

from generator.model import Privacy

PREFIXES = {
    "adobe:ns:meta/": "x",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/bj/": "xmpBJ",
    "http://ns.adobe.com/xap/1.0/t/pg/": "xmpTPg",
    "http://ns.adobe.com/xap/1.0/g/": "xmpG",
    "http://ns.adobe.com/xap/1.0/g/img/": "xmpGImg",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/Version#": "stVer",
    "http://ns.adobe.com/xap/1.0/sType/Job#": "stJob",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions#": "stDim",
    "http://ns.adobe.com/xap/1.0/sType/ManifestItem#": "stMfs",
    "http://ns.adobe.com/xap/1.0/sType/Font#": "stFnt",
    "http://ns.adobe.com/xmp/sType/Area#": "stArea",
    "http://ns.adobe.com/xmp/note/": "xmpNote",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://cipa.jp/exif/2.32/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.adobe.com/camera-raw-saved-settings/1.0/": "crss",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/illustrator/1.0/": "illustrator",
    "http://ns.adobe.com/hdr-gain-map/1.0/": "hdrgm",
    "http://ns.adobe.com/creatorAtom/1.0/": "creatorAtom",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.google.com/photos/1.0/panorama/": "GPano",
    "http://ns.google.com/photos/1.0/image/": "GImage",
    "http://ns.google.com/photos/1.0/depthmap/": "GDepth",
    "http://ns.google.com/photos/1.0/creations/": "GCreations",
    "http://ns.google.com/photos/1.0/container/": "GContainer",
    "http://ns.google.com/photos/1.0/container/item/": "GContainerItem",
    "http://ns.google.com/photos/dd/1.0/device/": "Device",
    "http://ns.apple.com/pixeldatainfo/1.0/": "apdi",
    "http://ns.apple.com/HDRGainMap/1.0/": "HDRGainMap",
    "http://ns.apple.com/faceinfo/1.0/": "apple-fi",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2/": "MP",
    "http://ns.microsoft.com/photo/1.2/t/RegionInfo#": "MPRI",
    "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://www.metadataworkinggroup.com/schemas/keywords/": "mwg-kw",
    "http://www.dji.com/drone-dji/1.0/": "drone-dji",
    "http://www.gimp.org/xmp/": "GIMP",
    "http://darktable.sf.net/": "darktable",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.acdsee.com/iptc/1.0/": "acdsee",
    "http://creativecommons.org/ns#": "cc",
    "http://www.tc260.org.cn/ns/AIGC/1.0/": "TC260",
    "http://ns.attribution.com/ads/1.0/": "Attrib",
}

SERIAL_NAMES = frozenset(
    {
        "SerialNumber", "BodySerialNumber", "LensSerialNumber", "CameraSerialNumber", "DroneSerialNumber",
        "InternalSerialNumber", "ImageUniqueID", "RawDataUniqueID",
    }
)  # fmt: skip
PERSON_NAMES = frozenset(
    {
        "creator", "rights", "OwnerName", "CameraOwnerName", "Artist", "Copyright", "Credit", "Writer-Editor",
        "CaptionWriter", "AuthorsPosition", "PersonInImage", "PersonInImageWDetails", "PersonName",
        "PersonDisplayName", "CopyrightOwnerName", "ImageCreatorName", "LicensorName", "ImageSupplierName", "Owner",
        "contributor", "Author", "filePath", "CreatorContactInfo", "author", "LicensorEmail", "DerivedFromPath",
    }
)  # fmt: skip
LOCATION_NAMES = frozenset(
    {
        "City", "State", "Country", "CountryCode", "CountryName", "Location", "Sublocation", "ProvinceState",
        "LocationCreated", "LocationShown", "WorldRegion", "GpsLatitude", "GpsLongitude", "GpsLongtitude",
        "AbsoluteAltitude", "RelativeAltitude", "LocationId", "LocationName",
    }
)  # fmt: skip


def privacy_of(path: str) -> Privacy:
    """Why a property is withheld from pages, by any name on its path."""
    names = [part.split("[")[0] for part in path.split("/")]
    locals_ = {name.split(":")[-1] for name in names}
    if any(name.startswith(("exif:GPS", "exifEX:GPS")) for name in names):
        is_time = names[-1] in (
            "exif:GPSTimeStamp",
            "exif:GPSVersionID",
            "exif:GPSDateStamp",
            "exif:GPSStatus",
        )
        return Privacy.PUBLIC if is_time else Privacy.LOCATION
    if locals_ & LOCATION_NAMES:
        return Privacy.LOCATION
    if locals_ & SERIAL_NAMES:
        return Privacy.SERIAL
    if locals_ & PERSON_NAMES or names[-1] in ("mwg-rs:Name", "MPReg:PersonDisplayName"):
        return Privacy.PERSON
    return Privacy.PUBLIC
