"""What tests of pages share: the invented site, rendered once."""

from __future__ import annotations

import pytest

from generator.render import render_site
from generator.render.environment import Environment, prepare
from tests.render import sample


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Every HTML page of the invented site by its path."""
    return {
        file.path: file.data.decode() for file in render_site(sample.site()) if file.path.endswith(".html")
    }


@pytest.fixture(scope="session")
def paths() -> frozenset[str]:
    """Paths of all files of the invented site, and of those that the publish stage adds."""
    return frozenset({file.path for file in render_site(sample.site())} | {"manifest.json", "SHA256SUMS"})


@pytest.fixture(scope="session")
def env() -> Environment:
    """The tools for rendering the invented site."""
    return prepare(sample.site())
