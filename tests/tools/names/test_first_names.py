"""The first names: how they are spelled, united and written."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from site_src.tools.names.__main__ import collect, plain, write


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Zoë", "zoe"),
        ("Kağan", "kagan"),
        ("Łukasz", "lukasz"),
        ("Þórdís", "thordis"),
        ("Işıl", "isil"),
        ("Anne-Marie", None),
        ("Mary Ann", None),
        ("Səbinə", None),
        ("Ольга", None),
        ("Q", None),
        ("A" * 13, None),
    ],
)
def test_a_name_is_spelled_in_plain_letters_or_left_out(
    name: str, spelled: str | None
) -> None:
    assert plain(name) == spelled


def test_spellings_of_one_name_are_one_line() -> None:
    found = collect(
        {"sk_SK": ["Adrián", "Zoe"], "de_DE": ["Adrian"], "en_US": ["ADRIAN"]}
    )
    assert found == {"adrian": ["de_DE", "en_US", "sk_SK"], "zoe": ["sk_SK"]}


def test_the_file_is_the_same_for_the_same_names(tmp_path: Path) -> None:
    target = tmp_path / "names.csv.gz"
    write({"adrian": ["de_DE", "en_US"]}, target)
    data = target.read_bytes()
    assert gzip.decompress(data).decode() == "name,lists\nadrian,de_DE en_US\n"
    digest = hashlib.sha256(data).hexdigest()
    assert (tmp_path / "names.csv.gz.sha256").read_text() == f"{digest}  names.csv.gz\n"
    write({"adrian": ["de_DE", "en_US"]}, target)
    assert target.read_bytes() == data
