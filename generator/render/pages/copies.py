"""`fingerprints.js`: what a reader's browser needs to compare a file of the reader's own with the pictures of this site.

A script instead of plain data, since pages that are opened from a folder may not fetch data. It has a name of its own, not made
from its content, so that a new picture doesn't change the pages of all others. What it holds stands on the pages, too: check
sums, the PDQ hash and its quality, sizes, names. What a comparison can't show: see `analyse/hashes/pdq.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.model import Exhibit
from generator.render import urls
from generator.render.environment import Environment
from generator.render.site import SiteData, SiteFile
from generator.render.views.cards import exhibit_title

PATH = "fingerprints.js"


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """The one file."""
    pictures = [_fingerprint(env, exhibit) for exhibit in data.exhibits]
    document = json.dumps({"pictures": pictures}, ensure_ascii=True, separators=(",", ":"))
    # Nothing in it may end a script element, should anybody ever write it into a page.
    safe = document.replace("<", "\\u003c")
    yield SiteFile(PATH, f"backstoryFingerprints({safe});\n".encode())


def _fingerprint(env: Environment, exhibit: Exhibit) -> dict[str, object]:
    report = env.index.report(exhibit.id)
    size = env.data.renditions.get(exhibit.id)
    return {
        "id": exhibit.id,
        "title": exhibit_title(env, exhibit),
        "href": urls.exhibit(exhibit.id),
        "sha256": exhibit.sha256,
        "pixels": report.measure("file.identity", "pixel_sha256") or "",
        "pdq": report.measure("file.identity", "pdq") or "",
        "quality": report.measure("file.identity", "pdq_quality") or 0,
        "width": size.width if size else 0,
        "height": size.height if size else 0,
    }
