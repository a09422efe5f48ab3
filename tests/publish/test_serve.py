"""The preview: this machine only, nothing outside the site, a failed build's words over the last good page."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publish import serve
from generator.publish.serve import Preview, rebuild_on_change, run_until, server
from tests.support.program import write

PAGE = (
    '<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    "</head><body><p>Hello</p></body></html>"
)
FILES: dict[str, bytes | str] = {
    "index.html": PAGE,
    "cases/a/index.html": PAGE,
    "static/style.css": "p {}",
    "a b ü.txt": "words",
}


class Client:
    """Asks the preview."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """A built site, with a secret beside it and a link to it."""
    folder = write(
        tmp_path_factory.mktemp("preview"), {"secret.txt": "secret", "site-secret/x.txt": "secret"}
    )
    site = write(folder / "site", FILES)
    (site / "link.txt").symlink_to(folder / "secret.txt")
    return Preview(site)


@pytest.fixture(scope="module")
def client(preview: Preview) -> Iterator[Client]:
    """A running preview."""
    stop = threading.Event()
    site_server = server(preview, 0)
    thread = threading.Thread(target=run_until, args=(stop, site_server))
    thread.start()
    yield Client(site_server.server_address[1])
    stop.set()
    thread.join()


def test_it_listens_on_this_machine_only(preview: Preview) -> None:
    site_server = server(preview, 0)
    assert site_server.server_address[0] == "127.0.0.1"
    site_server.server_close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html?x=1", "text/html; charset=utf-8"),
        ("/cases/a/", "text/html; charset=utf-8"),
        ("/static/style.css", "text/css"),
        ("/a%20b%20%C3%BC.txt", "text/plain"),
    ],
)
def test_files_are_sent_with_their_type(path: str, kind: str, client: Client) -> None:
    status, headers, body = client.ask(path)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_page_gets_the_script_that_reloads_it_and_loses_the_policy_that_forbids_that(
    client: Client,
) -> None:
    body = client.ask("/")[2].decode()
    assert '<script src="/-/preview.js"></script></body>' in body
    assert "http-equiv" not in body
    assert client.ask("/-/preview.js")[1]["Content-Type"] == "text/javascript"
    assert client.ask("/-/preview.css")[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "localhost", "127.0.0.1", "[::1]:{}"])
def test_names_of_this_machine_are_answered(host: str, client: Client) -> None:
    assert client.ask("/", Host=host.format(client.port))[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{}", "localhost.evil.example", "", "127.0.0.1.nip.io:{}", "0.0.0.0:{}"],
)
@pytest.mark.parametrize("path", ["/", "/-/state", "/static/style.css"])
def test_any_other_name_is_refused(host: str, path: str, client: Client) -> None:
    status, _, body = client.ask(path, Host=host.format(client.port))
    assert status == 403
    assert b"Hello" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/cases/../../secret.txt",
        "//secret.txt",
        "/../site-secret/x.txt",
        "/%2Fetc/passwd",
        "//etc/passwd",
        "/secret",
        "/link.txt",
        "/gone.html",
        "/a%00b",
        "/" + "x" * 5000,
        "/index.html/x",
        "/%ff%fe",
        "//[",
        "/\\..\\secret.txt",
    ],
)
def test_nothing_outside_of_the_site_is_sent(path: str, client: Client) -> None:
    status, _, body = client.ask(path)
    assert status == 404
    assert b"no such page" in body
    # The page that says so reloads itself as well, since the next build may make what is missing.
    assert b"/-/preview.js" in body


def test_a_folder_without_its_slash_is_sent_to_the_one_with(client: Client) -> None:
    status, headers, _ = client.ask("/cases/a?x=1")
    assert (status, headers["Location"]) == (301, "/cases/a/")


def test_head_sends_no_body(client: Client) -> None:
    status, headers, body = client.ask("/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > len(PAGE) - 100
    assert client.ask("/gone", "HEAD")[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_offered(method: str, client: Client) -> None:
    assert client.ask("/", method)[0] == 501


def test_a_failed_build_is_shown_as_text_over_the_last_good_page(client: Client, preview: Preview) -> None:
    before = json.loads(client.ask("/-/state")[2])["state"]
    preview.ended('cases/<script>alert(1)</script>/case.md: "bad" & worse')
    assert json.loads(client.ask("/-/state")[2])["state"] == before + 1
    for path in ("/", "/gone.html"):
        body = client.ask(path)[2].decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
        assert "<script>alert" not in body
        assert 'role="alert"' in body
    assert "Hello" in client.ask("/")[2].decode()
    preview.ended("")
    assert 'role="alert"' not in client.ask("/")[2].decode()


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether the condition came true within some seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not condition():
        time.sleep(0.01)
    return condition()


def test_a_build_follows_every_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "POLL_SECONDS", 0.02)
    content = write(tmp_path / "content", {"a.jpg": b"1"})
    preview = Preview(tmp_path / "site")
    builds: list[int] = []

    def build() -> str:
        builds.append(1)
        return "no good" if len(builds) == 2 else ""

    stop = threading.Event()
    thread = threading.Thread(target=rebuild_on_change, args=(content, preview, build, stop))
    thread.start()
    try:
        assert wait_until(lambda: preview.state == 1)
        write(content, {"a.jpg": b"22"})
        assert wait_until(lambda: preview.state == 2)
        assert preview.error == "no good"
        write(content, {"sub/b.jpg": b"1"})
        assert wait_until(lambda: preview.state >= 3 and not preview.error)
        (content / "a.jpg").unlink()
        count = preview.state
        assert wait_until(lambda: preview.state > count)
        count = preview.state
        time.sleep(0.2)
        assert preview.state == count
    finally:
        stop.set()
        thread.join()
