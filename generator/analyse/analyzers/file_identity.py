"""Which file and which picture this is: hashes of the bytes, of the pixels and of what the picture looks like.

The hashes name the exhibit, so that anybody can check that they hold the same file, and they feed the links between
exhibits. They can't show where a picture comes from or whether it was changed.
"""

from __future__ import annotations

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, Reference
from generator.analyse.picture import Picture
from generator.model import Finding, Measurement

ANALYZER = Analyzer(
    id="file.identity",
    version="2",
    title="File identity",
    question="Which file is this, and which picture does it hold?",
    measures=(
        "Computes check sums of the file, which change completely when a single byte changes, and one of the decoded pixels, "
        "which stays the same when only information around the picture changes. It also computes three fingerprints of what "
        "the picture looks like (PDQ, pHash and dHash). Those stay nearly the same when a picture is saved again or made "
        "smaller, so copies can be found."
    ),
    limits=(
        "A hash names a file or a picture; it says nothing about who made it, when, or whether it was changed. "
        "The fingerprints of looks miss crops, large banners and screenshots with a frame, "
        "and pictures with little in them look alike to them."
    ),
    applies_to=ALL_KINDS,
    engines=("numpy", "pillow", "imagehash", "scipy"),
    references=(
        Reference("FIPS 180-4, Secure Hash Standard (2015)", "https://doi.org/10.6028/NIST.FIPS.180-4"),
        Reference(
            "Facebook 2019, The PDQ image-hashing algorithm",
            "https://github.com/facebook/ThreatExchange/blob/main/hashing/hashing.pdf",
        ),
        Reference(
            "Zauner 2010, Implementation and benchmarking of perceptual image hash functions",
            "https://www.phash.org/docs/pubs/thesis_zauner.pdf",
        ),
        Reference(
            "Krawetz 2013, Kind of like that (dHash)",
            "https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html",
        ),
    ),
    cost="medium",
    nothing_means="Every file has an identity, so this check always finds one.",
)

PDQ_USABLE = 50
"""PDQ's own advice: matches count from this quality."""


def run(picture: Picture) -> tuple[Finding, ...]:
    """Hashes of the bytes, and of the pixels where they can be decoded."""
    from generator.analyse.hashes.byte_hashes import byte_hashes

    measurements = [Measurement(name, value) for name, value in byte_hashes(picture.data).items()]
    measurements.append(Measurement("size", len(picture.data), "bytes"))
    try:
        measurements += _looks(picture)
    except CouldNotCheck as reason:
        statement = f"{_CHECK_SUMS} The picture itself could not be fingerprinted."
        return (
            _identity(statement, measurements),
            Finding(
                code="file.identity.pixels-not-decoded",
                statement=(
                    "The pixels could not be read here, so no copies of this picture can be looked for: "
                    f"{str(reason).removeprefix('pixels not decoded: ').rstrip('.')}."
                ),
                limits="This says nothing about the picture; other programs may be able to open the file.",
            ),
        )
    quality = next(item.value for item in measurements if item.name == "pdq_quality")
    statement = f"{_CHECK_SUMS} The fingerprints, made from what can be seen, help to find copies."
    if isinstance(quality, int) and quality < PDQ_USABLE:
        statement = (
            f"{_CHECK_SUMS} The picture has too little structure for its fingerprint to find copies reliably."
        )
    return (_identity(statement, measurements),)


_CHECK_SUMS = "The check sums below, numbers computed from every byte, name exactly this file."


def _looks(picture: Picture) -> list[Measurement]:
    from PIL import Image

    from generator.analyse.hashes.pdq import pdq
    from generator.analyse.hashes.pixel_hash import pixel_sha256
    from generator.analyse.hashes.small import dhash, phash

    upright = picture.upright
    image = Image.fromarray(upright)
    looks = pdq(upright)
    return [
        Measurement("pixel_sha256", pixel_sha256(upright)),
        Measurement("phash", phash(image)),
        Measurement("dhash", dhash(image)),
        Measurement("pdq", looks.original),
        Measurement("pdq_quality", looks.quality, "of 100"),
        Measurement("pdq_mirrored", looks.mirrored),
        Measurement("pdq_rot90", looks.rot90),
        Measurement("pdq_rot180", looks.rot180),
        Measurement("pdq_rot270", looks.rot270),
    ]


def _identity(statement: str, measurements: list[Measurement]) -> Finding:
    return Finding(
        code="file.identity",
        statement=statement,
        measurements=tuple(measurements),
        limits="A check sum names a file. It doesn't say where the picture comes from or whether it was changed.",
    )
