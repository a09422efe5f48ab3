"""The analyzer on files with one known truth each, signed here."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import socket
import subprocess
import sys
from typing import Any

import pytest
from PIL import Image

from generator import codec
from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.analyzers import credentials
from generator.analyse.credentials import reader
from generator.analyse.credentials.reader import TrustLists
from generator.analyse.hashes.pdq import pdq
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding
from generator.simulate.signing import SignedIngredient, created, demo_certificates, sign
from tests.analyse.credentials.building import picture

CAMERA = [created("digitalCapture", tool="Simulated camera")]
AI = [created("trainedAlgorithmicMedia", tool="Dream machine")]


def run(data: bytes, kind: FileKind = FileKind.JPEG) -> dict[str, Finding]:
    return {item.code: item for item in credentials.run(opened(data, kind))}


def opened(data: bytes, kind: FileKind = FileKind.JPEG) -> Picture:
    return Picture(data, kind, hashlib.sha256(data).hexdigest())


def signed(actions: list[dict[str, Any]] = CAMERA, **more: Any) -> bytes:
    return sign(picture("JPEG"), "image/jpeg", title="a.jpg", actions=actions, **more)


def weights(found: Finding) -> list[tuple[str, str]]:
    return [(item.bearing.value, item.value) for item in found.weights]


def test_untouched_camera_picture() -> None:
    found = run(signed())
    assert weights(found["credentials.integrity"]) == [("supports", "unaltered since its credential")]
    assert found["credentials.integrity"].measure("signature") == "holds"
    assert found["credentials.integrity"].measure("content_binding") == "matches"
    assert weights(found["credentials.camera-capture"]) == [("supports", "camera")]
    assert found["credentials.issuer"].measure("trust") == "not checked: no trust list"
    assert found["credentials.time"].measure("proven") is False
    assert found["credentials.time"].measure("expires") == "2049-12-31T00:00:00+00:00"
    assert found["credentials.manifest"].measure("active_title") == "a.jpg"
    assert len(str(found["credentials.manifest"].measure("claim_digest"))) == 64
    assert "invalid" not in found["credentials.issuer"].statement.casefold()


def test_fingerprint_is_that_of_the_leaf() -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    leaf = demo_certificates().leaf.public_bytes(Encoding.DER)
    assert run(signed())["credentials.issuer"].measure("fingerprint") == hashlib.sha256(leaf).hexdigest()


def test_one_changed_pixel_byte() -> None:
    data = bytearray(signed())
    data[-20] ^= 1
    found = run(bytes(data))
    assert found["credentials.integrity"].measure("signature") == "holds"
    assert found["credentials.integrity"].measure("content_binding") == "differs"
    assert weights(found["credentials.integrity"]) == [("contradicts", "unaltered since its credential")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # An action is an assertion: the signed statement holds its hash.
        (b"Simulated camera", b"Simulated Camera", ("holds", "differs")),
        # The title stands in the signed statement itself.
        (b"a.jpg", b"b.jpg", ("fails", "unknown")),
    ],
)
def test_tampered_manifest(old: bytes, new: bytes, expected: tuple[str, str]) -> None:
    data = signed()
    assert data.count(old) == 1
    found = run(data.replace(old, new))
    assert weights(found["credentials.integrity"]) == [("contradicts", "unaltered since its credential")]
    assert found["credentials.integrity"].measure("signature") == expected[0]
    assert found["credentials.camera-capture"].weights == ()
    if expected[1] != "unknown":
        assert found["credentials.integrity"].measure("parts") == expected[1]


def test_credential_grafted_onto_another_picture() -> None:
    data, other = signed(), picture("JPEG", 9)
    start = data.index(b"\xff\xeb")
    end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    found = run(other[:start] + data[start:end] + other[start:])
    assert found["credentials.integrity"].measure("signature") == "holds"
    assert found["credentials.integrity"].measure("content_binding") == "differs"
    assert found["credentials.camera-capture"].weights == ()
    assert "may be about another picture" in found["credentials.camera-capture"].statement


def test_block_that_is_not_recognised_is_not_called_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read", lambda *_, **__: None)
    with pytest.raises(CouldNotCheck, match="can't be recognised"):
        run(signed())


@pytest.mark.parametrize("depth", [3000, 60000])
def test_deeply_nested_assertion(depth: int) -> None:
    deep = {"label": "org.test.deep", "data": {"x": "a" * depth}}
    data = bytearray(signed(assertions=[deep]))
    start = data.index(b"a" * 1000)
    # A CBOR text of the same length becomes as many lists, one inside the other.
    data[start - 3 : start + depth] = b"\x81" * (depth + 2) + b"\xf6"
    found = run(bytes(data))
    assert "is damaged" in found["credentials.manifest"].statement
    assert weights(found["credentials.integrity"]) == [("contradicts", "unaltered since its credential")]
    assert "assertion.cbor.invalid" in {row.name for row in found["credentials.status"].tables[0].rows}


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{", "null", "x" * (reader.MAX_JSON + 1)], ids=["deep", "cut", "null", "long"]
)
def test_answers_of_the_library_that_are_no_answers(text: str) -> None:
    try:
        assert reader._json(text) == {}
    except reader.UnreadableManifest as error:
        assert str(error)


def test_stripped_manifest_finds_nothing() -> None:
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(signed())) as image:
        image.convert("RGB").save(buffer, "JPEG")
    assert run(buffer.getvalue()) == {}
    assert "means nothing" in credentials.ANALYZER.nothing_means


@pytest.mark.parametrize(
    ("form", "media_type", "kind"),
    [("PNG", "image/png", FileKind.PNG), ("WEBP", "image/webp", FileKind.WEBP)],
)
def test_other_containers(form: str, media_type: str, kind: FileKind) -> None:
    found = run(sign(picture(form), media_type, title="a", actions=AI), kind)
    assert weights(found["credentials.ai-generated"]) == [("supports", "AI-generated")]
    assert found["credentials.integrity"].measure("content_binding") == "matches"


def test_the_parent_is_named_so_that_its_file_can_be_known_again() -> None:
    parent, other = (
        sign(picture("JPEG", seed), "image/jpeg", title="a.jpg", actions=CAMERA) for seed in (2, 3)
    )
    parts = [
        SignedIngredient(parent, "image/jpeg", "parent.jpg", "parentOf"),
        SignedIngredient(other, "image/jpeg", "part.jpg", "componentOf"),
    ]
    found = run(signed([{"action": "c2pa.opened"}], ingredients=parts))
    labels = [str(run(item)["credentials.manifest"].measure("label")) for item in (parent, other)]
    (table,) = [
        item
        for item in found["credentials.ingredients"].tables
        if item.title == "Names of the files it was made from"
    ]
    named = {row.value for row in table.rows}
    assert labels[0] in named and labels[1] not in named


def test_ai_only_in_an_ingredient_with_preview() -> None:
    parent = sign(picture("JPEG", 2), "image/jpeg", title="dream.jpg", actions=AI)
    part = SignedIngredient(parent, "image/jpeg", "dream.jpg", "parentOf", picture("JPEG", 5, (900, 600)))
    image = opened(signed([{"action": "c2pa.opened"}, {"action": "c2pa.cropped"}], ingredients=[part]))
    found = {item.code: item for item in credentials.run(image)}
    assert found["credentials.ai-generated"].measure("where") == "ingredient “dream.jpg”"
    assert found["credentials.ai-generated"].measure("tool") == "Dream machine"
    assert weights(found["credentials.ai-generated"]) == [("supports", "AI-generated")]
    (table,) = (
        item
        for item in found["credentials.ingredients"].tables
        if item.title == "Fingerprints of the previews"
    )
    preview = opened(part.thumbnail).rgb
    assert [(row.name, row.value) for row in table.rows] == [("dream.jpg", pdq(preview).original)]
    (figure,) = found["credentials.ingredients"].figures
    assert (figure.role, figure.media_type, figure.width, figure.height) == (
        "ingredient",
        "image/png",
        213,
        320,
    )
    assert image.blobs[figure.blob].startswith(b"\x89PNG")
    assert "credentials.ingredient-broken" not in found


@pytest.mark.parametrize(
    "preview", [b"\xff\xd8\xff\xe0 no picture", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 40]
)
def test_hostile_preview_is_left_out_and_the_ingredient_still_named(preview: bytes) -> None:
    part = SignedIngredient(picture("JPEG", 2), "image/jpeg", "part.jpg", "componentOf", preview)
    found = run(signed([*CAMERA, {"action": "c2pa.placed"}], ingredients=[part]))["credentials.ingredients"]
    assert found.figures == ()
    assert found.tables[0].rows[0].name == "part.jpg"


def test_broken_ingredient_in_a_sound_file() -> None:
    parent = sign(picture("JPEG", 2), "image/jpeg", title="dream.jpg", actions=AI).replace(
        b"Dream machine", b"Brush machine"
    )
    part = SignedIngredient(parent, "image/jpeg", "dream.jpg", "parentOf")
    found = run(signed([{"action": "c2pa.opened"}], ingredients=[part]))
    assert weights(found["credentials.integrity"]) == [("supports", "unaltered since its credential")]
    assert "“dream.jpg”" in found["credentials.ingredient-broken"].statement
    assert found["credentials.ai-generated"].weights == ()
    assert found["credentials.ai-generated"].measure("statement_intact") is False


def test_chain_of_thirty_five_manifests() -> None:
    data = signed(AI)
    for number in range(34):
        part = SignedIngredient(data, "image/jpeg", f"version {number}", "parentOf")
        data = signed([{"action": "c2pa.opened"}], ingredients=[part])
    found = run(data)
    assert found["credentials.manifest"].measure("count") == 35
    assert found["credentials.ai-generated"].measure("where") == "ingredient “version 0”"


def test_expired_without_time_stamp_is_not_altered() -> None:
    found = run(signed(certificates=demo_certificates("2020-01-01", "2021-01-01")))
    assert found["credentials.integrity"].measure("signature") == "holds"
    assert found["credentials.time"].measure("expired") is True
    assert "ended on 1 January 2021" in found["credentials.time"].statement
    assert "does not mean that the picture was altered" in found["credentials.time"].statement


def test_remote_manifest_is_named_and_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = run(signed(remote_url="https://credentials.invalid/a.c2pa"))
    assert list(found) == ["credentials.remote"]
    assert found["credentials.remote"].measure("address") == "https://credentials.invalid/a.c2pa"


def test_settings_shut_every_way_to_the_network() -> None:
    plain = reader.settings(None)
    assert plain["verify"] == {"remote_manifest_fetch": False, "ocsp_fetch": False}
    assert plain["core"] == {"decode_identity_assertions": False, "allowed_network_hosts": []}


def test_hostile_words_reach_no_page_unwashed() -> None:
    actions = [created("trainedAlgorithmicMedia", tool="<script>\x07\u202ealert(1)</script>" + "x" * 5000)]
    found = run(signed(actions))
    text = codec.dumps(list(found.values())).decode()
    assert "\\u0007" not in text
    assert "\u202e" not in text
    assert max(len(item.statement) for item in found.values()) < 700


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_truncated_store_is_a_reason_and_no_crash(cut: float) -> None:
    data = signed()
    start, end = data.index(b"jumb"), data.index(b"\xff\xdb")
    broken = data[: start + int((end - start) * cut)]
    try:
        found = run(broken)
    except CouldNotCheck as error:
        assert str(error)
    else:
        assert (
            "credentials.integrity" not in found
            or found["credentials.integrity"].measure("content_binding") != "matches"
        )


def test_flipped_bytes_never_crash_nor_seal_another_picture() -> None:
    data = signed()
    start, end = data.index(b"jumb"), data.index(b"\xff\xdb")
    for place in range(start, end, 97):
        changed = bytearray(data)
        changed[place] ^= 0x11
        try:
            run(bytes(changed))
        except CouldNotCheck:
            continue


def test_unmarked_file_does_not_even_import_the_library() -> None:
    program = (
        "import sys; from generator.analyse.analyzers import credentials; from generator.analyse.picture import Picture;"
        "from generator.model import FileKind; from tests.analyse.credentials.building import picture;"
        "assert credentials.run(Picture(picture('JPEG'), FileKind.JPEG, '')) == ();"
        "sys.exit('c2pa' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_reading_the_description_imports_nothing_heavy() -> None:
    program = (
        "import sys; from generator.analyse.analyzers import credentials;"
        "sys.exit(bool({'c2pa', 'numpy', 'PIL', 'cryptography'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def _child(data: bytes, queue: Any) -> None:
    queue.put((os.getpid(), run(data)["credentials.integrity"].measure("signature")))


def test_context_is_built_anew_after_a_fork() -> None:
    data = signed()
    run(data)
    fork = multiprocessing.get_context("fork")
    queue = fork.Queue()
    child = fork.Process(target=_child, args=(data, queue))
    child.start()
    process, answer = queue.get(timeout=60)
    child.join(60)
    assert process != os.getpid()
    assert answer == "holds"


def test_two_processes_give_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.analyse.analyzers.test_credentials import *;"
        "part = SignedIngredient(signed(AI), 'image/jpeg', 'p', 'parentOf', picture('JPEG', 3));"
        "found = run(signed([{'action': 'c2pa.opened'}], ingredients=[part]));"
        "print(hashlib.sha256(codec.dumps(list(found.values()))).hexdigest())"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone in (("1", "UTC"), ("7", "Asia/Tokyo"))
    }
    assert len(results) == 1


def test_with_a_trust_list() -> None:
    trust = TrustLists("the newsroom's list", demo_certificates().anchor)
    found = {item.code: item for item in credentials.examine(opened(signed()), trust=trust)}
    assert found["credentials.issuer"].measure("trust") == "on the newsroom's list"
    old = TrustLists("another list", _other_authority())
    found = {item.code: item for item in credentials.examine(opened(signed()), trust=old)}
    assert found["credentials.issuer"].measure("trust") == "not on another list"


def _other_authority() -> str:
    """A self-signed certificate of somebody else."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding

    key = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
    root = demo_certificates().authority
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(x509.Name([]))
        .public_key(key.public_key())
        .serial_number(9)
        .not_valid_before(root.not_valid_before_utc)
        .not_valid_after(root.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    )
    return builder.sign(key, None).public_bytes(Encoding.PEM).decode()
