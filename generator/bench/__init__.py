"""Measurements of this program: made by `backstory bench`, never part of a build."""
