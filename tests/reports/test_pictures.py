"""Pictures made fit to print."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.platypus import SimpleDocTemplate

from incidentdesk.reports.pictures import LARGEST_SIDE, Plate, open_picture


def encoded(mode: str, form: str, size: tuple[int, int] = (60, 40)) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size).save(target, form)
    return target.getvalue()


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGB", "PNG"),
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("P", "GIF"),
        ("1", "PNG"),
        ("I;16", "PNG"),
        ("RGB", "JPEG"),
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("RGB", "BMP"),
        ("RGB", "WEBP"),
    ],
)
def test_every_usual_kind_is_printed(mode: str, form: str) -> None:
    picture = open_picture(encoded(mode, form))
    assert picture is not None
    assert (picture.width, picture.height) == (60, 40)
    target = io.BytesIO()
    SimpleDocTemplate(target).build([Plate(picture, 200, 200)])
    assert target.getvalue().startswith(b"%PDF")


def test_large_ones_are_made_smaller() -> None:
    picture = open_picture(encoded("RGB", "JPEG", (4000, 1000)))
    assert picture is not None
    assert (picture.width, picture.height) == (LARGEST_SIDE, LARGEST_SIDE // 4)


def test_a_photo_taken_sideways_stands_upright() -> None:
    target = io.BytesIO()
    image = Image.new("RGB", (60, 40))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(target, "JPEG", exif=exif)
    picture = open_picture(target.getvalue())
    assert picture is not None
    assert (picture.width, picture.height) == (40, 60)


@pytest.mark.parametrize("cut", [0, 4, 20, 60])
def test_broken_ones_are_none(cut: int) -> None:
    assert open_picture(encoded("RGB", "PNG")[:cut]) is None


def test_see_through_parts_become_white() -> None:
    picture = open_picture(encoded("RGBA", "PNG"))
    assert picture is not None
    assert picture.reader.getRGBData()[:3] == b"\xff\xff\xff"


def test_a_picture_is_never_enlarged() -> None:
    picture = open_picture(encoded("RGB", "PNG"))
    assert picture is not None
    plate = Plate(picture, 500, 500)
    assert (plate.width, plate.height) == (45, 30)
    small = Plate(picture, 22.5, 500)
    assert (small.width, small.height) == (22.5, 15)
