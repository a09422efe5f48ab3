"""Content credentials (C2PA): reading the manifest offline, and saying what holds, who signed, when, and what is claimed."""
