"""Learned detectors that a publisher chooses: an ONNX model is only ever used with its calibration card.

`card.py` is the card, `handed.py` the way from `site.yaml` to the analyzer, `scoring.py` runs a model on one picture.
"""
