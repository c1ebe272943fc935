"""Spoken digits: what is read of a recording, and how it is kept in a byte a sample."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.tools.spoken.__main__ import RATE, TAKES, chosen, in_bytes, read, write


def record(path: Path, samples: list[int], rate: int = RATE, channels: int = 1) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.array(samples, "<i2").tobytes())


def straight(kept: np.ndarray) -> np.ndarray:
    """As the page bends them back."""
    bent = kept / 127.5 - 1
    return np.sign(bent) * np.expm1(np.abs(bent) * np.log(256)) / 255


@given(st.lists(st.floats(-1, 1), min_size=1))
def test_a_byte_keeps_soft_sounds_more_finely(samples):
    exact = np.array(samples)
    error = np.abs(straight(in_bytes(exact)) - exact)
    assert np.all(error <= 0.001 + 0.025 * np.abs(exact))


def test_recordings_become_one_file_without_names(tmp_path):
    recordings = tmp_path / "recordings"
    record(recordings / "3_lucas_0.wav", [0, 16384, -16384])
    record(recordings / "7_george_2.wav", [100] * 5)
    record(recordings / f"7_george_{TAKES}.wav", [1] * 9)
    paths = chosen(tmp_path)
    assert [path.name for path in paths] == ["3_lucas_0.wav", "7_george_2.wav"]
    write(map(read, paths), tmp_path / "spoken.npz")
    with np.load(tmp_path / "spoken.npz") as kept:
        assert kept["lengths"].tolist() == [3, 5]
        assert kept["digits"].tolist() == [3, 7]
        assert kept["voices"].tolist() == [1, 0]
        expected = [0, 0.5, -0.5, *[100 / 2**15] * 5]
        assert np.allclose(straight(kept["samples"]), expected, atol=0.01)
    assert b"lucas" not in (tmp_path / "spoken.npz").read_bytes()
    assert (tmp_path / "spoken.npz.sha256").read_text().endswith("  spoken.npz\n")


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (RATE, 2)])
def test_another_kind_of_recording_is_refused_by_its_name(tmp_path, rate, channels):
    record(tmp_path / "3_lucas_0.wav", [1, 2, 3, 4], rate, channels)
    with pytest.raises(ValueError, match="3_lucas_0.wav is .* not one channel"):
        read(tmp_path / "3_lucas_0.wav")
