"""The look: themes from files, applied to the whole application.

A theme gives every colour by its role. Widgets ask for roles and never name a colour, so that a new theme is
one file in ``resources/themes``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from incidentdesk.base.resources import resource_path
from incidentdesk.gui.icons import render_icon
from incidentdesk.gui.stylesheet import ROLES, build_stylesheet

ThemeChoice = Literal["system", "light", "dark", "high-contrast"]

STYLE: Final = "Fusion"
"""How Qt draws its own controls. Best said where the application is made: an object for a style costs."""

BASE_PIXELS: Final = 13
SMALL_PIXELS: Final = 11
HEADING_PIXELS: Final = 19
FIELD_RADIUS: Final = 7
CARD_RADIUS: Final = 10
ROW_HEIGHT: Final = 38


class ThemeError(ValueError):
    """A theme file that cannot be used: it says which file and which roles."""


@dataclass(frozen=True)
class Theme:
    """Colours by role, as read from a file; ``colours`` holds ``#rrggbb`` texts."""

    name: str
    title: str
    dark: bool
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """The colour of ``role``.

        Raises:
            KeyError: no such role.

        """
        return _qcolor(self.colours[role])

    def pair(self, tone: str) -> tuple[QColor, QColor]:
        """Text colour and surface of a ``tone``: p1 to p5, good, accent, neutral, warning or danger."""
        return self.colour(tone), self.colour(f"{tone}_on")


@cache
def _qcolor(text: str) -> QColor:
    return QColor(text)


@cache
def load_theme(name: str) -> Theme:
    """The theme of ``resources/themes/<name>.toml``.

    Raises:
        ThemeError: the file lacks a role, has an unknown one, or a colour that is none.
        OSError: there is no such file.

    """
    path = resource_path("themes", f"{name}.toml")
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    colours: dict[str, str] = document["colours"]
    missing = sorted(ROLES - colours.keys())
    unknown = sorted(colours.keys() - ROLES)
    wrong = sorted(role for role, value in colours.items() if not QColor.isValidColorName(value))
    if missing or unknown or wrong:
        raise ThemeError(f"{path.name}: missing {missing}, unknown {unknown}, not a colour {wrong}")
    return Theme(name, document["title"], document["dark"], colours)


class ThemeChanged(QObject):
    """Tells self-painted widgets and those with icons that the colours are others now."""

    changed = Signal()


class _Look(QObject):
    """What is in use now; one a process, as there is one application."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = load_theme("light")
        self.choice: ThemeChoice = "light"
        self.signals = ThemeChanged()
        self.followed: QApplication | None = None

    def follow(self) -> None:
        """Answer a change of the system's colour scheme."""
        app = QApplication.instance()
        if self.choice == "system" and isinstance(app, QApplication):
            _use(app, load_theme(_system_theme()))


@cache
def _look() -> _Look:
    return _Look()


def current_theme() -> Theme:
    """The theme in use; the light one before any was applied."""
    return _look().theme


def current_choice() -> ThemeChoice:
    """What was chosen: a theme by name, or to follow the system."""
    return _look().choice


def theme_changes() -> ThemeChanged:
    """The object whose ``changed`` is emitted after another theme was applied."""
    return _look().signals


def apply_theme(app: QApplication, choice: ThemeChoice) -> None:
    """Give the whole application style, palette, fonts and style sheet.

    "system" follows the system from now on.
    """
    _use(app, _take_up(app, choice))


@contextmanager
def built_in_theme(app: QApplication, choice: ThemeChoice) -> Iterator[None]:
    """As ``apply_theme``, around the making of the first window: the style sheet comes last.

    With a style sheet in force each widget is styled anew whenever it is put into another.
    """
    first = not app.styleSheet()
    if not first:
        apply_theme(app, choice)
        yield
        return
    theme = _take_up(app, choice)
    _prepare(app, theme)
    yield
    _use(app, theme)


def _take_up(app: QApplication, choice: ThemeChoice) -> Theme:
    look = _look()
    look.choice = choice
    if look.followed is not app:
        look.followed = app
        app.styleHints().colorSchemeChanged.connect(look.follow)
        if app.property("style") != STYLE:
            app.setStyle(STYLE)
        _load_fonts()
        app.setFont(font())
    return load_theme(_system_theme() if choice == "system" else choice)


def _system_theme() -> str:
    return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _prepare(app: QApplication, theme: Theme) -> None:
    _look().theme = theme
    app.setPalette(_palette(theme))


def _use(app: QApplication, theme: Theme) -> None:
    _prepare(app, theme)
    app.setStyleSheet(build_stylesheet(theme.colours, dark=theme.dark))
    _look().signals.changed.emit()


@cache
def _load_fonts() -> None:
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont("Inter")
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def font(pixels: int = BASE_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's typeface at ``pixels`` height; a copy that the caller may change."""
    return QFont(_font(pixels, weight))


def mono_font(pixels: int = BASE_PIXELS) -> QFont:
    """The system's typeface of fixed width."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(pixels)
    return made


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, source in {
        role.Window: "background",
        role.WindowText: "text",
        role.Base: "panel",
        role.AlternateBase: "background",
        role.Text: "text",
        role.PlaceholderText: "muted",
        role.Button: "panel",
        role.ButtonText: "text",
        role.BrightText: "accent_text",
        role.Highlight: "accent",
        role.HighlightedText: "accent_text",
        role.ToolTipBase: "toast",
        role.ToolTipText: "toast_text",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "panel",
        role.Midlight: "line",
        role.Mid: "line",
        role.Dark: "field_border",
        role.Shadow: "line",
        role.Accent: "accent",
    }.items():
        palette.setColor(target, theme.colour(source))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.colour("disabled"))
    return palette


def icon_pixmap(name: str, role: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The drawing ``name`` as ``size`` logical pixels, in the present colour of ``role``.

    Raises:
        OSError: there is no such drawing.
        KeyError: there is no such role.

    """
    return render_icon(name, current_theme().colours[role], size, ratio)


def icon(name: str, role: str = "text", size: int = 16) -> QIcon:
    """The drawing ``name`` for a control, for screens of one and of two device pixels a point.

    An icon keeps the colours of its making: make it again when ``theme_changes().changed`` is emitted.
    """
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, role, size, ratio))
        made.addPixmap(icon_pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made
