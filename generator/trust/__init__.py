"""Trust lists as data: which certificates a publisher accepts, from when, from where, until when.

The project ships none. A folder named by `trust:` in `site.yaml` holds them; `backstory trust update` fetches the official
ones when a person asks. A list never says that a picture is true, only who stands behind a key.
"""

from __future__ import annotations

from generator.trust.folder import read_lists, read_path
from generator.trust.lists import Role, Tier, TrustList, is_overdue

__all__ = ["Role", "Tier", "TrustList", "is_overdue", "read_lists", "read_path"]
