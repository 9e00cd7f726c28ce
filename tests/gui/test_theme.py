from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incidentdesk.base.resources import resource_path
from incidentdesk.gui import theme as theme_module
from incidentdesk.gui.stylesheet import ROLES, build_stylesheet
from incidentdesk.gui.theme import ThemeError, apply_theme, current_theme, font, icon, icon_pixmap, load_theme

THEMES = ["light", "dark", "high-contrast"]
GUI = Path(theme_module.__file__).parent
TONES = ["p1", "p2", "p3", "p4", "p5", "good", "accent", "neutral", "warning", "danger"]
GROUNDS = ["background", "panel"]

# Each pair is a text and a surface that some widget puts below it.
TEXT_ON = [
    *((text, ground) for text in ("text", "muted", "disabled", "accent", "danger") for ground in GROUNDS),
    *((text, "field") for text in ("text", "muted")),
    *((text, "hover") for text in ("text", "muted", "accent", "danger")),
    *((tone, f"{tone}_on") for tone in TONES),
    *((tone, "panel") for tone in TONES),
    *((tone, "background") for tone in TONES),
    *(("text", f"{tone}_on") for tone in ("accent", "good", "warning", "danger", "neutral")),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("good_text", "good"),
    ("danger_text", "danger"),
    ("disabled", "disabled_on"),
    ("selection_text", "selection"),
    ("text", "selection"),
    ("muted", "selection"),
    ("accent", "selection"),
    ("rail_text", "rail"),
    ("rail_active_text", "rail_active"),
    ("backdrop_text", "backdrop"),
    ("toast_text", "toast"),
    ("toast_accent", "toast"),
]
SHAPE_ON = [
    *((shape, ground) for shape in ("field_border", "focus", "good") for ground in (*GROUNDS, "field")),
    ("focus", "accent_on"),
    ("focus", "selection"),
    ("focus_on_accent", "accent"),
    ("rail_focus", "rail"),
    ("danger", "field"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_can_be_read(name: str) -> None:
    colours = load_theme(name).colours
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", THEMES)
def test_borders_and_focus_can_be_seen(name: str) -> None:
    colours = load_theme(name).colours
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in SHAPE_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_high_contrast_is_stronger_than_the_others() -> None:
    colours = load_theme("high-contrast").colours
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 7} == {}


def test_every_theme_file_is_tested() -> None:
    assert sorted(path.stem for path in resource_path("themes").glob("*.toml")) == sorted(THEMES)


@pytest.mark.parametrize("name", THEMES)
def test_every_role_is_named_once(name: str) -> None:
    assert load_theme(name).colours.keys() == ROLES


def test_a_wrong_theme_file_is_refused_with_its_roles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "odd.toml").write_text(
        'title = "Odd"\ndark = false\n[colours]\npanel = "reddish"\nglow = "#fff"\n'
    )
    monkeypatch.setattr(theme_module, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(
        ThemeError, match=r"odd.toml: missing .*'background'.*unknown \['glow'\].*\['panel'\]"
    ):
        load_theme("odd")


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_complete(name: str) -> None:
    theme = load_theme(name)
    sheet = build_stylesheet(theme.colours, dark=theme.dark)
    assert "@" not in sheet
    drawings = re.findall(r"url\(([^)]+)\)", sheet)
    assert drawings
    assert [path for path in drawings if not Path(path).is_file()] == []


def test_a_theme_reaches_palette_and_widgets(qapp: QApplication, qtbot: QtBot) -> None:
    changes = theme_module.theme_changes()
    with qtbot.waitSignal(changes.changed):
        apply_theme(qapp, "dark")
    assert current_theme().name == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window) == load_theme("dark").colour("background")
    assert load_theme("dark").colours["panel"] in qapp.styleSheet()


def test_system_follows_the_system(qapp: QApplication) -> None:
    apply_theme(qapp, "system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert current_theme().name == ("dark" if dark else "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current_theme().name == ("dark" if dark else "light")


def test_a_chosen_theme_ignores_the_system(qapp: QApplication) -> None:
    apply_theme(qapp, "high-contrast")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current_theme().name == "high-contrast"


def test_the_shipped_typeface_is_used(qapp: QApplication) -> None:
    assert QFontInfo(font()).family() == "Inter"
    assert qapp.font().pixelSize() == theme_module.BASE_PIXELS


@pytest.mark.usefixtures("qapp")
def test_an_icon_has_the_colour_of_its_role() -> None:
    image = icon_pixmap("check", "danger", 32).toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {load_theme("light").colours["danger"]}
    assert not icon("check").pixmap(16, 16).isNull()


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_sharp_on_a_fine_screen() -> None:
    pixmap = icon_pixmap("queue", "text", 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


@pytest.mark.usefixtures("qapp")
def test_every_drawing_can_be_drawn() -> None:
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    assert len(names) > 50
    assert [name for name in names if _is_blank(name)] == []


def _is_blank(name: str) -> bool:
    image = icon_pixmap(name, "text", 24).toImage()
    return all(image.pixelColor(x, y).alpha() == 0 for x in range(24) for y in range(24))


def test_icons_named_in_the_window_exist() -> None:
    known = {path.stem for path in resource_path("icons").glob("*.svg")}
    call = re.compile(
        r"""(?:icon_name=|icon_pixmap\(|\bicon\(|IconButton\(|Drawing\(|EmptyState\()\s*"([a-z-]+)\""""
    )
    named = {name for path in GUI.rglob("*.py") for name in call.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 3
    assert named - known == set()


def test_no_widget_names_a_colour() -> None:
    literal = re.compile(
        r"""["']#[0-9a-fA-F]{3,8}["']|\brgba?\(|QColor\((?!Qt)\s*["'\d]|GlobalColor\.(?!transparent)"""
    )
    found = {
        f"{path.name}: {match.group()}"
        for path in GUI.rglob("*.py")
        for match in literal.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
