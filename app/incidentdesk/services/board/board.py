"""The board: the state of major incidents for those who only wait, on a second screen and on a page.

What it tells is the same whoever looks; what may be told is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.board import LONGEST_KEPT_HOURS, BoardItem, BoardPlan, BoardState
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, Precision, moment_from_json
from incidentdesk.domain.phases import LIVE, public_word
from incidentdesk.domain.public_texts import PublicTexts
from incidentdesk.domain.records import Incident
from incidentdesk.domain.responses import Response
from incidentdesk.domain.rights import Right
from incidentdesk.domain.sev import LEVELS
from incidentdesk.services.administration import make_folder
from incidentdesk.services.board.board_page import Kept, PageMaker, keep_page, write_page
from incidentdesk.services.board.board_texts import impact_text
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.storage import board_rows, incidents, registers, responses, settings_rows, timeline
from incidentdesk.storage.database import change_seq
from incidentdesk.storage.session import Session

_HOUR_MS = 3_600_000


class Board:
    """The use cases of the board."""

    def __init__(self, desk: Desk, desk_uid: str, maker: Callable[[], PageMaker]) -> None:
        self._desk = desk
        self._desk_uid = desk_uid
        self._maker = maker

    def read(self, plan: BoardPlan | None = None) -> BoardState:
        """The state as it is now; by another ``plan`` than the saved one, to see what that would show.

        It is read by nobody: who looks at a board is not known, and nothing restricted is opened by it.
        """
        with self._desk.seen_by(""), self._desk.reading() as (session, settings):
            now = in_zone(self._desk.time.now().ms, settings.zone)
            chosen = plan or settings.board
            since = now.ms - chosen.hours * _HOUR_MS
            raw = [
                _item(session, settings.zone, chosen, one)
                for one in board_rows.shown(session, LIVE, chosen.levels, since)
            ]
            items = _made_public(session, raw, settings.prefix)
            ended = board_rows.last_ended(session)
            return BoardState(
                items=tuple(sorted(items, key=_urgency)),
                now=now,
                zone=settings.zone,
                organisation=settings.organisation,
                department=settings.department,
                last_ended=in_zone(ended.ms, settings.zone) if ended else None,
                practice=settings.practice,
                desk=self._desk_uid,
                change_seq=change_seq(session),
            )

    def page(self, plan: BoardPlan | None = None) -> str:
        """The page as it would be written now."""
        return self._maker().render(self.read(plan))

    def write_to(self, folder: Path) -> Path:
        """Write the page to ``folder``, which is made if need be; gives the file."""
        make_folder(folder)
        return write_page(folder, self.read(), self._maker())

    def keep(self) -> Kept | None:
        """Write the page where the desk has chosen so, and it does not lie there as it is to be.

        ``None`` where none is to be written. Raises ``EnvironmentFault`` where it cannot be.
        """
        settings = self._desk.settings()
        if not settings.keeps_board:
            return None
        return keep_page(Path(settings.board.folder), self.read(), self._maker())

    def plan(self, plan: BoardPlan, author: str) -> Changes:
        """Say what is shown, and where the page is written; the folder is made if need be."""
        plan = plan._replace(folder=plan.folder.strip())
        _check(plan)
        self._desk.require(author, Right.SETTINGS)
        if plan.folder:
            make_folder(Path(plan.folder))  # before the transaction: a disk may take its time
        with self._desk.changing(author, Right.SETTINGS) as work:
            value: dict[str, JsonValue] = dict(plan._asdict())
            settings_rows.write_setting(work.session, "board", value, author, work.now)
            return work.changes("settings", "board")


def _item(session: Session, zone: ZoneInfo, plan: BoardPlan, shown: board_rows.Shown) -> BoardItem:
    """An incident with its texts as they were typed: ``_made_public`` comes before anybody sees them."""
    public, uid = public_word(shown.phase), shown.uid
    incident = None if shown.restricted else incidents.by_uid(session, uid)
    if incident is None:
        return BoardItem(shown.number, public, restricted=True)
    response = responses.of(session, uid) or Response(uid)
    told = timeline.entries_of_kinds(session, uid, ("update_external",))
    last = max(told, key=lambda one: (one.done.ms, one.seq), default=None)
    live = public != "resolved"
    return BoardItem(
        number=incident.number,
        public=public,
        sev=incident.sev,
        service=_service(session, incident),
        impact=tuple(_impact(session, incident)) if live and plan.impact else (),
        since=_since(incident, response),
        update=_text(last.payload) if last else "",
        updated=in_zone(last.done.ms, zone) if last else None,
        due=in_zone(response.update_due.ms, zone) if live and response.update_due else None,
        ended=in_zone(incident.resolved.ms, zone) if incident.resolved and not live else None,
    )


def _made_public(session: Session, items: list[BoardItem], numbers: str) -> list[BoardItem]:
    """The items with texts in which nobody and no machine is named."""
    typed = [text for one in items for text in (one.service, one.update, *one.impact) if text]
    if not typed:
        return items
    texts = PublicTexts(board_rows.known(session).among(typed), numbers=numbers)
    return [
        one._replace(
            service=texts.of(one.service),
            update=texts.of(one.update),
            impact=tuple(map(texts.of, one.impact)),
        )
        for one in items
    ]


def _urgency(item: BoardItem) -> tuple[bool, int, int, str]:
    """What goes on before what has ended; then by level, of the same the one that came first."""
    level = LEVELS.index(item.sev) if item.sev in LEVELS else len(LEVELS)
    if not item.live:
        return True, 0, -(item.ended.ms if item.ended else 0), item.number
    at = item.since.at if item.since else None
    return False, level, at.ms if at else 0, item.number


def _since(incident: Incident, response: Response) -> Moment | None:
    """Since when users feel it, as exactly as that is known; else since it was declared."""
    began = incident.core.get("occurred")
    moment = moment_from_json(began) if began else None
    if moment is not None and moment.precision is not Precision.UNKNOWN:
        return moment
    return Moment.exact(response.declared) if response.declared else None


def _service(session: Session, incident: Incident) -> str:
    uid = str(incident.core.get("service") or "")
    return registers.names_of(session, (uid,)).get(uid, "")


def _impact(session: Session, incident: Incident) -> list[str]:
    """What does not work for whom, as far as it still does not."""
    stage = incidents.stages_of(session, incident.run_uid).get("response")
    rows = stage.values.get("impact_lines") if stage else None
    if not isinstance(rows, list):
        return []
    return [
        impact_text(str(row.get("what") or ""), row.get("users"), row.get("share"))
        for row in rows
        if isinstance(row, dict) and not row.get("until")
    ]


def _text(payload: JsonValue) -> str:
    return str(payload.get("text") or "") if isinstance(payload, dict) else ""


def _check(plan: BoardPlan) -> None:
    if plan.folder and not Path(plan.folder).is_absolute():
        raise UsageError(
            _("“{folder}” is no whole path of a folder.").format(folder=plan.folder),
            _("Choose it, or write its path from the drive on."),
        )
    if plan.on and not plan.folder:
        raise UsageError(_("The page needs a folder."), _("Choose one, or do not write a page."))
    if plan.least not in LEVELS:
        raise UsageError(
            _("“{sev}” is no SEV level; use one of: {names}").format(sev=plan.least, names=", ".join(LEVELS))
        )
    if not 0 <= plan.hours <= LONGEST_KEPT_HOURS:
        raise UsageError(
            _("What is resolved stays for 0 to {n} hours.").format(n=LONGEST_KEPT_HOURS),
            _("Write 4, for example."),
        )
