"""One side of ``start.py``, in a process of its own that imports no more than it must."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REST_MS = 3000
"""How long the process rests before its memory is read: what it does in idle time is done by then."""


def main() -> None:
    """Run ``SIDE DESK BEGAN REST``; prints wall and CPU milliseconds, and PSS and USS in MB."""
    side, desk, began, rest = sys.argv[1:]
    (_floor if side == "floor" else _ours)(Path(desk), lambda: _tell(float(began), bool(rest)))


def _tell(began: float, rest: bool) -> None:
    """The list is painted: say how long that took, rest, and say what is held in memory."""
    from PySide6.QtCore import QCoreApplication, QTimer

    wall, cpu = (time.time() - began) * 1000, time.process_time() * 1000

    def leave() -> None:
        pss, uss = _memory() if rest else (0.0, 0.0)
        sys.stdout.write(f"{wall} {cpu} {pss} {uss}\n")
        QCoreApplication.exit(0)

    QTimer.singleShot(REST_MS if rest else 0, leave)


def _memory() -> tuple[float, float]:
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0, 0.0
    sizes = {}
    for line in rollup.read_text(encoding="ascii").splitlines()[1:]:
        name, kilobytes, *_unit = line.split()
        sizes[name] = int(kilobytes) / 1024
    return sizes["Pss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"]


def _floor(desk: Path, painted: Callable[[], None]) -> None:
    import peewee
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication(sys.argv[:1])
    database = peewee.SqliteDatabase(str(desk))
    rows = database.execute_sql(
        "SELECT number, title, status, priority, next_due FROM incident ORDER BY id LIMIT 50"
    ).fetchall()

    class Model(QAbstractTableModel):
        def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return len(rows)

        def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return 5

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            return str(rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None

    class View(QTableView):
        told = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            if not self.told:
                self.told = True
                QTimer.singleShot(0, painted)

    window, view, model = QMainWindow(), View(), Model()
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(1380, 860)
    window.show()
    app.exec()


def _ours(desk: Path, painted: Callable[[], None]) -> None:
    """The program as its command starts it; once its loop runs, its table is watched."""
    from incidentdesk.__main__ import main as program

    sys.argv = ["incident-desk", "--db", str(desk)]
    _watch_window(painted)
    program()


def _watch_window(painted: Callable[[], None]) -> None:
    from incidentdesk.base import collecting

    collecting.rest()  # as the program's own first line does
    import incidentdesk.bootstrap

    real = incidentdesk.bootstrap.window

    def window(*arguments: Any, **options: Any) -> int:
        from PySide6.QtCore import QEvent, QObject, QTimer
        from PySide6.QtWidgets import QApplication, QTableView

        from incidentdesk.gui.application import make_application

        class Watcher(QObject):
            """Hears of the first painting of the table with rows in it."""

            told = False

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
                table = watched.parent() if event.type() == QEvent.Type.Paint else None
                if isinstance(table, QTableView) and not self.told and table.model().rowCount():
                    self.told = True
                    QTimer.singleShot(0, painted)
                return False

        app, watcher = make_application(), Watcher()

        def watch() -> None:
            tables = [one.findChild(QTableView) for one in QApplication.topLevelWidgets()]
            table = next(one for one in tables if isinstance(one, QTableView) and one.isVisible())
            table.viewport().installEventFilter(watcher)

        QTimer.singleShot(0, app, watch)
        return real(*arguments, **options)

    incidentdesk.bootstrap.window = window


if __name__ == "__main__":
    main()
