"""The noise that a sensor leaves in all its pictures: learning a camera body's fingerprint and looking for it.

`residual.py` takes the noise out of a picture, `learn.py` estimates a body's fingerprint from pictures that it took,
`fingerprint.py` is the file that holds one, `compare.py` looks for it in a picture.
"""
