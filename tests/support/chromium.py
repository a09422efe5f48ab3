"""The one Chromium of a test process: Playwright can't be started twice in a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own; skips where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        pytest.skip(
            f"no browser: none of {', '.join(NAMES)} is installed; tests/browser/install.sh brings one"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS), headless=True)
        yield browser
        browser.close()
