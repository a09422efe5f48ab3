"""Traces that resizing leaves in the whole picture, and the factor."""
