"""JPEG saves before a picture was resized: their size, and the picture as it was then."""
