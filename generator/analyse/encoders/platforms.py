"""Marks that platforms leave in files that passed through them. Only marks that were seen in labelled files have a rule.

Facebook and Instagram put a line that begins with `FBMD` into the IPTC field Special Instructions (2:40) of pictures that they
serve. Source: two files whose note names Facebook; the meaning of the digits behind it is not public. Most platforms
leave no mark, and re-saving removes this one, so its absence means nothing.
"""

from __future__ import annotations

import re

from generator.analyse.metadata.read import Metadata

FBMD = re.compile(r"^FBMD[0-9a-f]{6,}$", re.IGNORECASE)
LABELLED_FILES = 2
"""How many labelled files stand behind the rule."""


def has_facebook_mark(metadata: Metadata) -> bool:
    """Whether the mark stands where Facebook writes it."""
    places = (metadata.iptc_text("SpecialInstructions"), metadata.xmp_text("photoshop:Instructions"))
    return any(FBMD.match(text.strip()) for text in places)
