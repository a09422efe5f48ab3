"""What generators of pictures write into their files: one module per family of writers.

All of it is an unsigned declaration. `ai_traces.py` beside this folder asks every recognizer in turn.
"""
