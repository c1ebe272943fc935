"""Signatures: minisign's are verified, ours fit its format, nothing else does."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline.storage.exchange.minisign import (
    PublicKey,
    SecretKey,
    SignatureError,
)

# What minisign itself has written for the file "test"; its author publishes it with
# his libraries, https://github.com/jedisct1/rust-minisign-verify.
AUTHOR = """\
untrusted comment: minisign public key E7620F1842B4E81F
RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3
"""
SIGNED = """\
untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1556193335\tfile:test
y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==
"""
OF_THE_OLDER_KIND = """\
untrusted comment: signature from minisign secret key
RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=
trusted comment: timestamp:1555779966\tfile:test
QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==
"""


def test_what_minisign_has_signed_is_verified():
    key = PublicKey.read(AUTHOR)
    assert key.verify(b"test", SIGNED) == "timestamp:1556193335\tfile:test"
    assert str(key) == AUTHOR.splitlines()[1]
    assert PublicKey.read(str(key)).verify(b"test", SIGNED)


@pytest.mark.parametrize(
    ("data", "signature", "message"),
    [
        (b"Test", SIGNED, "does not fit"),
        (b"test", SIGNED.replace("file:test", "file:best"), "does not fit"),
        (b"test", SIGNED.replace("9r3g7V", "9r3g7W"), "does not fit"),
        (b"test", OF_THE_OLDER_KIND, "given up"),
        (b"test", "", "cannot be read"),
        (b"test", SIGNED.replace("RUQf", "R!Qf"), "cannot be read"),
        (b"test", SIGNED.replace("RUQf6LRC", ""), "has 68 bytes"),
        (b"test", SecretKey.generate().sign(b"test", "x"), "by another key"),
    ],
)
def test_what_does_not_fit_is_refused(data, signature, message):
    with pytest.raises(SignatureError, match=message):
        PublicKey.read(AUTHOR).verify(data, signature)


@given(st.binary(), st.text(st.characters(codec="ascii", categories=["L", "N"])))
def test_what_we_sign_is_verified_also_by_a_key_that_was_stored(data, comment):
    key = SecretKey.read(SecretKey.generate().text())
    assert key.public().verify(data, key.sign(data, comment)) == comment


def test_a_damaged_key_is_refused():
    first, line = SecretKey.generate().text().splitlines()
    raw = bytearray(base64.b64decode(line))
    raw[70] ^= 1
    with pytest.raises(SignatureError, match="damaged"):
        SecretKey.read(base64.b64encode(raw).decode())
    for text in ("", "nonsense", AUTHOR):
        with pytest.raises(SignatureError):
            SecretKey.read(text)
    for text in ("", line, "RWQ="):
        with pytest.raises(SignatureError):
            PublicKey.read(text)
