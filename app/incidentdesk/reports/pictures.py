"""Pictures made fit to print: upright, of a sensible size, or known to be broken."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

LARGEST_SIDE = 1600
"""Pixels: more than paper shows."""

LARGEST_SOURCE = 120_000_000
"""Pixels of a source that is opened at all."""

POINTS_PER_PIXEL = 0.75
JPEG_QUALITY = 85


@dataclass(frozen=True)
class Picture:
    """A picture ready to be placed, with its size in pixels."""

    reader: ImageReader
    width: int
    height: int


def open_picture(data: bytes) -> Picture | None:
    """The picture in ``data``; ``None`` where it is broken, too large, or of a kind that cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as source:
                if source.width * source.height > LARGEST_SOURCE:
                    return None
                return _prepared(source)
    # a broken picture makes Pillow raise almost anything
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
        OverflowError,
        MemoryError,
        ArithmeticError,
        Image.DecompressionBombError,
    ):
        return None


def _prepared(source: Image.Image) -> Picture:
    photo = source.format == "JPEG"
    image = ImageOps.exif_transpose(source) or source
    if image.mode in {"I", "I;16", "F"}:
        image = ImageOps.autocontrast(image.convert("L"))
    image = _on_white(image)
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    if not photo:
        return Picture(ImageReader(image), image.width, image.height)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=JPEG_QUALITY)
    target.seek(0)
    return Picture(ImageReader(target), image.width, image.height)


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    ground.alpha_composite(layer)
    return ground.convert("RGB")


class Plate(Flowable):
    """A picture no larger than given, never enlarged."""

    def __init__(self, picture: Picture, width: float, height: float) -> None:
        super().__init__()
        self._picture = picture
        scale = min(POINTS_PER_PIXEL, width / picture.width, height / picture.height)
        self.width, self.height = picture.width * scale, picture.height * scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The size it is printed at."""
        return self.width, self.height

    def draw(self) -> None:
        """Place it."""
        self.canv.drawImage(self._picture.reader, 0, 0, self.width, self.height)
