"""A preview on this machine: rebuilds when the content changes and shows a failed build over the last good page.

It listens on the loopback interface only and answers only to names of that interface, so that no web page elsewhere
can read an unpublished case through a reader's browser (DNS rebinding). Pages published elsewhere never hold what is
added here.
"""

from __future__ import annotations

import html
import json
import mimetypes
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.7
_META_CSP = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
_PREVIEW_CSP = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
    )
)
_SCRIPT = b"""'use strict';
let seen = null;
setInterval(async () => {
  try {
    const answer = await fetch('/-/state');
    const state = (await answer.json()).state;
    if (seen !== null && seen !== state) { location.reload(); }
    seen = state;
  } catch (error) { seen = seen; }
}, 1000);
"""
_STYLE = b"""#backstory-preview{position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9999;margin:0;
padding:1rem 1.5rem;background:#7a1020;color:#fff;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap}
"""


@dataclass
class Preview:
    """What the preview knows of the last build; shared between the builder and the server's threads."""

    site: Path
    """The folder that is shown."""
    error: str = ""
    """Message of the last build, if it failed."""
    state: int = 0
    """Grows with every build that ended."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Guards the two above."""

    def ended(self, error: str) -> None:
        """Note the end of a build; `error` is empty when it went well."""
        with self.lock:
            self.error = error
            self.state += 1


def fingerprint(content: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of everything in the content folder; a change of it starts a build."""
    found = []
    for path in sorted(content.rglob("*")):
        try:
            status = path.lstat()
        except OSError:
            continue
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)


def rebuild_on_change(
    content: Path, preview: Preview, build: Callable[[], str], stop: threading.Event
) -> None:
    """Build once, then again whenever the content changed and has settled, until `stop` is set.

    `build` gives the message of a failed build, or an empty string.
    """
    before: object = None
    while not stop.is_set():
        now = fingerprint(content)
        if now != before:
            before = now
            preview.ended(build())
        stop.wait(POLL_SECONDS)


def server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on the loopback interface; port 0 takes a free one. The caller runs and closes it."""

    class Handler(BaseHTTPRequestHandler):
        """Answers GET and HEAD for files of the site."""

        def do_GET(self) -> None:
            """Send a file, the state of the build, or a page that says what is missing."""
            host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
            if host not in (LOOPBACK, "localhost", "[::1]"):
                self._send(403, "text/plain; charset=utf-8", b"This preview answers only on this machine.\n")
                return
            path = unquote(self.path.partition("?")[0])
            if path == "/-/state":
                self._send(200, "application/json", json.dumps({"state": preview.state}).encode())
            elif path == "/-/preview.js":
                self._send(200, "text/javascript", _SCRIPT)
            elif path == "/-/preview.css":
                self._send(200, "text/css", _STYLE)
            else:
                self._file(path)

        do_HEAD = do_GET  # noqa: N815 - the base class looks for this name.

        def log_message(self, format: str, *args: object) -> None:
            """Keep the terminal for the build's own lines."""

        def _file(self, path: str) -> None:
            try:
                root = preview.site.resolve()
                wanted = (root / path.lstrip("/")).resolve()
                is_inside = wanted.is_relative_to(root)
                if is_inside and wanted.is_dir() and not path.endswith("/"):
                    # The page's own links count from its folder.
                    self._send(301, "text/plain", b"", Location=f"/{quote(str(wanted.relative_to(root)))}/")
                    return
                if is_inside and wanted.is_dir():
                    wanted /= "index.html"
                data = wanted.read_bytes() if is_inside and wanted.is_file() else None
            except (OSError, ValueError):
                # Names that no file system takes, and files that a build takes away at this moment.
                data = None
            if data is None:
                body = b"<!doctype html><html lang=en><title>Nothing here</title><body><p>There is no such page yet.</body>"
                self._send(404, "text/html; charset=utf-8", self._decorated(body))
                return
            kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
            if kind == "text/html":
                self._send(200, "text/html; charset=utf-8", self._decorated(data))
            else:
                self._send(200, kind, data)

        def _decorated(self, page: bytes) -> bytes:
            page = _META_CSP.sub(b"", page)
            extra = b'<link rel="stylesheet" href="/-/preview.css"><script src="/-/preview.js"></script>'
            if preview.error:
                message = html.escape(
                    f"The last build failed; below is the last good site.\n\n{preview.error}"
                )
                extra += f'<pre id="backstory-preview" role="alert">{message}</pre>'.encode()
            before, body, after = page.rpartition(b"</body>")
            return before + extra + body + after if body else page + extra

        def _send(self, status: int, kind: str, data: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Security-Policy", _PREVIEW_CSP)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    return ThreadingHTTPServer((LOOPBACK, port), Handler)


def run_until(stop: threading.Event, site_server: ThreadingHTTPServer) -> None:
    """Serve in a thread until `stop` is set, then close."""
    thread = threading.Thread(target=site_server.serve_forever, daemon=True)
    thread.start()
    try:
        while not stop.is_set():
            time.sleep(0.2)
    finally:
        site_server.shutdown()
        site_server.server_close()
        thread.join()
