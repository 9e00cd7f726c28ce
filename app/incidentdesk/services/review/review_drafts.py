"""The fields of a review as the timeline tells them: a draft to start from, with roles in place of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Entry
from incidentdesk.domain.responses import COMMANDER
from incidentdesk.services.lists.similar import REASONS, Likeness
from incidentdesk.services.review.review_source import ReviewSource
from incidentdesk.services.review.review_times import AUDIENCE_TEXTS, MINUTE, impact_end, level_minutes, told

LEAD_UP_MINUTES = 24 * 60
"""How long before the impact a change or an alert counts as leading up to it."""

VERIFY_AFTER_DAYS = 30
"""After so many days it is looked at whether a fix holds."""

SIMILAR_TOLD = 3
_LEADING = ("change", "alert", "observation", "note", "user_report")


@dataclass(frozen=True)
class Drafted:
    """A draft for the field ``key``; ``origin`` says what it was made from."""

    key: str
    value: JsonValue
    origin: str


Maker = Callable[[ReviewSource], JsonValue]


def drafts(source: ReviewSource, similar: Iterable[Likeness]) -> dict[str, Drafted]:
    """A draft for each field of the review that the timeline has something to say on, by key."""
    found = {key: Drafted(key, make(source), _(origin)) for key, (make, origin) in _MAKERS.items()}
    found["similar_past"] = Drafted("similar_past", _similar(similar), _("From similar incidents"))
    placed = source.page.definition.fields_by_key
    return {key: one for key, one in found.items() if one.value and key in placed}


def _summary(source: ReviewSource) -> JsonValue:
    incident, end = source.page.incident, impact_end(source)
    began = source.at("occurred")
    title = source.plain(incident.title).strip().rstrip(".")
    service = source.said("service")
    what = _("{title} ({service})").format(title=title, service=service) if service else title
    start = began or source.response.declared or incident.logged
    first = _("{what}: began {start}") if began else _("{what}: declared {start}")
    sentences = [first.format(what=what, start=source.when(start))]
    if end is not None and end.ms > start.ms:
        lasted = duration_text((end.ms - start.ms) / MINUTE)
        then = _(", ended {end}, after {lasted}") if began else _(", impact ended {end}")
        sentences[0] += then.format(end=source.when(end), lasted=lasted)
    cause = next((one for one in _confirmed(source)), "")
    if cause:
        sentences.append(_("What was confirmed: {cause}").format(cause=cause.rstrip(".")))
    done = source.said("resolution").strip().rstrip(".")
    if done:
        sentences.append(_("What was done: {done}").format(done=done))
    return " ".join(f"{one}." for one in sentences)


def _impact(source: ReviewSource) -> JsonValue:
    lines = []
    start, end = source.at("occurred"), impact_end(source)
    if start is not None and end is not None and start.ms <= end.ms:
        words = _("From {start} to {end}: {lasted}.")
        lasted = duration_text((end.ms - start.ms) / MINUTE)
        lines.append(words.format(start=source.when(start), end=source.when(end), lasted=lasted))
    elif start is not None:
        lines.append(_("From {start}; the end is not noted.").format(start=source.when(start)))
    levels = [
        _("{sev} for {time}").format(
            sev=source.page.settings.label("sev_levels", sev), time=duration_text(minutes)
        )
        for sev, minutes in level_minutes(source)
    ]
    if levels:
        lines.append(_("{levels}.").format(levels=", ".join(levels)))
    lines += [_impact_line(source, row) for row in source.rows("impact_lines")]
    users = [int(n) for row in source.rows("impact_lines") if isinstance(n := row.get("users"), int | float)]
    if len(users) > 1:
        lines.append(_("At most {n} users at one time, by the lines above.").format(n=sum(users)))
    return "\n".join(lines)


def _impact_line(source: ReviewSource, row: dict[str, JsonValue]) -> str:
    parts = [source.plain(str(row.get("what") or ""))]
    users, share = row.get("users"), row.get("share")
    if isinstance(users, int | float):
        parts.append(ngettext("{n} user", "{n} users", int(users)).format(n=int(users)))
    if isinstance(share, int | float):
        parts.append(_("{n} % of users").format(n=f"{share:g}"))
    for key, words in (("since", N_("from {time}")), ("until", N_("until {time}"))):
        if row.get(key):
            parts.append(_(words).format(time=source.texts.moment(row[key])))
    if row.get("measure"):
        parts.append(source.plain(str(row["measure"])))
    return "- " + ", ".join(part for part in parts if part)


def _detection(source: ReviewSource) -> JsonValue:
    start, detected = source.at("occurred"), source.at("detected")
    first = next(iter(source.of_kinds("raised", "logged", "promoted")), None)
    by = source.author(first) if first else ""
    how = source.said("source")
    lines = []
    if how and by:
        lines.append(_("Found by: {how}. Raised by {who}.").format(how=how, who=by))
    if detected is not None:
        said = _("Detected {when}").format(when=source.when(detected))
        if start is not None and start.ms <= detected.ms:
            said += _(", {time} after the impact began").format(
                time=duration_text((detected.ms - start.ms) / MINUTE)
            )
        lines.append(f"{said}.")
    alerts = source.of_kinds("alert")
    if alerts:
        text = source.plain(source.entry(alerts[0]).detail)
        lines.append(_("First alert {when}: {text}").format(when=source.when(alerts[0].done), text=text))
    acknowledged = next((one.done for one in source.of_kinds("ack")), source.page.incident.responded)
    if acknowledged is not None:
        lines.append(_("Acknowledged {when}.").format(when=source.when(acknowledged)))
    return "\n".join(lines)


def _lead_up(source: ReviewSource) -> JsonValue:
    return "\n".join(f"- {_line(source, entry)}" for entry in _before(source, *_LEADING))


def _trigger(source: ReviewSource) -> JsonValue:
    changes = _before(source, "change")
    return " ".join(_line(source, changes[-1]).split()) if changes else None


def _before(source: ReviewSource, *kinds: str) -> list[Entry]:
    """The entries of some kinds that were done in the day before the impact began."""
    start = source.at("occurred") or source.at("detected") or source.response.declared
    if start is None:
        return []
    first = start.plus(-LEAD_UP_MINUTES).ms
    return [
        one
        for one in source.of_kinds(*kinds)
        if first <= one.done.ms < start.ms and one.uid not in source.undone
    ]


def _line(source: ReviewSource, entry: Entry) -> str:
    said = source.entry(entry)
    return f"{source.when(entry.done)}: {source.plain(said.detail or said.headline)}"


def _confirmed(source: ReviewSource) -> list[str]:
    rows = source.rows("hypotheses")
    return [
        source.plain(str(row["statement"]))
        for row in rows
        if row.get("result") == "confirmed" and row.get("statement")
    ]


def _factors(source: ReviewSource) -> JsonValue:
    return [{"factor": statement} for statement in _confirmed(source)]


def _diagnosis(source: ReviewSource) -> JsonValue:
    return "; ".join(one.rstrip(".") for one in _confirmed(source))


def _findings(source: ReviewSource) -> JsonValue:
    words = {
        "confirmed": N_("Confirmed: {text}"),
        "ruled_out": N_("Ruled out: {text}"),
        "open": N_("Open: {text}"),
    }
    lines = []
    for row in source.rows("hypotheses"):
        text = source.plain(str(row.get("statement") or ""))
        test = source.plain(str(row.get("test") or ""))
        said = _(words.get(str(row.get("result")), "{text}")).format(text=text)
        lines.append(f"- {said} ({test})" if test else f"- {said}")
    return "\n".join(lines)


def _temporary(source: ReviewSource) -> JsonValue:
    lines = []
    if source.fact("fix_kind") == "workaround":
        lines.append(_("- A workaround is in place: {done}").format(done=source.said("resolution")))
    lines += [
        _("- Handed on: {what}").format(what=source.plain(str(row.get("what") or "")))
        for row in source.rows("actions")
        if row.get("state") == "handed_on"
    ]
    return "\n".join(lines)


def _communication(source: ReviewSource) -> JsonValue:
    lines = []
    gaps = 0
    for one in told(source):
        audience = _(AUDIENCE_TEXTS[one.entry.kind])
        said = _("- {when}: {audience}, by {who}").format(
            when=source.when(one.entry.done), audience=audience, who=source.author(one.entry)
        )
        if one.late:
            gaps += 1
            said += _(" ({time} late)").format(time=duration_text(one.late))
        lines.append(said)
    if not lines:
        return None
    lines += [
        _("- {when}: by “{channel}” {n} of {of} did not go out").format(
            when=source.when(one.done),
            channel=payload_text(one, "name"),
            n=_number(one, "failed"),
            of=_number(one, "of"),
        )
        for one in source.of_kinds("update_sent")
        if _number(one, "failed")
    ]
    declared, first = source.response.declared, told(source)[0].entry.done
    head = []
    if declared is not None and declared.ms <= first.ms:
        words = _("The first word went out {time} after the declaration.")
        head.append(words.format(time=duration_text((first.ms - declared.ms) / MINUTE)))
    head.append(
        ngettext("{n} update was late.", "{n} updates were late.", gaps).format(n=gaps)
        if gaps
        else _("Every update was in time.")
    )
    return "\n".join([*head, *lines])


def _number(entry: Entry, key: str) -> int:
    value = entry.parameters.get(key)
    return value if isinstance(value, int) else 0


def _data(source: ReviewSource) -> JsonValue:
    lines = [f"- {link}" for link in dict.fromkeys(_links(source.page.entries))]
    lines += [_("- File: {name}").format(name=one.name) for one in source.page.attachments]
    return "\n".join(lines)


def _links(entries: Iterable[Entry]) -> list[str]:
    found = [one.payload.get("link") for one in entries if isinstance(one.payload, dict)]
    return [link for link in found if isinstance(link, str) and link]


def _owner(source: ReviewSource) -> JsonValue:
    held = [one.person for one in source.roles if one.role == COMMANDER and one.since and one.person]
    return held[-1] if held else source.page.incident.assignee


def _verify(source: ReviewSource) -> JsonValue:
    end = source.page.incident.resolved
    return moment_to_json(Moment.exact(end.plus(VERIFY_AFTER_DAYS * 1440))) if end else None


def _lessons(source: ReviewSource) -> JsonValue:
    """What the response left to others: actions handed on, and needs that nobody met."""
    left = [row for row in source.rows("actions") if row.get("state") == "handed_on"]
    left += [row for row in source.rows("needs") if row.get("state") == "open"]
    due = lesson_due(source)
    lessons: list[JsonValue] = []
    for row in left:
        cells: dict[str, JsonValue] = {"what": source.plain(str(row.get("what") or "")), "state": "open"}
        cells |= {"owner": row["owner"]} if row.get("owner") else {}
        lessons.append({**cells, "due": moment_to_json(Moment.exact(due))})
    return lessons


def lesson_due(source: ReviewSource) -> Instant:
    """When a lesson of this review is due where nobody says another day."""
    sizes, incident = source.response.sizes, source.page.incident
    sev = sizes.final or sizes.peak or incident.sev
    return source.page.settings.review.lesson_due(sev, incident.resolved or source.page.now)


def _public(source: ReviewSource) -> JsonValue:
    """What the public was told last, as a start for what it is told of the review."""
    updates = source.of_kinds("update_external")
    texts = [str(one.payload.get("text") or "") for one in updates if isinstance(one.payload, dict)]
    said = [source.names_out.replaced(one).strip() for one in texts if one.strip()]
    if not said:
        return None
    words = _("Summary\n{last}\n\nWhat happened\n{first}\n\nWhat we are doing\n")
    return words.format(last=said[-1], first=said[0])


def _similar(similar: Iterable[Likeness]) -> JsonValue:
    parts = []
    for one in list(similar)[:SIMILAR_TOLD]:
        why = ", ".join(_(REASONS[reason]) for reason in one.reasons)
        said = f"{one.row.number} {one.row.title}"
        parts.append(f"{said} ({why})" if why else said)
    return "; ".join(parts)


_MAKERS: dict[str, tuple[Maker, str]] = {
    "review_owner": (_owner, N_("The last commander")),
    "summary": (_summary, N_("From the timeline")),
    "impact_summary": (_impact, N_("From impact, times and levels")),
    "detection_review": (_detection, N_("From how it was found")),
    "lead_up": (_lead_up, N_("From the day before")),
    "trigger": (_trigger, N_("The last change before it")),
    "findings": (_findings, N_("From the hypotheses")),
    "diagnosis": (_diagnosis, N_("From confirmed hypotheses")),
    "contributing_factors": (_factors, N_("From confirmed hypotheses")),
    "temporary_fixes": (_temporary, N_("From the fix and what was handed on")),
    "communication_review": (_communication, N_("From the updates")),
    "supporting_data": (_data, N_("From links and files")),
    "lessons": (_lessons, N_("From what was handed on and still needed")),
    "verify_fix": (_verify, N_("Thirty days after the resolution")),
    "external_text": (_public, N_("From the updates to the public")),
}
"""By field: what makes its draft, and what that is made from."""
