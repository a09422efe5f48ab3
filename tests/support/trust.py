"""Certificates and trust folders made on the spot; nobody's real list is in the tests."""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

PURPOSES = b"// e-mail\n1.3.6.1.5.5.7.3.4\n"


@cache
def stranger(name: str = "Somebody else") -> bytes:
    """A self-signed authority as PEM that signed nothing."""
    return _self_signed(name)[0]


@cache
def server_identity() -> tuple[bytes, bytes]:
    """Certificate and key of a server called `localhost`, as PEM."""
    return _self_signed("localhost", host="localhost")


def listing(pem: bytes, issued: str = "2026-08-05", next_update: str = "2027-08-05") -> bytes:
    """The JSON form of a list, as the C2PA publishes it beside the PEM file."""
    blocks = re.findall(r"CERTIFICATE-----(.*?)-----END", pem.decode(), re.S)
    entities = [
        {"TrustedEntityServices": [{"X509Certificates": [{"val": "".join(b.split())}]}]} for b in blocks
    ]
    information = {"ListIssueDateTime": f"{issued}T00:11:39Z", "NextUpdate": f"{next_update}T00:11:39Z"}
    plain = {"LoTE": {"ListAndSchemeInformation": information, "TrustedEntitiesList": entities}}
    return json.dumps(plain).encode()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _self_signed(name: str, host: str = "") -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2049, 12, 31, tzinfo=datetime.UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    return (
        certificate.public_bytes(Encoding.PEM),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
