"""Compares two pictures of which one lies in the other: what was cut away, what looks different, what was changed."""
