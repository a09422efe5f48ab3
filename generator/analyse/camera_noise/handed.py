"""A publisher's fingerprints of cameras on their way to the analyzer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.analyse.camera_noise.fingerprint import Fingerprint, InvalidFingerprint, read_fingerprint
from generator.analyse.materials import Material, material
from generator.errors import InvalidContent, Mistake

GROUP = "cameras"
"""Name under which the build hands the files over."""


def handed_over(files: Iterable[tuple[str, bytes]]) -> tuple[Material, ...]:
    """Files by path and bytes as materials. Raises `InvalidContent` naming all that are not fingerprints."""
    made: list[Material] = []
    mistakes: list[Mistake] = []
    for path, data in files:
        try:
            read_fingerprint(data).pattern()
        except InvalidFingerprint as error:
            mistakes.append(Mistake(path, 0, "", str(error), "write it anew with `backstory learn-camera`"))
        else:
            made.append(material(GROUP, path, data))
    if mistakes:
        raise InvalidContent(mistakes)
    return tuple(made)


def fingerprints_of(materials: Sequence[Material]) -> tuple[tuple[Material, Fingerprint], ...]:
    """Each file with its fingerprint, in the order of their names. Raises `InvalidFingerprint`."""
    return tuple((item, read_fingerprint(item.data)) for item in materials)
