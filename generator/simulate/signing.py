"""Signs simulated pictures with a certificate of our own, so that the demo and the tests hold credentials with known truth.

Keys, certificates, labels and dates are fixed, so that the same picture and claims give the same bytes. The library salts
each assertion at random (C2PA 2.2, clause 8.4.2.3 allows it); `sign` puts fixed salts there afterwards and signs again.
The keys are derived from words in this file: anybody has them, which the certificate's name says. Never trust it.

Needs `c2pa-python` and `cryptography`, which is a dependency of the tests and the demo script only.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.errors import BackstoryError
from generator.simulate.signing_salts import settle

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORGANIZATION = "Backstory test signer (not a real company)"
AUTHORITY = "Backstory test authority"
STANDING = ("2020-01-01", "2049-12-31")
"""Period of the certificates; both ends are written in the short form of years, so that all leaves are equally long."""
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SETTINGS: dict[str, Any] = {
    "verify": {
        "remote_manifest_fetch": False,
        "ocsp_fetch": False,
        "verify_after_sign": False,
        "verify_trust": False,
    },
    "core": {"decode_identity_assertions": False, "allowed_network_hosts": []},
    "builder": {"thumbnail": {"enabled": False}},
}


@dataclass(frozen=True, slots=True)
class SignedIngredient:
    """A file that goes into a credential as an ingredient."""

    data: bytes
    """The file; a credential in it is carried along."""
    media_type: str
    """`image/jpeg` …"""
    title: str
    """Name shown to readers."""
    relationship: str = "componentOf"
    """`parentOf`, `componentOf` or `inputTo`."""
    thumbnail: bytes = b""
    """JPEG preview; none when empty."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """The test signer: key, and chain from leaf to authority."""

    key: Ed25519PrivateKey = field(repr=False)
    """Key of the leaf."""
    leaf: x509.Certificate
    """Signing certificate."""
    authority: x509.Certificate
    """Self-signed root."""

    @property
    def chain(self) -> str:
        """Leaf and authority as PEM."""
        return _pem(self.leaf) + _pem(self.authority)

    @property
    def anchor(self) -> str:
        """The authority as PEM, to be used as a trust list in tests."""
        return _pem(self.authority)


def sign(
    data: bytes,
    media_type: str,
    *,
    title: str,
    actions: Iterable[Mapping[str, Any]],
    ingredients: Iterable[SignedIngredient] = (),
    generator: str = "Backstory camera simulator",
    assertions: Iterable[Mapping[str, Any]] = (),
    remote_url: str = "",
    certificates: Certificates | None = None,
) -> bytes:
    """The picture with a C2PA manifest in it; the same arguments give the same bytes.

    `actions` are C2PA actions such as `created("digitalCapture")`; the first names the parent itself when an ingredient is
    `parentOf`. With `remote_url` the manifest is left out and only its address is written. Raises `BackstoryError` when
    a library is missing.
    """
    c2pa = _library("c2pa", "c2pa-python")
    standing = demo_certificates()
    signer = certificates or standing
    parts = tuple(ingredients)
    plain = _definition(data, title, list(map(dict, actions)), parts, generator, list(map(dict, assertions)))
    signed: list[tuple[bytes, bytes]] = []

    def callback(statement: bytes) -> bytes:
        signature = signer.key.sign(statement)
        signed.append((statement, signature))
        return signature

    output = io.BytesIO()
    with (
        c2pa.Context.from_dict(SETTINGS) as context,
        c2pa.Builder(json.dumps(plain), context=context) as builder,
    ):
        if remote_url:
            builder.set_no_embed()
            builder.set_remote_url(remote_url)
        for part, entry in zip(parts, _ingredient_entries(data, parts), strict=True):
            if part.thumbnail:
                entry["thumbnail"] = {"format": "image/jpeg", "identifier": f"{entry['instance_id']}.jpg"}
                builder.add_resource(f"{entry['instance_id']}.jpg", io.BytesIO(part.thumbnail))
            builder.add_ingredient(json.dumps(entry), part.media_type, io.BytesIO(part.data))
        handle = c2pa.Signer.from_callback(callback, c2pa.C2paSigningAlg.ED25519, standing.chain)
        with handle:
            store = builder.sign(handle, media_type, io.BytesIO(data), output)
    if remote_url:
        return output.getvalue()
    return settle(
        output.getvalue(),
        store,
        plain["label"],
        *signed[-1],
        signer.key,
        certificate=(_der(standing.leaf), _der(signer.leaf)),
    )


def created(source_type: str, *, tool: str = "", when: str = "2024-05-04T09:30:00Z") -> dict[str, Any]:
    """The action that says how a picture came to be: `digitalCapture`, `trainedAlgorithmicMedia` …"""
    action: dict[str, Any] = {"action": "c2pa.created", "when": when}
    if source_type:
        action["digitalSourceType"] = SOURCE_TYPES + source_type
    if tool:
        action["softwareAgent"] = {"name": tool}
    return action


def verify_same_claims(left: bytes, right: bytes, media_type: str) -> bool:
    """Whether two signed files say the same, whatever their salts, hashes and signatures are."""
    return bool(_claims(left, media_type) == _claims(right, media_type))


@cache
def demo_certificates(not_before: str = STANDING[0], not_after: str = STANDING[1]) -> Certificates:
    """An authority and a leaf (digital signature, e-mail protection), the same at every call; the dates are the leaf's.

    Ed25519 keys come from a fixed text and its signatures have no randomness, so that the certificates are constant.
    """
    _library("cryptography", "cryptography")
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    root_key, leaf_key = _key("authority"), _key("leaf")
    root = (
        _certificate(AUTHORITY, 1, root_key.public_key(), *STANDING)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, None)
    )
    leaf = (
        _certificate("Backstory test signer", 4242, leaf_key.public_key(), not_before, not_after)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(leaf_key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, None)
    )
    return Certificates(leaf_key, leaf, root)


def _definition(
    data: bytes,
    title: str,
    actions: list[dict[str, Any]],
    parts: tuple[SignedIngredient, ...],
    generator: str,
    assertions: list[dict[str, Any]],
) -> dict[str, Any]:
    """The manifest definition with identifiers derived from everything that goes in."""
    listing = {
        "label": "c2pa.actions.v2",
        "data": {"actions": _with_ingredients(actions, _ingredient_entries(data, parts))},
    }
    seed = hashlib.sha256(data)
    for part in parts:
        seed.update(hashlib.sha256(part.data).digest())
    seed.update(json.dumps([title, actions, generator, assertions], sort_keys=True).encode())
    return {
        "label": f"urn:c2pa:{_identifier(seed.digest())}",
        "instance_id": f"xmp:iid:{_identifier(seed.digest() + b'instance')}",
        "title": title,
        "claim_generator_info": [{"name": generator, "version": "1"}],
        "assertions": [listing, *assertions],
    }


def _ingredient_entries(data: bytes, parts: tuple[SignedIngredient, ...]) -> list[dict[str, Any]]:
    return [
        {
            "title": part.title,
            "relationship": part.relationship,
            "instance_id": f"xmp:iid:{_identifier(hashlib.sha256(data).digest() + bytes([number]))}",
        }
        for number, part in enumerate(parts)
    ]


def _identifier(seed: bytes) -> uuid.UUID:
    """A fixed identifier in the form of a random one (version 4), which the library insists on."""
    return uuid.UUID(bytes=hashlib.sha256(seed).digest()[:16], version=4)


def _with_ingredients(actions: list[dict[str, Any]], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ties `c2pa.opened` to the parent and `c2pa.placed` to the components, as the specification asks."""
    ties = {"c2pa.opened": "parentOf", "c2pa.placed": "componentOf"}
    result = []
    for action in actions:
        wanted = ties.get(action["action"])
        names = [entry["instance_id"] for entry in entries if entry["relationship"] == wanted]
        parameters = {**action.get("parameters", {}), **({"ingredientIds": names} if names else {})}
        result.append({**action, **({"parameters": parameters} if parameters else {})})
    return result


