"""Signatures in the format of minisign, https://jedisct1.github.io/minisign/.

What is signed here is verified by `minisign -Vm FILE -P KEY`, and the other way round.
Ed25519 itself comes from the package cryptography. A signature is taken if it is of the
BLAKE2b digest, as minisign makes them unless it is asked for the older kind, and a
secret key if it has no password (`minisign -G -W`).
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from hashlib import blake2b

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

KEY, DIGEST, NO_PASSWORD = b"Ed", b"ED", b"Ed\0\0B2"
"""The first bytes of a public key, of a signature and of a secret key."""
NO_SALT, NO_CHECKSUM = bytes(48), bytes(32)
"""What a secret key holds only if it has a password."""
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "


class SignatureError(ValueError):
    """A key or a signature cannot be read, or does not fit."""


@dataclass(frozen=True)
class PublicKey:
    """Verifies what its secret key has signed."""

    id: bytes
    key: Ed25519PublicKey

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """Read a key: the line of letters, with or without the comment above it.

        Raises:
            SignatureError: it is none.
        """
        raw = _decoded(text.strip().splitlines()[-1:], "public key", 42)
        if raw[:2] != KEY:
            raise SignatureError("this is no public key of minisign")
        return cls(raw[2:10], Ed25519PublicKey.from_public_bytes(raw[10:]))

    def __str__(self) -> str:
        """Return the line of letters."""
        return _encoded(KEY + self.id + self.key.public_bytes_raw())

    def verify(self, data: bytes, signature: str) -> str:
        """Return the signed comment of a signature.

        Raises:
            SignatureError: the signature is not of these data, or not by this key.
        """
        lines = signature.splitlines()
        if len(lines) < 4 or not lines[2].startswith(TRUSTED):
            raise SignatureError("the signature cannot be read")
        raw = _decoded(lines[1:2], "signature", 74)
        comment = lines[2].removeprefix(TRUSTED)
        if raw[:2] != DIGEST:
            raise SignatureError(
                "the signature is of a kind that minisign has given up"
            )
        if raw[2:10] != self.id:
            raise SignatureError(f"it is signed by another key than {self}")
        try:
            self.key.verify(raw[10:], blake2b(data).digest())
            both = raw[10:] + comment.encode()
            self.key.verify(_decoded(lines[3:4], "signature", 64), both)
        except InvalidSignature as error:
            raise SignatureError("the signature does not fit") from error
        return comment


@dataclass(frozen=True)
class SecretKey:
    """Signs."""

    id: bytes
    key: Ed25519PrivateKey

    @classmethod
    def generate(cls) -> SecretKey:
        """Make a new one."""
        return cls(os.urandom(8), Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> SecretKey:
        """Read a key's file.

        Raises:
            SignatureError: it is none, is damaged, or has a password.
        """
        raw = _decoded(text.strip().splitlines()[-1:], "secret key", 158)
        if raw[:6] != NO_PASSWORD:
            raise SignatureError(
                "this is no secret key without a password (`minisign -G -W`)"
            )
        key = cls(raw[54:62], Ed25519PrivateKey.from_private_bytes(raw[62:94]))
        if key.public().key.public_bytes_raw() != raw[94:126]:
            raise SignatureError("the secret key is damaged")
        return key

    def text(self) -> str:
        """Return what its file holds."""
        pair = self.key.private_bytes_raw() + self.public().key.public_bytes_raw()
        raw = NO_PASSWORD + NO_SALT + self.id + pair + NO_CHECKSUM
        return f"{UNTRUSTED}minisign secret key\n{_encoded(raw)}\n"

    def public(self) -> PublicKey:
        """Return the key that verifies."""
        return PublicKey(self.id, self.key.public_key())

    def sign(self, data: bytes, comment: str) -> str:
        """Return the signature of data and of a comment of one line."""
        first = self.key.sign(blake2b(data).digest())
        second = self.key.sign(first + comment.encode())
        return (
            f"{UNTRUSTED}signature from minisign secret key\n"
            f"{_encoded(DIGEST + self.id + first)}\n"
            f"{TRUSTED}{comment}\n{_encoded(second)}\n"
        )


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(lines: list[str], what: str, length: int) -> bytes:
    try:
        raw = base64.b64decode("".join(lines), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SignatureError(f"the {what} cannot be read: {error}") from error
    if len(raw) != length:
        raise SignatureError(f"the {what} has {len(raw)} bytes, and not {length}")
    return raw
