"""Pictures for the eye: well-known filters over a picture, each beside the same filter over an untouched control.

`filters` and `spectrum` look, `control` draws the made-up photograph beside it, `figures` turns both into pictures of
evidence, `captions` says what is normal and how often the eye is misled. None of them gives a score or raises a flag.
"""
