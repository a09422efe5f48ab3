"""Measures how often tests accuse authentic pictures. `detector.py` does so for learned detectors and fills in their card."""
