"""The organisation's logo: checking a picture before it is taken, and showing it as it will be printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.gui.theme import CARD_RADIUS, current_theme, font, load_theme
from incidentdesk.gui.widgets.drop import FileDropArea
from incidentdesk.services.cases.conversation import NewFile, file_from_bytes, read_file

LIMIT = 2 * 1024 * 1024
"""Largest file, in bytes."""
MOST_PIXELS = 40_000_000
PRINTED = QSizeF(120, 32)
"""Room for the logo at the head of a report, in points."""
POINTS = 72
EDGE, BESIDE_LOGO, TITLE_WIDTH, BETWEEN = 24.0, 13.0, 180.0, 5.0
WRAP = int(Qt.TextFlag.TextWordWrap)
ENDS = {b"png": b"IEND", b"jpeg": b"\xff\xd9"}
"""What stands near the end of a whole file of each format."""


def check_logo(file: NewFile) -> NewFile:
    """``file`` if it can be printed as a logo. Raises ``UsageError`` with what is wrong; for any thread."""
    if len(file.data) > LIMIT:
        raise UsageError(
            _("“{name}” is larger than {n} MB.").format(name=file.name, n=LIMIT // 1024 // 1024),
            _("Choose a smaller picture; {wide} × {high} points are printed.").format(
                wide=round(PRINTED.width()), high=round(PRINTED.height())
            ),
        )
    bytes_ = QByteArray(file.data)
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    kind = bytes(reader.format().data())
    if kind not in ENDS:
        raise UsageError(
            _("“{name}” is no PNG or JPEG picture.").format(name=file.name),
            _("Save it as PNG, and choose that."),
        )
    size = reader.size()
    whole = ENDS[kind] in file.data[-1024:] and size.width() * size.height() <= MOST_PIXELS
    if not whole or reader.read().isNull():
        raise UsageError(
            _("The picture “{name}” is damaged.").format(name=file.name),
            _("Choose another file, or save it anew."),
        )
    return file


def read_logo(path: Path) -> NewFile:
    """The picture in ``path``, checked; raises ``EnvironmentFault`` or ``UsageError``."""
    return check_logo(read_file(path))


def pasted_logo(image: QImage) -> NewFile:
    """A picture from the clipboard as a PNG file, checked."""
    bytes_ = QByteArray()
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return check_logo(file_from_bytes(_("pasted logo") + ".png", bytes(bytes_.data())))


def image_from(data: bytes) -> QImage:
    """The picture in ``data``; a null one where there is none."""
    return QImage.fromData(data) if data else QImage()


class LogoDrop(FileDropArea):
    """A place for one PNG or JPEG picture."""

    def __init__(self) -> None:
        super().__init__(_("Choose, drop or paste a PNG or JPEG picture, up to 2 MB"))
        self._chooser: QFileDialog | None = None

    def open_dialog(self) -> None:
        """Ask for one picture."""
        if self._chooser is None:
            self._chooser = QFileDialog(self, _("Choose a logo"))
            self._chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
            self._chooser.setNameFilter(_("Pictures") + " (*.png *.jpg *.jpeg)")
            self._chooser.fileSelected.connect(lambda name: self.files_chosen.emit([Path(name)]))
        self._chooser.open()

    def dialog(self) -> QFileDialog | None:
        """The dialog, once it was opened."""
        return self._chooser


class ReportHead(QWidget):
    """The head of a report as it is printed, at print size, on paper that is light in every theme."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._department = "", ""
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(320)

    @property
    def image(self) -> QImage:
        """The logo that is shown; null where there is none."""
        return self._image

    def show_texts(self, name: str, department: str) -> None:
        """Print other names."""
        self._name, self._department = name, department
        self.setAccessibleName(
            _("Head of a report: {name}, {department}").format(name=name, department=department)
        )
        self.updateGeometry()
        self.update()

    def show_logo(self, image: QImage) -> None:
        """Print another logo, or none."""
        self._image = image
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The room of the head and a margin."""
        return QSize(640, self.heightForWidth(640))

    def heightForWidth(self, width: int) -> int:
        """More where the names take more than a line each, as they do in print."""
        return round(max(self._pixels(PRINTED).height(), self._names_height(width))) + 48

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, logo, names and the rule below."""
        painter, paper = QPainter(self), load_theme("light")
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(current_theme().colour("line"), 1))
        painter.setBrush(paper.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
        room, left, top = self._pixels(PRINTED), EDGE, 18.0
        height = self.height() - 48.0
        right = self.width() - EDGE
        if not self._image.isNull():
            scaled = self._scaled()
            place = QRectF(left, top + (room.height() - scaled.height()) / 2, scaled.width(), scaled.height())
            painter.drawImage(place, self._image)
            left += scaled.width() + BESIDE_LOGO
        names = QRectF(left, top, self._names_width(self.width()), height)
        report = QRectF(right - TITLE_WIDTH, top, TITLE_WIDTH, height)
        _words(painter, names, self._name, self._department, Qt.AlignmentFlag.AlignLeft)
        _words(painter, report, _("Incident closure report"), "INC-2026-000001", Qt.AlignmentFlag.AlignRight)
        painter.setPen(QPen(paper.colour("text"), 1.5))
        painter.drawLine(QPointF(EDGE, top + height + 10), QPointF(right, top + height + 10))

    def _scaled(self) -> QSizeF:
        room = self._pixels(PRINTED)
        return QSizeF(self._image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _names_width(self, width: int) -> float:
        logo = 0.0 if self._image.isNull() else self._scaled().width() + BESIDE_LOGO
        return max(40.0, width - 2 * EDGE - logo - TITLE_WIDTH - 10)

    def _names_height(self, width: int) -> float:
        room = QRectF(0, 0, self._names_width(width), 10_000)
        return sum(
            _wrapped(room, text, weight).height()
            for text, weight, _role in _lines(self._name, self._department)
        )

    def _pixels(self, points: QSizeF) -> QSizeF:
        return points * (self.logicalDpiY() / POINTS)


def _lines(strong: str, weak: str) -> tuple[tuple[str, QFont.Weight, str], ...]:
    """Two texts with their weight and colour."""
    return (strong, QFont.Weight.DemiBold, "text"), (weak, QFont.Weight.Normal, "muted")


def _wrapped(room: QRectF, text: str, weight: QFont.Weight) -> QRectF:
    """What a text takes of ``room``."""
    found = QFontMetricsF(font(weight=weight)).boundingRect(room, WRAP, text or " ")
    return QRectF(room.left(), room.top(), room.width(), found.height() + BETWEEN)


def _words(painter: QPainter, room: QRectF, strong: str, weak: str, align: Qt.AlignmentFlag) -> None:
    """A text and a weaker one below it, each in as many lines as it needs."""
    top = room.top()
    for text, weight, role in _lines(strong, weak):
        painter.setFont(font(weight=weight))
        painter.setPen(load_theme("light").colour(role))
        place = _wrapped(QRectF(room.left(), top, room.width(), room.height()), text, weight)
        painter.drawText(place, int(align | Qt.AlignmentFlag.AlignVCenter) | WRAP, text)
        top += place.height()
