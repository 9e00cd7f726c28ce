"""A record that changed elsewhere: what of it is news here, and writing that and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from incidentdesk.domain.chain import canonical_text
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import is_skipped, what_is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_from_json, moment_to_json
from incidentdesk.domain.records import Entry, Incident, Line, StageState
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.conversation import NewFile, attach_file
from incidentdesk.services.cases.stage_order import next_stage
from incidentdesk.services.imports.import_build import (
    Builder,
    Read,
    completed_at,
    file_doubt,
    said_of,
    stages_by,
)
from incidentdesk.services.imports.import_story import Story, block_of, note_line

LIFE = ("status", "responded", "resolved", "closed", "hold_reason", "reopen_count")
"""What changes together with the status."""

LIFE_LINES = frozenset({"status_changed", "responded", "held", "resumed", "reopened", "cancelled"})


@dataclass
class News:
    """What a record says that the desk does not have: ``fields`` with old and new value, lines, notes, files.

    ``left`` are fields that somebody here has changed since: they stay as they are, and what the file says of
    them is told.
    """

    fields: dict[str, tuple[JsonValue, JsonValue]] = field(default_factory=dict)
    left: dict[str, JsonValue] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    rest: str = ""
    files: list[NewFile] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.fields or self.left or self.lines or self.rest or self.files)


def news_of(
    incident: Incident,
    stages: Mapping[str, StageState],
    entries: Sequence[Entry],
    read: Read,
    kept: frozenset[str],
) -> News:
    """What ``read`` says that is not here yet. ``kept`` are the SHA-256 of files that the incident has."""
    news = News()
    before = _said_before(entries)
    said = read.values.placed() | said_of(read.story) | _logged(read.story)
    here = _here(incident, stages)
    for key in sorted(before.keys() | said.keys()):
        was, mine, theirs = before.get(key), said.get(key), here.get(key)
        if _same(was, mine) or _same(mine, theirs):
            continue
        if _same(was, theirs):
            news.fields[key] = (theirs, mine)
        else:
            news.left[key] = mine
    if "status" in news.left:  # the whole life of an incident is one matter
        news.left |= {key: news.fields.pop(key)[1] for key in LIFE if key in news.fields}
    lines = list(read.story.told)
    if "status" in news.fields:
        lines += read.story.led
    if "status" in news.left:
        lines = [line for line in lines if line.kind not in LIFE_LINES]
    news.lines = _not_yet_there(lines, entries)
    news.rest = _new_blocks(read.values.rest, entries)
    news.files = _new_files(read, kept)
    return news


def apply_news(case: Case, news: News, read: Read, builder: Builder) -> None:
    """Write ``news`` into the case at hand, as one act of the import; the caller finishes the case."""
    for line in sorted(news.lines, key=lambda one: one.done.ms):
        case.record(line.kind, line.parameters, line.payload, line.done)
    if news.rest:
        note = note_line(news.rest, case.work.now)
        case.record(note.kind, note.parameters, note.payload)
    for one in news.files:
        attach_file(case, one, "evidence", "")
    told: dict[str, JsonValue] = {}
    if "status" in news.fields:
        told = _live_on(case, read.story, builder)
    put_values(case, {key: new for key, (_old, new) in news.fields.items() if key not in LIFE})
    if "title" in news.fields:
        case.change(title_built=read.values.title_built)
    if not (news.fields or news.left):
        return
    payload: dict[str, JsonValue] = {key: {"old": old, "new": new} for key, (old, new) in news.fields.items()}
    payload |= {key: {"file": value} for key, value in news.left.items()}
    fields: list[JsonValue] = list(news.fields)
    left: list[JsonValue] = list(news.left)
    case.record("import_changed", {"fields": fields, "left": left} | told, payload)


def put_values(case: Case, values: Mapping[str, JsonValue]) -> None:
    """Let shared fields and those of stages have ``values``; ``None`` empties one."""
    own: dict[str, dict[str, JsonValue]] = {}
    core: dict[str, JsonValue] = {}
    for key, value in values.items():
        if key == "logged":
            case.change(logged=moment_from_json(value).at or case.incident.logged)
            continue
        placed = case.definition.fields_by_key.get(key)
        if placed is None or placed[1].core:
            core[key] = value
        else:
            own.setdefault(placed[0].key, {})[key] = value
    if core:
        case.change_core(core)
    for stage_key, changed in own.items():
        state = case.state(case.definition.stage(stage_key))
        merged = {**state.values, **changed}
        case.put(replace(state, values={key: one for key, one in merged.items() if one is not None}))


def _live_on(case: Case, story: Story, builder: Builder) -> dict[str, JsonValue]:
    """Take status and times from ``story``, and complete (or open) the stages that the status says."""
    case.change(
        status=story.status, responded=story.responded, resolved=story.resolved, closed=story.closed,
        hold=story.hold, cancel_reason=story.cancel_reason, reopen_count=story.reopen_count,
    )  # fmt: skip
    asking, missing = case.asking(), {}
    behind = stages_by(builder.definition, story.status)
    for stage in case.definition.stages:
        state = case.state(stage)
        if stage.key in behind and state.completed is None:
            missing[stage.key] = [gap.field for gap in what_is_missing(stage, asking)]
            case.put(
                replace(state, completed=completed_at(stage.sets_status, story),
                        completed_by=case.work.author, skipped=is_skipped(stage, asking))
            )  # fmt: skip
        elif stage.key not in behind and state.completed is not None:
            case.put(replace(state, completed=None, completed_by="", skipped=False))
    case.change(stage=next_stage(case) or case.definition.stages[-1].key)
    completed: list[JsonValue] = list(missing)
    lacking: dict[str, JsonValue] = {key: list(gaps) for key, gaps in missing.items() if gaps}
    return {"completed": completed, "missing": lacking}


def changes_by_imports(entries: Iterable[Entry]) -> list[Entry]:
    """The entries by which imports and their undoing changed fields."""
    return [one for one in entries if one.kind in {"import_changed", "import_undone"}]


def _said_before(entries: Sequence[Entry]) -> dict[str, JsonValue]:
    """What the system of origin last said, field by field."""
    said: dict[str, JsonValue] = {}
    for entry in entries:
        if entry.kind == "logged":
            said |= entry.payload if isinstance(entry.payload, dict) else {}
            said["logged"] = moment_to_json(Moment.exact(entry.done))
        elif entry.kind == "imported":
            kept = entry.parameters.get("said")
            said |= kept if isinstance(kept, dict) else {}
    for entry in changes_by_imports(entries):
        payload = entry.payload if isinstance(entry.payload, dict) else {}
        for key, pair in payload.items():
            if isinstance(pair, dict):
                said[key] = pair["new"] if "new" in pair else pair.get("file")
    return said


def _here(incident: Incident, stages: Mapping[str, StageState]) -> dict[str, JsonValue]:
    here: dict[str, JsonValue] = {}
    for state in stages.values():
        here |= state.values
    return here | incident.core | said_of(incident) | _logged(incident)


def _logged(one: Incident | Story) -> dict[str, JsonValue]:
    return {"logged": moment_to_json(Moment.exact(one.logged))}


def _same(one: JsonValue, other: JsonValue) -> bool:
    return one == other or (is_missing(one) and is_missing(other))


def _not_yet_there(lines: Sequence[Line], entries: Sequence[Entry]) -> list[Line]:
    """Those of ``lines`` that no entry tells: by kind, time and words; an erased entry stands for any words.

    A line of that kind and time with other words is news: it was corrected elsewhere.
    """
    there = Counter(_fingerprint(entry) for entry in entries if entry.salt)
    erased = Counter((entry.kind, entry.done.ms) for entry in entries if not entry.salt)
    found = []
    for line in lines:
        exact, rough = _fingerprint(line), (line.kind, line.done.ms)
        if there[exact]:
            there[exact] -= 1
        elif erased[rough]:
            erased[rough] -= 1
        else:
            found.append(line)
    return found


def _fingerprint(line: Entry | Line) -> tuple[str, int, str]:
    said = [line.payload, line.parameters.get("to"), line.parameters.get("field")]
    return line.kind, line.done.ms, canonical_text(said)


def _new_blocks(rest: Mapping[str, str], entries: Sequence[Entry]) -> str:
    payloads = [entry.payload for entry in entries if entry.kind == "note"]
    notes = [str(one.get("text", "")) for one in payloads if isinstance(one, dict)]
    there = "\n".join(["", *notes, ""])
    blocks = (block_of(head, text) for head, text in rest.items())
    return "\n".join(block for block in blocks if f"\n{block}\n" not in there)


def _new_files(read: Read, kept: frozenset[str]) -> list[NewFile]:
    found = []
    for one in read.record.files:
        doubt = file_doubt(one)
        if doubt:
            read.values.doubts.append(doubt)
        elif one.data is not None:
            file = NewFile.of(one.name, one.data)
            if file.sha256 not in kept:
                found.append(file)
    return found
