"""Every package of the default install may be used by anyone: permissive licences, or LGPL as an unmodified library."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Historical Permission|Zlib|0BSD|Unlicense"
    r"|LGPL|Lesser)",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License|non-?commercial|research only",
    re.IGNORECASE,
)


def _locked() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return sorted({match[1] for line in lines if (match := re.match(r"([A-Za-z0-9_.-]+)==", line))})


def _licence(found: Distribution) -> str:
    metadata = found.metadata
    classifiers = [value for value in metadata.get_all("Classifier") or () if value.startswith("License ::")]
    expression = _field(found, "License-Expression")
    # A long text in `License` is the licence itself; its first lines name it.
    text = "\n".join(_field(found, "License").splitlines()[:3])
    return "; ".join(part for part in (expression, *classifiers, text) if part)


def _field(found: Distribution, name: str) -> str:
    return str((found.metadata.get_all(name) or [""])[0])


@pytest.mark.parametrize("name", _locked())
def test_the_licence_allows_everybody_to_use_it(name: str) -> None:
    try:
        licence = _licence(distribution(name))
    except PackageNotFoundError:
        # The lock file also names packages for other systems and versions of Python.
        pytest.skip(f"{name} is locked for other systems and not installed here")
    assert ALLOWED.search(licence), f"{name}: {licence!r}"
    assert not REFUSED.search(licence), f"{name}: {licence!r}"


def test_what_carries_the_gpl_is_only_an_extra() -> None:
    locked = set(_locked())
    assert not locked & {"pillow-heif", "pyexiv2", "pillow-jxl-plugin"}
