"""What programs and cameras leave of themselves in a file's compression: fingerprints, and a database to compare them with."""

from __future__ import annotations

from generator.analyse.encoders.database import Database, Entry, InvalidDatabase, Role, read_database
from generator.analyse.encoders.fingerprint import Fingerprint, fingerprint_of

GROUP = "encoders"
"""Name under which the build hands a publisher's own databases over."""

__all__ = ["Database", "Entry", "Fingerprint", "InvalidDatabase", "Role", "fingerprint_of", "read_database"]