# --------------------------------------------------------------------------- certificates


def _key(name: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"backstory test {name}".encode()).digest())


def _certificate(
    name: str, serial: int, key: Any, not_before: str, not_after: str
) -> x509.CertificateBuilder:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    def full(common: str) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANIZATION),
                x509.NameAttribute(NameOID.COMMON_NAME, common),
            ]
        )

    return (
        x509.CertificateBuilder()
        .subject_name(full(name))
        .issuer_name(full(AUTHORITY))
        .public_key(key)
        .serial_number(serial)
        .not_valid_before(datetime.datetime.fromisoformat(not_before).replace(tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime.fromisoformat(not_after).replace(tzinfo=datetime.UTC))
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    from cryptography import x509

    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def _der(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _pem(certificate: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode()


def _claims(data: bytes, media_type: str) -> Any:
    c2pa = _library("c2pa", "c2pa-python")
    with c2pa.Context.from_dict(SETTINGS) as context:
        reader = c2pa.Reader.try_create(media_type, io.BytesIO(data), context=context)
        if reader is None:
            return None
        with reader:
            return _without_hashes(json.loads(reader.json())["manifests"])


def _without_hashes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_hashes(item) for key, item in value.items() if key != "hash"}
    if isinstance(value, list):
        return [_without_hashes(item) for item in value]
    return value


def _library(module: str, distribution: str) -> Any:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise BackstoryError(
            f"Signing pictures needs {distribution}, which is not installed; install the project's test dependencies."
        ) from error
