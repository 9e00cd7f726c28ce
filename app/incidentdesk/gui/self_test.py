"""What a copy of the program can prove of its window, without a screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.domain.records import Person
from incidentdesk.domain.rendered import Rendered
from incidentdesk.gui.application import Opened, opened
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.icons import render_icon
from incidentdesk.gui.incident.incident_page import IncidentRoom
from incidentdesk.gui.settings.settings_page import SECTIONS
from incidentdesk.gui.settling import settle, without_failure
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.pdf_view import PdfView
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.views import view_of
from incidentdesk.services.samples.self_proof import ProofError
from incidentdesk.services.use_cases import UseCases

ICON_SIZE = 16


def window_proofs(cases: UseCases, drafting: Drafting, person: Person, paths: DeskPaths) -> list[str]:
    """One line for each thing that was tried and works; ``ProofError`` names the first that does not.

    The desk of ``cases`` has an incident already.
    """
    with opened(cases, drafting, person, paths, sample=False, theme="light") as shown:
        shown.window.show()
        with without_failure(shown.tasks):
            return [_drawing(), _rooms(shown), _board(shown), *_forms(shown), _document(shown)]


def _drawing() -> str:
    family = QFontInfo(QApplication.font()).family()
    if family != "Inter":
        raise ProofError(
            _("The font “{wanted}” is not used, but “{family}”.").format(wanted="Inter", family=family)
        )
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    empty = QImage(ICON_SIZE, ICON_SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    empty.fill(Qt.GlobalColor.transparent)
    for name in names:
        drawn = render_icon(name, current_theme().colour("text").name(), ICON_SIZE, 1.0).toImage()
        if drawn.convertToFormat(empty.format()) == empty:
            raise ProofError(_("The icon “{name}” cannot be drawn.").format(name=name))
    return _("Font {family}, and {n} icons").format(family=family, n=len(names))


def _rooms(shown: Opened) -> str:
    window, tasks = shown.window, shown.tasks
    uid = _some_incident(shown)
    for name in window.rooms:
        window.show_room(name, uid if name == "incident" else "")
        settle(window, tasks)
        page = window.rooms[name]
        if not page.isVisible() or page.grab().isNull():
            raise ProofError(_("The page “{name}” cannot be shown.").format(name=name))
        if isinstance(page, IncidentRoom) and (page.page is None or page.page.incident.uid != uid):
            raise ProofError(_("The page “{name}” shows nothing.").format(name=name))
    for section in SECTIONS:
        window.show_room("settings", section)
        settle(window, tasks)
    return _("A window with {n} pages: {names}").format(n=len(window.rooms), names=", ".join(window.rooms))


def _board(shown: Opened) -> str:
    opener = shown.window.board
    opener.open()
    settle(shown.window, shown.tasks)
    board = opener.board
    if board is None or board.view.state is None or board.grab().isNull():
        raise ProofError(_("The board cannot be shown."))
    made: list[str] = []
    shown.tasks.make(shown.window, shown.session.cases.board.page, made.append)
    settle(shown.window, shown.tasks)
    opener.close()
    if not made:
        raise ProofError(_("The page of the board cannot be made."))
    return _("The board opens, and its page is made")


def _some_incident(shown: Opened) -> str:
    found: list[str] = []
    question = ListQuestion(view_of("open").condition)
    ask = partial(shown.session.cases.queue.rows, question, shown.session.me, limit=1)
    shown.tasks.ask(shown.window, ask, lambda page: found.extend(row.uid for row in page.rows))
    settle(shown.window, shown.tasks)
    if not found:
        raise ProofError(_("The incident that was logged is not in the queue."))
    return found[0]


def _forms(shown: Opened) -> list[str]:
    lines = []
    for definition in shown.session.cases.administration.processes():
        count = 0
        for stage in definition.stages:
            form = StageForm(stage, shown.session.form_context(definition))
            lacking = {field.key for field in stage.fields} - {one.key for one in form.fields()}
            if lacking or form.grab().isNull():
                raise ProofError(_("The form of “{stage}” cannot be built.").format(stage=stage.title))
            for field in stage.fields:
                form.editor(field.key)
            count += len(stage.fields)
            form.deleteLater()
        words = _("Forms of “{title}”: {stages} stages, {fields} fields")
        lines.append(words.format(title=definition.title, stages=len(definition.stages), fields=count))
    return lines


def _document(shown: Opened) -> str:
    cases, me, uid = shown.session.cases, shown.session.me, _some_incident(shown)
    made: list[Rendered] = []
    shown.tasks.make(shown.window, lambda: cases.reporting.preview(uid, me), made.append)
    settle(shown.window, shown.tasks)
    view = PdfView()
    readable = bool(made) and view.show_bytes(made[0].data)
    pages = view.page_count()
    view.deleteLater()
    if not readable or pages != made[0].pages:
        raise ProofError(_("A report cannot be shown in the window."))
    return _("A report of {n} pages opens in the window").format(n=pages)
