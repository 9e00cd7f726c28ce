"""The application's one style sheet, built from a theme's roles.

It covers Qt's own controls. What a style sheet cannot draw well, our widgets paint themselves from the same
roles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from incidentdesk.base.resources import resource_path

_TONES: Final = ("p1", "p2", "p3", "p4", "p5", "good", "danger", "warning", "neutral", "accent")

ROLES: Final = frozenset(
    {
        "background", "panel", "line", "field", "field_border", "hover", "text", "muted", "disabled",
        "disabled_on",
        "accent_hover", "accent_text", "focus", "focus_on_accent", "selection", "selection_text",
        "good_text", "danger_text", "rail", "rail_text", "rail_active", "rail_active_text", "rail_focus",
        "backdrop", "backdrop_text", "toast", "toast_text", "toast_accent",
        *_TONES, *(f"{tone}_on" for tone in _TONES),
    }
)  # fmt: skip
"""The colours that each theme file must name, and no others."""

_SHEET: Final = """
QLabel { background: transparent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="small"] { color: @muted; font-size: 11px; }
QLabel[role="danger"] { color: @danger; }
QLabel[role="good"] { color: @good; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="accent"] { color: @accent; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="label"] { font-weight: 500; }
QLabel[role="heading"] { font-size: 19px; font-weight: 600; }
QLabel[role="subheading"] { font-size: 15px; font-weight: 600; }
QLabel[role="section"] { color: @muted; font-size: 11px; font-weight: 600; }
QLabel[role="backdrop"] { color: @backdrop_text; font-weight: 600; }
QLabel[role="toast"] { color: @toast_text; }

QFrame[surface="background"] { background: @background; border: none; }
QFrame[surface="panel"] { background: @panel; border: none; }
QFrame[surface="header"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QFrame[surface="footer"] { background: @panel; border: none; border-top: 1px solid @line; }
QFrame[surface="side"] { background: @panel; border: none; border-left: 1px solid @line; }
QFrame[surface="left"] { background: @background; border: none; border-right: 1px solid @line; }
QFrame[surface="card"] { background: @panel; border: 1px solid @line; border-radius: 10px; }
QFrame[surface="backdrop"] { background: @backdrop; border: none; }
QFrame[surface="accent"] { background: @accent_on; border: none; border-radius: 7px; }
QFrame[surface="good"] { background: @good_on; border: none; border-radius: 7px; }
QFrame[surface="warning"] { background: @warning_on; border: none; border-radius: 7px; }
QFrame[surface="danger"] { background: @danger_on; border: none; border-radius: 7px; }
QFrame[surface="neutral"] { background: @neutral_on; border: none; border-radius: 7px; }
QFrame[surface="toast"] { background: @toast; border: none; }
QFrame[surface="line"] { background: @line; border: none; }
QFrame[surface="popup"] { background: @panel; border: 1px solid @field_border; border-radius: 7px; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: @field; color: @text; border: 1px solid @field_border; border-radius: 7px; padding: 1px 9px;
  selection-background-color: @accent; selection-color: @accent_text; placeholder-text-color: @muted;
}
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 32px; }
QPlainTextEdit, QTextEdit { padding: 4px 7px; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid @focus; padding: 0px 8px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @focus; padding: 3px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled,
QAbstractSpinBox:disabled, QComboBox:disabled {
  background: @disabled_on; color: @disabled; border-color: @line;
}
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: @background; }
QLineEdit[gap="true"], QPlainTextEdit[gap="true"], QTextEdit[gap="true"] { border-color: @danger; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
  border: none; padding: 0px; min-height: 0px; background: transparent;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0px; border: none; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(@controls/down-@ground.svg); width: 16px; height: 16px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: 16px; height: 16px; background: @field; border: 1px solid @field_border; border-radius: 4px;
}
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: @accent; border-color: @accent; image: url(@controls/tick-@ground.svg);
}
QRadioButton::indicator:checked {
  background: @accent; border-color: @accent; image: url(@controls/dot-@ground.svg);
}
QCheckBox, QRadioButton { border: 2px solid transparent; padding: 0px 2px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @focus; border-radius: 4px; padding: 0px 2px; }

QAbstractItemView {
  background: @panel; color: @text; border: none; outline: none;
  selection-background-color: @selection; selection-color: @selection_text;
}
QHeaderView { background: @panel; border: none; }
QHeaderView::section {
  background: @panel; color: @muted; border: none; border-bottom: 1px solid @line;
  padding: 0px 8px; min-height: 31px; font-size: 11px; font-weight: 600;
}
QTableCornerButton::section, QAbstractScrollArea::corner { background: @panel; border: none; }
QTableView[ground="card"], QTableView[ground="card"] QHeaderView,
QTableView[ground="card"] QHeaderView::section { background-color: transparent; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0px; }
QScrollBar::handle { background: @field_border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar[quiet="true"]::handle { background: @line; }
QScrollBar::handle:hover { background: @muted; }
QPdfView QScrollBar::handle { background: @backdrop_text; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @selection_text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolTip { background: @toast; color: @toast_text; border: none; padding: 4px 8px; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabWidget::tab-bar { left: 8px; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: @muted; border: none; padding: 10px 8px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid @focus; border-radius: 4px; padding: 8px 6px; }

QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px; color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QStatusBar { background: @panel; color: @muted; border-top: 1px solid @line; font-size: 11px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; font-size: 11px; }
"""

_NAME: Final = re.compile(r"@([a-z0-9_]+)")


def build_stylesheet(colours: Mapping[str, str], *, dark: bool) -> str:
    """The sheet with each ``@role`` replaced by its colour.

    The few drawings that only a style sheet can give come in two shades, for light and for ``dark`` themes.

    Raises:
        KeyError: the sheet names a role that ``colours`` lacks.

    """
    drawings = {
        "controls": resource_path("icons", "controls").as_posix(),
        "ground": "on-dark" if dark else "on-light",
    }
    values = {**colours, **drawings}
    return _NAME.sub(lambda match: values[match.group(1)], _SHEET)
