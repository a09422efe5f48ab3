"""A server on this machine that speaks every service's documented format, well and badly, under TLS."""

from __future__ import annotations

import gzip
import http.server
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from generator import fetch
from generator.fetch import Answer, Question, Terms
from tests.support.trust import server_identity

HTML = "<script>alert(1)</script> & \u202eevil"
"""What a stranger may write into a title."""

PACKED = gzip.compress(b"[" * 10_000_000)
"""A small answer that would be large."""

COMMONS = {
    "batchcomplete": True,
    "query": {
        "allimages": [
            {
                "name": "Street.jpg",
                "title": "File:Street.jpg",
                "timestamp": "2019-03-14T08:00:00Z",
                "user": "Someone",
                "url": "https://upload.wikimedia.org/wikipedia/commons/a/ab/Street.jpg",
                "descriptionurl": "https://commons.wikimedia.org/wiki/File:Street.jpg",
                "sha1": "SHA1",
            }
        ]
    },
}
CDX = [
    ["timestamp", "original", "mimetype", "statuscode", "digest"],
    ["20190314080000", "https://pictures.example/street.jpg", "image/jpeg", "200", "DIGEST"],
    ["20180101000000", "https://pictures.example/street.jpg", "image/jpeg", "200", "A" * 32],
]
AVAILABLE = {
    "url": "https://pictures.example/page",
    "archived_snapshots": {
        "closest": {
            "available": True,
            "url": "http://web.archive.org/web/20190315000000/https://pictures.example/page",
            "timestamp": "20190315000000",
            "status": "200",
        }
    },
}
TINEYE = {
    "code": 200,
    "messages": [],
    "stats": {"total_results": 1},
    "results": {
        "matches": [
            {
                "image_url": "https://img.tineye.com/result/1",
                "score": 87.5,
                "domain": "news.example",
                "backlinks": [
                    {
                        "url": "https://news.example/street.jpg",
                        "backlink": "https://news.example/2019/flood",
                        "crawl_date": "2019-04-01",
                    },
                    {
                        "url": "javascript:alert(1)",
                        "backlink": "javascript:alert(1)",
                        "crawl_date": "2001-01-01",
                    },
                ],
            }
        ]
    },
}
VISION = {
    "responses": [
        {
            "webDetection": {
                "pagesWithMatchingImages": [
                    {
                        "url": "https://blog.example/post",
                        "pageTitle": f"<b>Flood</b> {HTML}",
                        "fullMatchingImages": [{"url": "https://blog.example/street.jpg"}],
                    },
                    {
                        "url": "https://blog.example/part",
                        "partialMatchingImages": [{"url": "https://blog.example/other.jpg"}],
                    },
                ],
                "visuallySimilarImages": [{"url": "https://similar.example/x.jpg"}],
                "bestGuessLabels": [{"label": "street", "languageCode": "en"}],
            }
        }
    ]
}
_CLAIM = {
    "text": f"A flood last night {HTML}",
    "claimant": "a page",
    "claimDate": "2026-01-29T00:00:00Z",
    "claimReview": [
        {
            "publisher": {"name": "The Checkers", "site": "checkers.example"},
            "url": "https://checkers.example/flood",
            "title": "No, it is old",
            "reviewDate": "2026-01-30T00:00:00Z",
            "textualRating": "False",
            "languageCode": "en",
        }
    ],
}
FACT_CHECK_WORDS = {"claims": [_CLAIM], "nextPageToken": "x"}
FACT_CHECK_PICTURES = {"results": [{"claim": _CLAIM}]}
GDELT = {
    "articles": [
        {
            "url": "https://paper.example/a",
            "url_mobile": "",
            "title": HTML,
            "seendate": "20260129T120000Z",
            "socialimage": "https://paper.example/street.jpg",
            "domain": "paper.example",
            "language": "English",
            "sourcecountry": "United States",
        }
    ]
}
GOOD: dict[str, Any] = {
    "commons.wikimedia.org/w/api.php": COMMONS,
    "web.archive.org/cdx/search/cdx": CDX,
    "archive.org/wayback/available": AVAILABLE,
    "api.tineye.com/rest/search/": TINEYE,
    "vision.googleapis.com/v1/images:annotate": VISION,
    "factchecktools.googleapis.com/v1alpha1/claims:search": FACT_CHECK_WORDS,
    "factchecktools.googleapis.com/v1alpha1/claims:imageSearch": FACT_CHECK_PICTURES,
    "api.gdeltproject.org/api/v2/doc/doc": GDELT,
}
"""Answers as documented, by host and path."""


