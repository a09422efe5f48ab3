"""Hashes of a picture: of its bytes, of its exact pixels, and of what it looks like.

`byte_hashes.py` names the file, `pixel_hash.py` names the decoded pixels, `pdq.py` and `small.py` give perceptual hashes,
whose distance says how alike two pictures look.
"""
