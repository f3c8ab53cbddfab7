"""A security key in software, as WebAuthn describes it: makes passkeys, signs, and can be made to lie.

https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data, #sctn-signature-attestation-types ("none")
"""

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

HERE = "http://localhost"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def written(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One passkey on one device. `count` goes up with each signature, as long as nobody has copied it."""

    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    def make(self, asked: dict[str, Any], origin: str = HERE) -> dict[str, Any]:
        """The answer to being asked for a new passkey."""
        client = _client("webauthn.create", asked["challenge"], origin)
        about_key = bytes(16) + len(self.id).to_bytes(2) + self.id + self._public()
        data = self._data(asked["rp"]["id"], PRESENT | VERIFIED | WITH_KEY) + about_key
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(client, {"attestationObject": written(attestation)})

    def sign(self, asked: dict[str, Any], origin: str = HERE) -> dict[str, Any]:
        """The answer to being asked to sign."""
        self.count += 1
        client = _client("webauthn.get", asked["challenge"], origin)
        data = self._data(asked["rpId"], PRESENT | VERIFIED)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(client, {"authenticatorData": written(data), "signature": written(signature)})

    def _data(self, site: str, flags: int) -> bytes:
        return sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _public(self) -> bytes:
        """In COSE: EC2, ES256, P-256, x, y."""
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})

    def _answer(self, client: bytes, response: dict[str, str]) -> dict[str, Any]:
        name = written(self.id)
        response = {"clientDataJSON": written(client), **response}
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def _client(kind: str, challenge: str, origin: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
