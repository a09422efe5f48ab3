"""Sightings: where else the picture is, as services and people say. Asked only on request, stored with the case, replayed.

`backstory sightings` asks; every answer becomes a file `….sighting.json` beside the case, dated and hashed, with what left the
machine. `build` only reads these files: the same files give the same pages, on a machine without a network, years later. A
service that was not asked, that failed or that knows nothing never means that the picture is nowhere else.

One file of `providers/` is one service: a function that gives questions for a case and one that reads sightings out of an
answer, both pure. `ledger.py` is the only file that asks; `record.py` the only one that knows the files.
"""
