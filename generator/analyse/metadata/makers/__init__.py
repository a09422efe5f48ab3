"""What is known of makers' private notes, as data: one file per maker with names by number, and how each is written.

Makers publish no specification. Numbers and names are common knowledge of the field as ExifTool's documentation of tag names
lists them (https://exiftool.org/TagNames/); the tables here are our own and hold what occurs in real files. `table.py` says how
a line of a table is read.
"""
