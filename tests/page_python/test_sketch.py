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
