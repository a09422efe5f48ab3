"""The part of a page in which readers compare a file of their own with the pictures of this site."""

from __future__ import annotations

import json

from generator.render.contexts.shared import CopyView
from generator.render.environment import Environment

SCRIPTS = ("fingerprint", "copy")
"""Scripts of a page that has this part, in the order in which they run."""


def copy_view(env: Environment, exhibit: str = "") -> CopyView:
    """For the page of an exhibit, by id, or for the whole site."""
    words = env.words.copy
    return CopyView(
        exhibit=exhibit,
        title=words.title if exhibit else words.title_site,
        lead=words.lead if exhibit else words.lead_site,
        script_words=json.dumps(vars(env.words.copy_script), ensure_ascii=False, sort_keys=True),
    )
