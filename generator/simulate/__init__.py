"""A small camera: made-up scenes photographed by made-up cameras, so that the truth about every picture is known.

Used for the demo site, the tests and the benchmarks. Nothing here is a photograph of anything: scenes are drawn by
`scene`, photographed by `camera`, written as a camera writes them by `jpeg_file` and tampered with by `edits`.
What it can't do: stand in for real cameras in a measurement of error rates. A simulated sensor is too regular.
"""
