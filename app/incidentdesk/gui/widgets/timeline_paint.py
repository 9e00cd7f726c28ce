"""Measuring and painting one entry of a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QStaticText, QTextOption

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import current_theme, font, mono_font
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.due import CHIP_HEIGHT, chip_size, paint_chip
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

LEFT = 16
RIGHT = 8
PAD = 6
LINE = 18
CHIP_LINE = CHIP_HEIGHT + 2
CHIP_GAP = 4
THUMB_HEIGHT = 72


@dataclass(frozen=True, eq=False)
class TimelineItem:
    """One entry: ``when_text`` is bold, ``who`` stands beside it, ``headline`` below, ``detail`` in grey.

    Without ``who`` the headline stands on the first line. ``mono`` shows the detail in letters of one width.
    ``collapsed`` shows one line of the detail until the person asks for all. ``tone`` colours the bar at the
    left; the words must say the same.
    """

    uid: str
    when_text: str
    who: str
    headline: str
    detail: str = ""
    tone: Tone | None = None
    chips: Sequence[tuple[str, Tone]] = ()
    thumbnail: QImage | None = None
    collapsed: bool = False
    mono: bool = False

    def as_text(self) -> str:
        """All of it in words, for copying and for screen readers."""
        first = " ".join(part for part in (self.when_text, self.who) if part)
        chips = ", ".join(words for words, _tone in self.chips)
        return "\n".join(part for part in (first, self.headline, chips, self.detail) if part)


@dataclass(frozen=True)
class Layout:
    """Where the parts of an entry go at one width, in pixels from its top left."""

    size: QSize
    headline: QRect
    headline_text: QStaticText
    chips: tuple[QRect, ...]
    detail: QRect
    detail_text: QStaticText
    more: QRect
    thumbnail: QRect


@lru_cache(maxsize=1)
def _bold() -> QFont:
    return font(weight=QFont.Weight.DemiBold)


@lru_cache(maxsize=1)
def _mono() -> QFont:
    return mono_font(12)


@lru_cache(maxsize=1)
def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _wrapped(of: QFont, text: str, width: int) -> QStaticText:
    """The text broken into lines of ``width``.

    Between words, and within a word only if it is longer than that.
    """
    made = QStaticText(text.replace("\n", "\u2028"))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextOption(_wrapping())
    made.setTextWidth(width)
    made.prepare(font=of)
    return made


def measure(item: TimelineItem, width: int, *, expanded: bool) -> Layout:
    """Lay an entry out in ``width`` pixels."""
    room = max(80, width - LEFT - RIGHT)
    normal = font()
    top = PAD
    if item.who or not item.headline:
        top += LINE
        indent = 0
    else:
        indent = _when_width(item)
    headline = QRect(LEFT + indent, top, room - indent, 0)
    headline_text = _wrapped(normal, item.headline, headline.width())
    if item.headline:
        headline.setHeight(max(LINE, round(headline_text.size().height())))
        top = headline.bottom() + 1
    chips: tuple[QRect, ...] = ()
    if item.chips:
        used = QFontMetrics(normal).horizontalAdvance(item.headline) + 8 if item.headline else 0
        chips_width = sum(chip_size(words).width() + CHIP_GAP for words, _tone in item.chips)
        beside = 0 < headline.height() <= LINE + 2 and used + chips_width <= headline.width()
        if beside:
            chips = _in_rows(item, headline.topLeft() + QPoint(used, -1), chips_width)
        else:
            chips = _in_rows(item, QPoint(LEFT, top + 2), room)
            top = chips[-1].bottom() + 1
    short = item.collapsed and not expanded
    detail, more = QRect(LEFT, top, room, 0), QRect()
    detail_text = _wrapped(_mono() if item.mono else normal, item.detail, room)
    if item.detail:
        whole = round(detail_text.size().height())
        detail.setHeight(LINE if short else whole)
        top = detail.bottom() + 1
        if item.collapsed and (whole > LINE or short):
            more = QRect(LEFT, top, room, LINE)
            top = more.bottom() + 1
    thumbnail = QRect()
    if item.thumbnail is not None and not item.thumbnail.isNull():
        scaled = item.thumbnail.size().scaled(room, THUMB_HEIGHT, Qt.AspectRatioMode.KeepAspectRatio)
        thumbnail = QRect(LEFT, top + 4, scaled.width(), scaled.height())
        top = thumbnail.bottom() + 1
    size = QSize(width, top + PAD)
    return Layout(size, headline, headline_text, chips, detail, detail_text, more, thumbnail)


def _in_rows(item: TimelineItem, begin: QPoint, room: int) -> tuple[QRect, ...]:
    """Where the chips go: one after the other, and in the next row where there is too little room."""
    found = []
    left, top = begin.x(), begin.y()
    for words, _tone in item.chips:
        width = min(chip_size(words).width(), room)
        if left > begin.x() and left + width > begin.x() + room:
            left, top = begin.x(), top + CHIP_LINE
        found.append(QRect(left, top, width, CHIP_LINE))
        left += width + CHIP_GAP
    return tuple(found)


def _when_width(item: TimelineItem) -> int:
    return QFontMetrics(_bold()).horizontalAdvance(item.when_text) + 5 if item.when_text else 0


def paint(
    painter: QPainter,
    rect: QRect,
    item: TimelineItem,
    layout: Layout,
    *,
    expanded: bool,
    chosen: bool,
    focused: bool,
) -> None:
    """Paint an entry into ``rect``."""
    theme = current_theme()
    if chosen:
        ground = rect.adjusted(LEFT - 10, 1, -2, -1)
        rounded(painter, ground, fill=theme.colour("selection"), border=None, radius=4)
    bar = theme.colour(item.tone or "line")
    painter.fillRect(QRect(rect.left() + 1, rect.top() + PAD - 2, 2, rect.height() - 2 * PAD + 4), bar)
    here = rect.topLeft()
    painter.setPen(theme.colour("text"))
    painter.setFont(_bold())
    line = QRect(LEFT, PAD, rect.width() - LEFT - RIGHT, LINE).translated(here)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, item.when_text)
    painter.setFont(font())
    if item.who:
        line.setLeft(line.left() + _when_width(item))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignVCenter, elided(painter.fontMetrics(), item.who, line.width())
        )
    painter.drawStaticText(layout.headline.topLeft() + here, layout.headline_text)
    for (words, tone), place in zip(item.chips, layout.chips, strict=True):
        paint_chip(painter, place.translated(here), words, tone)
    _paint_detail(painter, rect, item, layout, expanded=expanded)
    if item.thumbnail is not None and not layout.thumbnail.isEmpty():
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(layout.thumbnail.translated(here), item.thumbnail)
    if focused:
        focus_ring(painter, rect.adjusted(LEFT - 10, 1, -2, -1), radius=4)


def _paint_detail(
    painter: QPainter, rect: QRect, item: TimelineItem, layout: Layout, *, expanded: bool
) -> None:
    if not item.detail:
        return
    theme, here = current_theme(), rect.topLeft()
    painter.setPen(theme.colour("text" if item.mono else "muted"))
    painter.setFont(_mono() if item.mono else font())
    room = layout.detail.translated(here)
    if item.collapsed and not expanded:
        text = elided(painter.fontMetrics(), item.detail.splitlines()[0], room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, text)
    else:
        painter.drawStaticText(room.topLeft(), layout.detail_text)
    if not layout.more.isEmpty():
        painter.setFont(font())
        painter.setPen(theme.colour("accent"))
        words = _("Show less") if expanded else _("Show all")
        painter.drawText(layout.more.translated(here), Qt.AlignmentFlag.AlignVCenter, words)
