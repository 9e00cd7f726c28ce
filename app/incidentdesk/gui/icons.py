"""Icons: drawings of one colour, rendered from ``resources/icons``."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from incidentdesk.base.resources import resource_path


@cache
def _drawing(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def render_icon(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The drawing ``name`` as ``size`` logical pixels for a screen of ``ratio``, in ``colour`` (``#rrggbb``).

    Qt's own cache keeps it, because that is emptied before the application ends.

    Raises:
        OSError: there is no such drawing.

    """
    key = f"icon/{name}/{colour}/{size}/{ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap
