"""Metadata readers: bytes of one embedded block in, frozen values and a list of faults out.

Each reader takes the bytes that a container walker found (an EXIF structure, an XMP packet, IPTC data sets ...), never
raises on damaged or hostile bytes, and is bounded in time and memory. `read.read_metadata` reads all blocks of a file.
`digest/` turns what was read into findings in a reader's words.
"""
