"""`backstory credentials`: judged by other lists, kept beside the case, shown with its history; and `trust:` in a build."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model import CredentialState
from generator.scan import credential_history
from generator.simulate.signing import SignedIngredient, created, demo_certificates, sign
from tests.analyse.credentials.building import picture
from tests.support.program import backstory, build
from tests.support.trust import listing, put, stranger

KNOWN = demo_certificates().anchor.encode()
SIGNED = sign(
    picture("JPEG"),
    "image/jpeg",
    title="a.jpg",
    actions=[created("digitalCapture", tool="Camera")],
    ingredients=[
        SignedIngredient(
            picture("JPEG", 3), "image/jpeg", "<b>c</b>.jpg", thumbnail=picture("JPEG", 5, (24, 24))
        )
    ],
)
NOTE = b"---\ntitle: A signed picture\npublished: 2026-10-01\n---\nWords.\n"
OFFICIAL = "C2PA-TRUST-LIST"


def content(folder: Path, **files: bytes) -> Path:
    """A case with a signed and an unsigned picture, and a bare signed one."""
    return put(
        folder / "content",
        {
            "cases/one/case.md": NOTE,
            "cases/one/a.jpg": SIGNED,
            "cases/one/plain.jpg": picture("JPEG", 8),
            "bare/b.jpg": SIGNED,
            **files,
        },
    )


def judge(folder: Path, trust: Path, *options: str) -> str:
    result = backstory(
        "credentials", folder, "--trust-list", trust, "--cache", folder.parent / "cache", "-j", "1", *options
    )
    assert result.exit_code == 0, result.output
    return result.output


def official(folder: Path, name: str, issued: str, pem: bytes) -> Path:
    """A folder with an official list of a day."""
    return put(folder / name, {f"{OFFICIAL}.pem": pem, f"{OFFICIAL}.json": listing(pem, issued)})


def states(folder: Path) -> list[tuple[str, str]]:
    found = credential_history.parse((folder / "cases/one/credentials.json").read_bytes())
    return [(state.date, state.trust) for state in found]


def test_history_grows_and_is_shown(tmp_path: Path) -> None:
    folder = content(tmp_path)
    judge(folder, official(tmp_path, "old", "2026-02-01", stranger()), "--dry-run")
    assert not (folder / "cases/one/credentials.json").exists()
    assert "2 credentials judged; 2 files" in judge(
        folder, official(tmp_path, "old", "2026-02-01", stranger())
    )
    new = official(tmp_path, "new", "2026-08-05", KNOWN)
    judge(folder, new)
    expected = [
        ("", "not checked: no trust list"),
        ("2026-02-01", "not on C2PA trust list of 2026-02-01"),
        ("2026-08-05", "on C2PA trust list of 2026-08-05"),
    ]
    assert states(folder) == expected
    before = (folder / "cases/one/credentials.json").read_bytes()
    assert "; 0 files" in judge(folder, new)
    assert (folder / "cases/one/credentials.json").read_bytes() == before
    assert (folder / "bare/credentials.json").is_file()
    # The build takes the lists from site.yaml only; the history comes from the content.
    assert build(folder, tmp_path / "site", tmp_path / "cache", "--strict").exit_code == 0
    page = next((tmp_path / "site/exhibits").glob("a-*/index.html")).read_text(encoding="utf-8")
    places = [page.index(f"Certificate of {demo_name()}: {trust}.") for _, trust in expected]
    assert places == sorted(places)
    assert "Without a list" in page
    data = json.loads(next((tmp_path / "site/exhibits").glob("a-*/exhibit.json")).read_text(encoding="utf-8"))
    assert len(data["exhibit"]["credential_history"]) == 3
    plain = next((tmp_path / "site/exhibits").glob("plain-*/index.html")).read_text(encoding="utf-8")
    assert "credential-history" not in plain


def demo_name() -> str:
    from generator.simulate.signing import ORGANIZATION

    return ORGANIZATION


def test_a_build_uses_the_folder_in_site_yaml(tmp_path: Path) -> None:
    lists = {
        f"trust/{OFFICIAL}.pem": KNOWN,
        f"trust/{OFFICIAL}.json": listing(KNOWN, "2025-08-05", "2026-08-05"),
    }
    folder = content(tmp_path, **{"site.yaml": b"title: T\ntrust: ./trust/\n"}, **lists)
    assert build(folder, tmp_path / "site", tmp_path / "cache", "--strict").exit_code == 0
    page = next((tmp_path / "site/exhibits").glob("a-*/index.html")).read_text(encoding="utf-8")
    assert "on a list of known signers: C2PA trust list of 2025-08-05" in page
    assert "A newer edition of this list was promised by 2026-08-05" in page
    assert '<ul class="tree">' in page
    assert page.count("<ul") == page.count("</ul>")
    assert len(re.findall("<li[ >]", page)) == page.count("</li>")
    assert "<b>c</b>" not in page
    assert not list((tmp_path / "site").rglob("*.pem"))
    assert "trust/" not in (tmp_path / "site/files/index.html").read_text(encoding="utf-8")
    checked = backstory("check", folder, "--cache", tmp_path / "cache", "-q")
    assert "a newer list was promised by 2026-08-05; run `backstory trust update`" in checked.output
    # Other lists give other results, without anything else being done anew.
    put(folder, {f"trust/{OFFICIAL}.pem": stranger()})
    assert build(folder, tmp_path / "site", tmp_path / "cache", "--strict").exit_code == 0
    page = next((tmp_path / "site/exhibits").glob("a-*/index.html")).read_text(encoding="utf-8")
    assert "Its issuer is not on the list used here: C2PA trust list, undated" in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"site.yaml": b"trust: trust\n"}, "site.yaml:1: trust: trust: no such folder, or an empty one"),
        ({"site.yaml": b"trust: ../trust\n"}, "leads outside of the content folder"),
        ({"site.yaml": b"trust: /etc\n"}, "leads outside of the content folder"),
        (
            {"site.yaml": b"trust: trust\n", "trust/a.pem": b"nothing"},
            "trust/a.pem: holds no certificate in PEM form",
        ),
        ({"cases/one/credentials.json": b"[]"}, "cases/one/credentials.json: not a history of credentials"),
        ({"cases/one/credentials.json": b'{"format": 9}'}, "format 9"),
    ],
)
def test_mistakes_are_named_before_anything_is_done(
    tmp_path: Path, files: dict[str, bytes], words: str
) -> None:
    result = build(content(tmp_path, **files), tmp_path / "site", tmp_path / "cache")
    assert result.exit_code == 2
    assert words in result.output
    assert not (tmp_path / "site").exists()


def test_a_built_site_is_not_content(tmp_path: Path) -> None:
    site = put(tmp_path / "site", {"SHA256SUMS": b"", "manifest.json": b"{}"})
    trust = put(tmp_path / "trust", {"a.pem": KNOWN})
    result = backstory("credentials", site, "--trust-list", trust)
    assert result.exit_code == 2
    assert "Name the content folder" in result.output


def test_a_state_is_added_once() -> None:
    first = CredentialState("a" * 64, "", trust="not checked: no trust list", engines=("c2pa 1",))
    same = replace(first, engines=("c2pa 2",))
    other = replace(first, trust="on x")
    assert credential_history.added((), (first, same)) == (first,)
    assert credential_history.added((first,), (other, first)) == (first, other, first)
    assert credential_history.parse(credential_history.dumps((first, other))) == (first, other)


def test_inspect_takes_lists(tmp_path: Path) -> None:
    folder, trust = content(tmp_path), put(tmp_path / "trust", {"ours.pem": KNOWN})
    shown = backstory(
        "inspect", folder / "bare/b.jpg", "--trust", trust, "--json", "-q", "--cache", tmp_path / "cache"
    )
    assert "on the publisher's own list of signers, undated" in shown.output
