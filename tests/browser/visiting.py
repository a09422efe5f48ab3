"""Opens pages in the browser and writes down what they ask for and what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

_LOAD_EVERYTHING = """async () => {
  const pictures = Array.from(document.images);
  pictures.forEach(picture => { picture.loading = 'eager'; });
  await Promise.all(pictures.map(picture => picture.decode().catch(() => null)));
  return pictures.filter(picture => !picture.naturalWidth).map(picture => picture.currentSrc || picture.src);
}"""


@dataclass(slots=True)
class Visit:
    """One page as the browser saw it."""

    requests: list[str] = field(default_factory=list)
    """Every address that was asked for, the page's own included."""
    problems: list[str] = field(default_factory=list)
    """Console errors, uncaught exceptions, failed requests, pictures that could not be shown."""


def visits(context: BrowserContext, base: str, pages: Iterable[str]) -> dict[str, Visit]:
    """Open one page after the other, with all pictures, those below the fold included."""
    found: dict[str, Visit] = {}
    page = context.new_page()
    with noted(page) as note:
        for path in pages:
            found[path] = note(Visit())
            page.goto(base + path, wait_until="load")
            broken = page.evaluate(_LOAD_EVERYTHING)
            found[path].problems += [f"picture not shown: {address}" for address in broken]
    page.close()
    return found


@contextmanager
def noted(page: Page) -> Iterator[Callable[[Visit], Visit]]:
    """Write what happens on the page into a visit; call what is given with the next visit to change it."""
    current = Visit()

    def note(visit: Visit) -> Visit:
        nonlocal current
        current = visit
        return visit

    page.on("request", lambda request: current.requests.append(request.url))
    page.on(
        "requestfailed",
        lambda request: (
            None
            # A page that is left early has its icon's request cut off.
            if "/static/icon" in request.url and request.failure == "net::ERR_ABORTED"
            else current.problems.append(f"{request.url}: {request.failure}")
        ),
    )
    page.on("pageerror", lambda error: current.problems.append(f"exception: {error}"))
    page.on(
        "response",
        lambda answer: (
            current.problems.append(f"{answer.url}: status {answer.status}") if answer.status >= 400 else None
        ),
    )
    page.on(
        "console",
        lambda message: (
            current.problems.append(f"{message.type}: {message.text}")
            if message.type in ("error", "warning")
            else None
        ),
    )
    yield note


def address_of(folder: Path) -> str:
    """The folder's address for a browser that opens files."""
    return folder.as_uri() + "/"


@contextmanager
def served(folder: Path, place: str = "") -> Iterator[str]:
    """The folder on the loopback interface, as any plain web server shows it; gives its address.

    `place` is where it stands on its host, as in `checks/`.
    """

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix("/" + place))

        def log_message(self, format: str, *arguments: object) -> None:
            """Keep the terminal for pytest."""

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield address + place


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """A server at work in a thread; gives the address of its root."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
