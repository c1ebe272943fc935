"""What is weeded out, and what is not: strange letters stay."""

import json
import shutil
from pathlib import Path

import matplotlib
import numpy as np
import pytest

from site_src.tools.letters import draw, families, filter

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
SANS, SERIF = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSerif.ttf"


@pytest.fixture
def package(tmp_path):
    """Writes a package as fontsource's are."""

    def write(name, fonts, described=True, **metadata):
        folder = tmp_path / name.lower().replace(" ", "-")
        (folder / "files").mkdir(parents=True)
        manifest = {"name": f"@fontsource/{folder.name}", "version": "1.2.3"}
        (folder / "package.json").write_text(json.dumps(manifest | {"license": "mit"}))
        about = {"family": name, "category": "display"} | metadata
        if described:
            (folder / "metadata.json").write_text(json.dumps(about))
        for file, font in fonts.items():
            shutil.copy(font, folder / "files" / f"{folder.name}-{file}.woff2")
        return families.read(folder)

    return write


def reasons(*given):
    stay, go = filter.filter_families(given)
    return [kept.family.name for kept in stay], {w.family.name: w.reason for w in go}


def test_a_package_is_read(package):
    family = package(
        "Plain Sans",
        {
            "latin-400-normal": SANS,
            "latin-ext-400-normal": SANS,
            "greek-400-normal": SANS,
        }
        | {"latin-700-italic": SERIF},
        license={"type": "MIT", "attribution": "Copyright somebody"},
    )
    assert [style.name for style in family.styles] == ["400", "700 italic"]
    assert (family.licence, family.copyright) == ("MIT", "Copyright somebody")
    assert family.version == "1.2.3" and family.word == "plain"


def test_of_many_weights_four_are_chosen(package):
    weights = {f"latin-{weight}-normal": SANS for weight in range(100, 1000, 100)}
    family = package("Many", weights | {"latin-300-italic": SERIF})
    names = [style.name for style in families.chosen(family.styles)]
    assert names == ["100", "400", "700", "900", "300 italic"]


def test_what_does_not_hold_letters_goes_and_the_reason_is_said(package):
    stay, go = reasons(
        package("Plain", {"latin-400-normal": SANS}),
        package("Sure Icons", {"latin-400-normal": SERIF}),
        package("Clock", {"latin-400-normal": SERIF}, category="icons"),
        package("Greek", {"greek-400-normal": SERIF}),
        package("Unknown", {"latin-400-normal": SERIF}, described=False),
        package("Boxes", {"latin-400-normal": FONTS / "STIXSizFourSymReg.ttf"}),
    )
    assert stay == ["Plain"]
    assert go == {
        "Sure Icons": "icons, not letters",
        "Clock": "icons, not letters",
        "Greek": "no Latin letters",
        "unknown": "no description in its package",
        "Boxes": "a letter is missing",
    }


def test_of_two_names_for_the_same_letters_the_richer_family_stays(package):
    stay, go = reasons(
        package("Alpha", {"latin-400-normal": SANS}),
        package("Omega", {"latin-400-normal": SANS, "latin-700-normal": SERIF}),
        package("Other", {"latin-400-normal": SERIF}),
    )
    assert stay == ["Omega", "Other"]
    assert go == {"Alpha": "the same letters as Omega"}


def test_one_broken_weight_does_not_cost_the_family(package):
    fonts = {
        "latin-400-normal": SERIF,
        "latin-700-normal": FONTS / "STIXSizFourSymReg.ttf",
    }
    stay, _ = filter.filter_families([package("Half", fonts)])
    assert [style.name for style, _ in stay[0].fonts] == ["400"]


def test_bars_are_no_letters_and_script_letters_are():
    bars = np.zeros((10, 28, 28), np.uint8)
    bars[:, 4:24, 4:24:4] = 255
    for number, letter in enumerate(bars):
        letter[4:24, 5 + number : 8 + number] = 255
    assert filter.problem(bars) == "bars, no letters"
    letters = draw.draw(FONTS / "cmsy10.ttf")  # calligraphic capitals
    assert filter.problem(letters) is None
    letters[4] = 0
    assert filter.problem(letters) == "a letter is missing"


def test_difference_is_a_share():
    left, right = np.zeros((2, 28, 28), np.uint8)
    left[:, :10], right[:, 20:] = 255, 255
    assert filter.difference(left, left) == 0
    assert filter.difference(left, right) == 1
