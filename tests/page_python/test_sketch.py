"""The page's drawing module, against the one at home."""

import inspect
import json

import layerbylayer.sketch
import matplotlib.pyplot as plt
import numpy as np
import pytest

from site_src.page_python import sketch


@pytest.fixture
def drawings(monkeypatch):
    drawn = []
    monkeypatch.setattr(sketch, "deliver", lambda text: drawn.append(json.loads(text)))
    yield drawn
    sketch.forget()


@pytest.fixture
def at_home(monkeypatch):
    plt.switch_backend("agg")
    monkeypatch.setattr(plt, "show", lambda: None)
    yield layerbylayer.sketch
    plt.close("all")


@pytest.mark.parametrize("name", ["plot", "show"])
def test_both_modules_are_called_alike_and_say_the_same(name):
    ours, home = getattr(sketch, name), getattr(layerbylayer.sketch, name)
    assert inspect.signature(ours) == inspect.signature(home)
    assert inspect.getdoc(ours) == inspect.getdoc(home)


def test_what_is_plotted_is_drawn_once_it_is_shown(drawings):
    sketch.plot([0, 1], [2, float("nan")], label="loss", x="step", y="loss")
    sketch.plot([3], [4], "points")
    assert drawings == []
    sketch.show()
    sketch.show()
    assert drawings == [
        {
            "series": [
                {"kind": "line", "label": "loss", "xs": [0, 1], "ys": [2, None]},
                {"kind": "points", "label": "", "xs": [3], "ys": [4]},
            ],
            "x": "step",
            "y": "loss",
        }
    ]


def test_pictures_become_colours(drawings):
    sketch.show([[0, 5], [10, 10]], [[[255, 0, 300]]], labels=["grey"])
    grey, colour = drawings[0]["pictures"]
    assert grey["width"] == 2 and grey["label"] == "grey"
    assert grey["colours"][::3] == [0, 128, 255, 255]
    assert colour == {"width": 1, "colours": [255, 0, 255], "label": ""}
    sketch.show([[0, 5]], low=0, high=10)
    assert drawings[1]["pictures"][0]["colours"][3:] == [128] * 3
    sketch.show([[0, 10]], low=10, high=0)
    assert drawings[2]["pictures"][0]["colours"] == [255] * 3 + [0] * 3


def test_the_same_is_drawn_at_home(at_home):
    at_home.plot([0, 1], [2, 3], label="loss", x="step", y="loss")
    at_home.plot([0.5], [2.5], "points")
    axes = plt.gca()
    assert list(axes.lines[0].get_ydata()) == [2, 3]  # type: ignore[arg-type]
    assert np.array(axes.collections[0].get_offsets()).tolist() == [[0.5, 2.5]]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("step", "loss")
    at_home.show([[0, 1], [2, 3]], [[[255, 0, 0]]], labels=["a", "b"], low=0, high=9)
    first, second = plt.gcf().axes
    assert first.images[0].get_clim() == (0, 9)
    assert second.get_title() == "b"
    at_home.show([[0, 9]], low=9, high=0)
    (inverse,) = plt.gcf().axes[0].images
    paper, ink = inverse.to_rgba(np.array([[0, 9]]))[0, :, 0]
    assert paper > ink


def test_lines_and_points_differ_at_home_and_guides_do_not_count(at_home):
    at_home.plot([0, 1], [0, 0], "guide", label="ground")
    at_home.plot([0, 1], [1, 2])
    at_home.plot([0, 1], [2, 3])
    at_home.plot([5], [3], "words", label="here")
    at_home.plot([0], [4], "points")
    axes = plt.gca()
    at_home.show()
    guide, first, second = axes.lines
    assert guide.get_zorder() < first.get_zorder()
    assert first.get_linestyle() != second.get_linestyle()
    assert len({str(line.get_color()) for line in axes.lines}) == 3
    assert axes.axison and [text.get_text() for text in axes.texts] == ["here"]
    low, high = axes.get_xlim()
    assert low < 0 and high > 5


def test_a_drawing_of_words_and_guides_has_no_axes_at_home(at_home):
    at_home.plot([0], [0], "words", label="a")
    at_home.plot([0, 1], [0, 1], "guide")
    axes = plt.gca()
    at_home.show()
    assert not axes.axison


def test_five_pictures_take_two_rows_at_home(at_home):
    at_home.show(*[[[0, 1]]] * 5, labels="abcde")
    axes = plt.gcf().axes
    assert [axis.get_title() for axis in axes] == [*"abcde", ""]
    bottoms = [axis.get_position().y0 for axis in axes]
    assert min(bottoms[:3]) > max(bottoms[3:])


@pytest.mark.parametrize("module", [sketch, layerbylayer.sketch])
def test_what_cannot_be_drawn_is_refused(module, drawings):
    with pytest.raises(ValueError, match="plot got 2 xs and 1 ys"):
        module.plot([1, 2], [1])
    with pytest.raises(ValueError, match="no 'dots'"):
        module.plot([1], [1], "dots")
    with pytest.raises(ValueError, match="equally long"):
        module.show([[1, 2], [3]])
    with pytest.raises(ValueError, match="equally long"):
        module.show([])
