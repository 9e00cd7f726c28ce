"""The demonstration: a real incident taken through all stages at its true times, to its closure report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person
from incidentdesk.services.samples.sample_desk import fill_sample_desk
from incidentdesk.services.samples.script import Player, read_script
from incidentdesk.services.use_cases import UseCases

SCRIPT = "locked-volume.toml"
MARK = "made-by-demonstration.txt"
"""The file that tells a desk made here from any other."""


@dataclass(frozen=True)
class DemoResult:
    """What a demonstration made: the closed incident, its report, and pictures of the window."""

    number: str
    uid: str
    title: str
    stages: int
    status: str
    report: Path
    source: str
    person: str
    pictures: tuple[Path, ...] = ()


def demonstration_time() -> ManualTime:
    """A clock that stands at the end of the demonstrated incident, in its zone."""
    script = read_script(SCRIPT)
    end: datetime = script["end"]
    return ManualTime(end, ZoneInfo(script["zone"]))


def clear_the_way(paths: DeskPaths, out: Path) -> None:
    """Make ``out`` ready, and remove the desk of an earlier demonstration there.

    Raises ``UsageError`` where anything else would be overwritten, ``EnvironmentFault`` where it cannot.
    """
    mark = paths.folder / MARK
    ours = (paths.folder, out / "screenshots", *out.glob("INC-*.pdf"))
    in_the_way = sorted(one for one in ours if one.exists())
    if in_the_way and not mark.is_file():
        raise UsageError(
            _("“{path}” is there already, and no demonstration made it.").format(path=in_the_way[0]),
            _("Name another folder with --out."),
        )
    try:
        for name in (paths.desk.name, paths.drafts.name):
            for suffix in ("", "-wal", "-shm", "-journal"):
                (paths.folder / (name + suffix)).unlink(missing_ok=True)
        paths.window.unlink(missing_ok=True)
        paths.folder.mkdir(parents=True, exist_ok=True)
        words = _("This desk was made by “incident-desk demo”, and the next one removes it.")
        mark.write_text(words + "\n", encoding="utf-8")
    except OSError as error:
        raise EnvironmentFault(
            _("The demonstration cannot be written to “{folder}”.").format(folder=out),
            _("Close what uses it, or name another folder with --out."),
        ) from error


def replay(cases: UseCases, time: ManualTime, out: Path) -> DemoResult:
    """Take the incident through all stages on the desk of ``cases``, whose clock ``time`` stands at its end.

    The desk gets the sample incidents too, so that its lists are not empty. The report is written to ``out``.
    """
    raw = read_script(SCRIPT)
    first = raw["staff"][0]
    lead, _changes = cases.people.write_person(Person("", first["name"], first["role"]), "")
    fill_sample_desk(cases, time, lead)
    player = Player(cases, time, raw)
    player.set_up()  # after the sample desk, whose organisation gives way to the one on our report
    player.play()
    page = cases.pages.incident(next(iter(player.uids.values())), lead.uid)
    report = out / f"{page.incident.number}.pdf"
    report.write_bytes(cases.reporting.bytes_of(page.reports[-1]))
    return DemoResult(
        number=page.incident.number,
        uid=page.incident.uid,
        title=page.incident.title,
        stages=len(page.definition.stages),
        status=page.incident.status,
        report=report,
        source=raw["source"],
        person=lead.name,
    )
