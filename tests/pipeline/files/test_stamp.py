"""A stamp is believed of the very folder of which it was written."""

import pytest

from site_src.pipeline.files.stamp import Stamp


@pytest.fixture
def stamp(tmp_path):
    folder = tmp_path / "made"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "page.html").write_text("a page")
    stamp = Stamp(tmp_path / "made.stamp", folder)
    assert not stamp.fits("sources")
    stamp.write("sources")
    return stamp


def test_it_fits_what_was_made_and_no_other_sources(stamp):
    assert stamp.fits("sources") and not stamp.fits("others")


@pytest.mark.parametrize(
    "damage",
    [
        lambda page: page.write_text("a Page"),
        lambda page: page.unlink(),
        lambda page: page.rename(page.with_name("other.html")),
        lambda page: page.with_name("more.html").write_text(""),
    ],
    ids=["changed", "deleted", "moved", "added"],
)
def test_a_folder_that_was_changed_since_is_noticed(stamp, damage):
    damage(stamp.folder / "deep" / "page.html")
    assert not stamp.fits("sources")


def test_a_stamp_that_is_no_text_does_not_fit(stamp):
    stamp.file.write_bytes(b"\xff\xfe")
    assert not stamp.fits("sources")
