"""Place and time as pure functions: where the sun stood, which town is nearest, which time zones are possible, a small map.

Everything is computed offline from data files in `data/`; `tests/place/gather.py` made them. Imports no stage.
"""
