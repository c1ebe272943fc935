"""Pictures of pixels: what is drawn on transparent ground is seen on both grounds."""

import base64
import io

import numpy as np
import pytest
from PIL import Image, ImageColor, ImageDraw

from site_src.pipeline.rendering.cells import figures

INK, DARK_INK = (ImageColor.getrgb(c) for c in (figures.INK, figures.DARK_INK))


def drawn(ground, picture):
    """A stroke of ink beside a picture, at twice its size as a kernel gives it."""
    image = Image.new("RGBA", (120, 60), ground)
    draw = ImageDraw.Draw(image)
    draw.line((10, 30, 50, 30), fill=(*INK, 255), width=4)
    draw.rectangle((70, 10, 110, 50), fill=picture)
    return figure_of(image)


def figure_of(image):
    png = io.BytesIO()
    image.save(png, "PNG")
    data = {"image/png": base64.b64encode(png.getvalue()).decode()}
    return figures.from_output("figure", data)


def colours(figure, name):
    """Of the stroke and of the picture."""
    image = Image.open(io.BytesIO(figure.files[name])).convert("RGB")
    return image.getpixel((30, 30)), image.getpixel((90, 30))


def near(one, other):
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 25


def test_ink_is_light_on_dark_ground_and_pictures_stay():
    # The picture has the colour of ink: it is a photograph of a night.
    figure = drawn((0, 0, 0, 0), INK)
    assert (figure.width, figure.height) == (60, 30)
    (stroke, picture), (dark_stroke, dark_picture) = (
        colours(figure, name) for name in (figure.light, figure.dark)
    )
    assert near(stroke, INK) and near(dark_stroke, DARK_INK)
    assert near(picture, INK) and near(dark_picture, INK)


def test_a_picture_with_its_own_ground_is_one_file():
    figure = drawn((255, 255, 255, 255), (200, 40, 40))
    assert figure.light == figure.dark and list(figure.files) == [figure.light]


def test_a_cover_is_small_on_both_grounds():
    figure = drawn((0, 0, 0, 0), (200, 40, 40))
    cover = figures.as_cover(figure)
    assert cover.light != cover.dark
    assert near(colours(cover, cover.dark)[0], DARK_INK)


def test_a_picture_of_sixteen_bits_keeps_its_greys():
    greys = np.linspace(0, 65535, 600).astype(np.uint16).reshape(20, 30)
    figure = figure_of(Image.fromarray(greys))
    assert figure.light == figure.dark
    shown = np.asarray(Image.open(io.BytesIO(figure.files[figure.light])))
    assert (shown == greys).all()


@pytest.mark.parametrize("size", [(20_000, 10), (10, 20_000)])
def test_a_picture_that_is_too_long_for_webp_is_shown(size):
    figure = figure_of(Image.new("RGB", size))
    assert figure.light.endswith(".png")
    assert (figure.width, figure.height) == (size[0] // 2, size[1] // 2)


@pytest.mark.parametrize(
    "size", ['width="1' + "0" * 400 + '"', 'viewBox="0 0 inf 10"', 'width="1..2"']
)
def test_a_drawing_without_a_size_has_that_of_browsers(size):
    figure = figures.from_output("figure", {"image/svg+xml": f"<svg {size}></svg>"})
    assert figure is not None and figure.width == 300
