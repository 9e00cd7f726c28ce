"""The small forms of restricted incidents: restricting, naming, lifting, the legal notice, evidence."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.condition_tree import Test
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.domain.restricted import ACTS, GROUNDS, EvidenceItem
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.restricted.custody import Step

Values = Mapping[str, JsonValue]


def restrict_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """The ground, the reason, and who else may open it."""
    uid, me, use = page.incident.uid, session.me, session.cases.restricted
    others = tuple(
        Choice(one.uid, one.name) for one in session.surroundings.staff if one.active and one.uid != me
    )
    fields = (
        Field("ground", "choice", _("Ground"), required=True, choices=_choices(GROUNDS)),
        Field("reason", "text", _("Reason, for the timeline"), required=True),
        Field("people", "multi_choice", _("Who else may open it"), choices=others, width="full"),
        Field(
            "channels", "text", _("What not to use to talk about it"), width="full",
            placeholder=_("mail, chat"), help=_("Where somebody may read along; parted by commas."),
        ),
    )  # fmt: skip

    def act(values: Values) -> Changes:
        people = values.get("people")
        return use.restrict(
            uid, _text(values, "ground"), _text(values, "reason"), me,
            people=[str(one) for one in people] if isinstance(people, list) else [],
            channels=_text(values, "channels"),
        )  # fmt: skip

    hint = _(
        "You, who follows it up and who is in command open it by themselves. Others see its number, status "
        "and priority. Each opening is logged."
    )
    return ActionForm("restrict", _("Restrict it to named people"), fields, _("Restrict it"), act,
                      _("Restricted."), hint)  # fmt: skip


def name_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """One more person who may open it."""
    uid, me, use = page.incident.uid, session.me, session.cases.restricted
    fields = (
        Field("person", "person", _("Who may open it"), required=True),
        Field("reason", "text", _("Why")),
    )
    return ActionForm(
        "restricted-name", _("Name somebody"), fields, _("Name them"),
        lambda values: use.name(uid, _text(values, "person"), me, reason=_text(values, "reason")),
        _("Named."),
    )  # fmt: skip


def unname_form(session: WindowSession, page: IncidentPage, person: str, name: str) -> ActionForm:
    """Why somebody may no longer open it."""
    uid, me, use = page.incident.uid, session.me, session.cases.restricted
    return ActionForm(
        "restricted-unname", _("{name} may no longer open it").format(name=name), (_why(),), _("Take away"),
        lambda values: use.unname(uid, person, _text(values, "reason"), me), _("Taken away."),
    )  # fmt: skip


def lift_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why everybody may open it again."""
    uid, me, use = page.incident.uid, session.me, session.cases.restricted
    hint = _("Everybody here reads all that was written in it, and finds it by its words.")
    return ActionForm(
        "restricted-lift", _("Let everybody open it again"), (_why(),), _("Lift it"),
        lambda values: use.lift(uid, _text(values, "reason"), me), _("No longer restricted."), hint,
    )  # fmt: skip


def channels_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """What is not to be used to talk about it."""
    uid, me, use = page.incident.uid, session.me, session.cases.restricted
    now = ", ".join(page.restriction.channels) if page.restriction else ""
    field = Field("channels", "text", _("Do not use"), width="full", placeholder=_("mail, chat"))
    return ActionForm(
        "restricted-channels", _("What not to use to talk about it"), (field,), _("Keep it"),
        lambda values: use.set_channels(uid, _text(values, "channels"), me), _("Kept."),
        values={"channels": now},
    )  # fmt: skip


def notice_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """That the legal notice was given or is not needed, or by when it is due."""
    uid, me, use = page.incident.uid, session.me, session.cases.restricted
    states = (
        Choice("notified", _("It was given")),
        Choice("not_needed", _("It is not needed")),
        Choice("due", _("It is due")),
    )
    ended = Test("state", "one_of", ["notified", "not_needed"])
    fields = (
        Field("state", "choice", _("How is it with the notice?"), required=True, choices=states),
        Field("due", "moment", _("By when"), ahead=True, show_when=Test("state", "is", "due"),
              help=_("Empty: {n} hours after the detection.").format(n=session.settings.notice_hours)),
        Field("reason", "text", _("Reason, or where it was given"), width="full", required_when=ended),
    )  # fmt: skip

    def act(values: Values) -> Changes:
        due = moment_from_json(values["due"]).at if values.get("due") else None
        return use.set_notice(uid, _text(values, "state"), me, reason=_text(values, "reason"), due=due)

    return ActionForm("restricted-notice", _("The notice that the law asks for"), fields, _("Keep it"), act,
                      _("Kept."))  # fmt: skip


def evidence_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """A thing or a file that is taken into custody."""
    uid, me, custody = page.incident.uid, session.me, session.cases.custody
    files = tuple(Choice(one.sha256, one.name) for one in page.attachments)
    fields = (
        Field("what", "text", _("What it is"), width="full", placeholder=_("Laptop, asset 4711, serial …"),
              required=not files),
        *((Field("sha256", "choice", _("Or a file of this incident"), choices=files),) if files else ()),
        Field("kept", "text", _("Where it is kept"), required=True, placeholder=_("Safe, room 2")),
        Field("done", "moment", _("When, if not now")),
        Field("note", "text", _("Note")),
    )  # fmt: skip

    def act(values: Values) -> Changes:
        step = Step("taken", note=_text(values, "note"), done=_at(values))
        return custody.take(
            uid, _text(values, "what"), _text(values, "kept"), me, sha256=_text(values, "sha256"), step=step
        )

    hint = _("Its record grows and is never changed. A file is known by its SHA-256.")
    return ActionForm("evidence", _("Take evidence into custody"), fields, _("Take it"), act,
                      _("Taken into custody."), hint)  # fmt: skip


def custody_form(session: WindowSession, page: IncidentPage, item: EvidenceItem) -> ActionForm:
    """What was done with a piece of evidence."""
    uid, me, custody = page.incident.uid, session.me, session.cases.custody
    acts = tuple(Choice(key, _(text)) for key, text in ACTS.items() if key != "taken")
    fields = (
        Field("act", "choice", _("What was done"), required=True, choices=acts),
        Field("whom", "text", _("To whom"), required_when=Test("act", "is", "handed")),
        Field("kept", "text", _("Where it is kept now"), required_when=Test("act", "is", "moved")),
        Field("done", "moment", _("When, if not now")),
        Field("note", "text", _("Note"), width="full"),
    )

    def act(values: Values) -> Changes:
        kept, whom, note = (_text(values, key) for key in ("kept", "whom", "note"))
        return custody.add(uid, item.number, Step(_text(values, "act"), kept, whom, note, _at(values)), me)

    title = _("Evidence {item}: {what}").format(item=item.number, what=item.what)
    return ActionForm("custody", title, fields, _("Add it"), act, _("Added."))


def _why() -> Field:
    return Field("reason", "text", _("Reason, for the timeline"), required=True, width="full")


def _choices(texts: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, _(text)) for key, text in texts.items())


def _text(values: Values, key: str) -> str:
    return str(values.get(key) or "")


def _at(values: Values) -> Instant | None:
    return moment_from_json(values["done"]).at if values.get("done") else None
