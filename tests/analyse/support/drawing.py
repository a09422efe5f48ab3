"""Makes a figure, so that bytes travel with the run."""

from __future__ import annotations

import hashlib

from generator.analyse.picture import Picture
from generator.model import Figure, Finding
from tests.analyse.support.describe import described

ANALYZER = described("test.drawing", needs=("test.counting",))


def run(picture: Picture) -> tuple[Finding, ...]:
    counted = picture.run_of("test.counting").outcome.value
    data = b"drawn of " + picture.data[-20:]
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    figure = Figure(name, "image/png", 1, 1, "drawing", "A drawing.", "It shows a drawing.", "Nothing else.")
    return (Finding("test.drawing", f"The need ended with: {counted}.", figures=(figure,)),)
