"""Files to a folder: staged beside the target, checked, swapped in one step; nothing is ever written in place."""

from __future__ import annotations

from generator.publish.check import PageProblem, check_pages
from generator.publish.folder import Published, ensure_ours, publish
from generator.publish.manifest import MANIFEST, SUMS
from generator.publish.verify import verify

__all__ = ["MANIFEST", "SUMS", "PageProblem", "Published", "check_pages", "ensure_ours", "publish", "verify"]
