"""Traces of colour-filter arrays: a pattern of two by two pixels, all over the picture or out of step in parts."""