class Services(http.server.ThreadingHTTPServer):
    """The server with what it was asked and how it shall behave."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answers: dict[str, Any] = dict(GOOD)
        self.pictures: dict[str, bytes] = {}
        self.mood = "good"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients that hang up are part of the tests."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Services

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _serve(self, body: bytes) -> None:
        path = urlsplit(self.path)
        place = path.path.lstrip("/")
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((place, path.query, headers, body))
        if place in self.server.pictures:
            self._send(200, self.server.pictures[place])
            return
        match self.server.mood:
            case "busy":
                self._send(429, b"{}", ("Retry-After", "1"))
            case "busy-until":
                self._send(429, b"{}", ("Retry-After", "Sun, 22 Nov 2026 01:02:13 GMT"))
            case "key-in-error":
                told = "".join(headers.get(name, "") for name in ("x-api-key", "x-goog-api-key"))
                self._send(403, f'{{"error": {{"message": "bad key {told}"}}}}'.encode())
            case "key-in-answer":
                told = quote(headers.get("x-api-key", "") + headers.get("x-goog-api-key", ""), safe="")
                page = json.dumps({"help": f"https://help.example/?key={told}"})
                self._send(200, page.encode())
            case "packed":
                self._send(200, PACKED, ("Content-Encoding", "gzip"))
            case "deep":
                self._send(200, b'{"a":' * 200_000)
            case "round":
                self._send(302, b"", ("Location", self.path))
            case "busy-for-long":
                self._send(429, b"{}", ("Retry-After", "86400"))
            case "broken":
                self._send(500, b"<html>oops</html>")
            case "not-json":
                self._send(200, b"<html>captcha</html>")
            case "other-json":
                self._send(200, b'[{"x": [1, 2, {"y": null}]}, 5, "z"]')
            case "latin":
                self._send(200, b'{"title": "caf\xe9"}')
            case "huge":
                self._send(200, b" " * 3_000_000)
            case "slow":
                time.sleep(2)
            case "elsewhere":
                self._send(302, b"", ("Location", "https://127.0.0.1/secret"))
            case _:
                answer = self.server.answers.get(place)
                self._send(200 if answer is not None else 404, json.dumps(answer).encode())

    def _send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def services(folder: Path) -> Iterator[Services]:
    """The server at work."""
    certificate, key = server_identity()
    (folder / "both.pem").write_bytes(certificate + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    server = Services()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def asking(server: Services, *, seconds: float = 10.0) -> Any:
    """Asks the server instead of the real host, whose name becomes the first part of the path."""

    def context() -> ssl.SSLContext:
        made = ssl.create_default_context()
        made.load_verify_locations(cadata=server_identity()[0].decode())
        return made

    terms = Terms(
        seconds, 32_000_000, permits=lambda address: address in ("127.0.0.1", "::1"), context=context
    )

    def ask(question: Question) -> Answer:
        parts = urlsplit(question.address)
        query = f"?{parts.query}" if parts.query else ""
        there = f"https://localhost:{server.server_address[1]}/{parts.hostname}{parts.path}{query}"
        return fetch.ask(replace(question, address=there), terms=terms)

    return ask


def parameters(query: str) -> dict[str, str]:
    """A query's values by name."""
    return {name: values[0] for name, values in parse_qs(query).items()}
