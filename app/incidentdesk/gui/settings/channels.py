"""Settings, Channels: by what staff, managers and the public are told of major incidents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS, PRACTISED, RESULT_TEXTS, Channel
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.channel_form import SECRET, channel_form, defaults_of, values_of
from incidentdesk.gui.settings.records_section import RecordsSection
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.guidance import BannerTone
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.updates.channel_kinds import ChannelKind, Outcome
from incidentdesk.services.updates.update_channels import THING, ChannelView

TEST_KEYS = "Alt+T"
KEPT = N_("It is kept in the keyring of this computer, for whoever is signed in to it, and nowhere else.")
NOT_KEPT = N_("This computer has no keyring that can be used: it is kept until the program is closed.")
INTRO = N_(
    "By what people are told of a major incident. The desk keeps where a channel goes; passwords and secret "
    "addresses are in the keyring of each computer, and in no file, log or export."
)
PRACTICE_WORDS = N_(
    "Nothing was sent: the practice desk sends nothing to the outside. On our desk a test really goes out."
)


class ChannelsSection(RecordsSection):
    """The table of channels: adding, changing, testing, retiring. None is deleted: updates went by them."""

    RIGHT = Right.SETTINGS

    def __init__(self, session: WindowSession) -> None:
        self.kinds = {kind.key: kind for kind in session.cases.channels.kinds()}
        columns = (
            Column(_("Who is told"), lambda one: _(AUDIENCE_TEXTS[one.channel.audience]), 104),
            Column(_("Channel"), lambda one: one.channel.name, 168),
            Column(_("Goes to"), lambda one: f"{one.kind}: {one.address}"),
            Column(_("State"), partial(_state, session), 176, tone=_tone),
        )
        model = RecordsModel(columns, retired=lambda one: one.channel.state == "retired", spoken=_spoken)
        super().__init__(
            session, _("Channels"), _(INTRO), area="channels", model=model,
            form=channel_form(tuple(self.kinds.values())), add=_("Add a channel"),
        )  # fmt: skip
        self.panel.unkept = frozenset({SECRET})
        self.test_button = ActionButton(_("Test"), key_hint=TEST_KEYS, icon_name="play")
        self.test_button.setToolTip(_("A test goes to each address of the channel."))
        self.test_button.clicked.connect(lambda _checked=False: self.test())
        self.retire_button = ActionButton("")
        self.retire_button.clicked.connect(lambda _checked=False: self._toggle())
        for button in (self.test_button, self.retire_button):
            self.panel.extras.addWidget(button)
        self.panel.extras.addStretch()
        self.shortcut(_("Test the channel"), TEST_KEYS, self.test)
        self.empty = EmptyState(
            "mail",
            _("No channel yet"),
            _("Updates can always be copied, and people marked as told. With a channel one key sends them."),
        )
        self.above_table.insertWidget(0, self.empty)
        self.empty.hide()
        self.card.hide()  # until it is known whether there are any
        self._keyring = True
        self._verdict: tuple[str, str, BannerTone] = ("", "", "good")
        self.panel.form.edited.connect(self._forget_verdict)
        self.panel.closed.connect(self._forget_verdict)
        self.panel.form.edited.connect(self._show_kind)
        session.tasks.changed.connect(self._on_changed)
        session.update_sender.changed.connect(self._show_testing)
        self._read()

    def focus_first(self) -> None:
        """Start in the table, or in the panel where it is open."""
        if not self.panel.isHidden():
            self.panel.form.focus_first()
        elif self.model.rowCount():
            self.table.setFocus()
        else:
            self.add_button.setFocus()

    def uid_of(self, record: ChannelView) -> str:
        """The channel's uid."""
        return record.channel.uid

    def show_record(self, record: ChannelView | None) -> None:
        """Open the panel on a channel."""
        values, note, title = {"audience": "internal", "kind": "email"}, "", _("Add a channel")
        if record is not None:
            channel = record.channel
            title = channel.name
            values = {"audience": channel.audience, "kind": channel.kind, "name": channel.name}
            values |= values_of(channel)
            if not record.ready:
                note = _("What it signs in with is not on this computer. Write it here to send from here.")
        else:
            values |= defaults_of(tuple(self.kinds.values()))
        self.panel.open(record.channel.uid if record else "", title, values, note=note)
        in_use = record is None or record.channel.state == "in_use"
        self.retire_button.setText(_("&Retire") if in_use else _("Take into &use again"))
        for widget in (self.test_button, self.retire_button, self.panel.extras_rule):
            widget.setVisible(record is not None and self.may_change)
        self._show_kind()
        self._show_testing()

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Add or change a channel; on a thread of its own, for the keyring may ask the person."""
        opened = self.opened_record()
        kind = self.kinds[values["kind"]]
        before = opened.channel if opened is not None and opened.channel.kind == kind.key else None
        state = opened.channel.state if opened is not None else "in_use"
        channel = Channel(uid, values["audience"], kind.key, values["name"], state=state)
        details: dict[str, JsonValue] = {field.key: values.get(field.key, "") for field in kind.fields}
        if before is not None:
            channel = replace(channel, details=before.details, secret=before.secret)
            details["service"] = before.details.get("service", "")
        write, secret, me = self.session.cases.channels.write, values.get(SECRET, ""), self.session.me

        def done(answer: tuple[Channel, bool, Changes]) -> None:
            made, lasting, _changes = answer
            self._saving = {**self._saving, SECRET: ""}
            self.panel.form.put({SECRET: ""})
            words = _("“{name}” is saved.") if lasting else _("“{name}” is saved. {why}")
            self.written(self._view_of(made), words.format(name=made.name, why=_(NOT_KEPT)))

        self.session.tasks.send(
            self, lambda: write(channel, details, secret, me), done, refused=self.panel.refuse
        )

    def test(self) -> None:
        """Send a test by the channel that is open, and show how it really went; again, to cancel it."""
        record = self.opened_record()
        if record is None or self.session.refuses(Right.SETTINGS):
            return
        if self.session.update_sender.is_testing(record.channel.uid):
            self.session.update_sender.cancel(record.channel.uid)
            return
        if self.panel.is_dirty():
            self.panel.banner.set_message(_("Save it first: the test takes what is saved."), "warning")
            return
        uid = record.channel.uid
        self.session.update_sender.test(uid, partial(self._tested, uid), self.panel.refuse)

    def _tested(self, uid: str, answer: tuple[Outcome, Changes]) -> None:
        self._verdict = (uid, *_verdict(answer[0]))
        self._show_verdict()

    def _show_verdict(self) -> None:
        uid, words, tone = self._verdict
        if uid and uid == self.panel.uid:
            self.panel.banner.set_message(words, tone)

    def _forget_verdict(self) -> None:
        self._verdict = ("", "", "good")

    def _show_testing(self) -> None:
        record = self.opened_record()
        testing = record is not None and self.session.update_sender.is_testing(record.channel.uid)
        self.test_button.setText(_("Cancel the test") if testing else _("Test"))

    def _toggle(self) -> None:
        record = self.opened_record()
        if record is None:
            return
        retire = record.channel.state == "in_use"
        set_state, me, name = self.session.cases.channels.set_state, self.session.me, record.channel.name
        uid, state = record.channel.uid, "retired" if retire else "in_use"
        words = _("“{name}” is retired, and what it signed in with is forgotten.")
        said = (words if retire else _("“{name}” is in use again.")).format(name=name)

        def done(_changes: Changes) -> None:
            self.panel.put_away()
            self.tell(said)

        self.session.tasks.send(self, lambda: set_state(uid, state, me), done, refused=self.panel.refuse)

    def _show_kind(self) -> None:
        """Show the fields of the kind that is chosen, and say what becomes of the secret."""
        form = self.panel.form
        chosen = form.values()["kind"]
        for key, kind in self.kinds.items():
            for field in kind.fields:
                form.frame(field.key).setVisible(key == chosen)
        if chosen not in self.kinds:
            return
        kind = self.kinds[chosen]
        frame = form.frame(SECRET)
        frame.set_label(_(kind.secret_label))
        frame.set_required(kind.needs_secret({}))
        record = self.opened_record()
        has = record is not None and record.channel.secret and record.channel.kind == chosen
        stays = [_("Left empty, it stays as it is.")] if has else []
        frame.set_help(" ".join([*stays, _(KEPT) if self._keyring else _(NOT_KEPT)]))
        form.frame("kind").set_help(_(kind.about))

    def _read(self) -> None:
        channels = self.session.cases.channels

        def read() -> tuple[tuple[ChannelView, ...], bool]:
            return channels.all(), channels.secrets.has_keyring()

        self.session.tasks.send(self, read, self._take)

    def _take(self, answer: tuple[tuple[ChannelView, ...], bool]) -> None:
        found, self._keyring = answer
        self.empty.setVisible(not found)
        self.card.setVisible(bool(found))
        self.fill(found)
        self._show_verdict()  # the record was shown anew

    def _view_of(self, channel: Channel) -> ChannelView:
        kind: ChannelKind = self.kinds[channel.kind]
        return ChannelView(channel, _(kind.title), kind.shown(channel.details), True)

    def _on_changed(self, changes: Changes) -> None:
        if self.touched(changes, THING):
            self._read()

    def refuse(self, error: UserFacingError) -> bool:
        """Say it in the panel where that is open."""
        return super().refuse(error) if self.panel.isHidden() else self.panel.refuse(error)


def _verdict(outcome: Outcome) -> tuple[str, BannerTone]:
    """How a test went, in words."""
    if outcome.result == PRACTISED:
        return _(PRACTICE_WORDS), "accent"
    if outcome.state == "sent":
        return _("It works: the test went out. Look whether it arrived."), "good"
    head = _("It may have gone: {why}.") if outcome.state == "unknown" else _("It does not work: {why}.")
    words = head.format(why=_(RESULT_TEXTS.get(outcome.result, outcome.result)))
    said = " ".join(part for part in (words, outcome.detail) if part)
    return said, "warning" if outcome.state == "unknown" else "danger"


def _state(session: WindowSession, one: ChannelView) -> str:
    channel = one.channel
    if channel.state == "retired":
        return _("Retired")
    if not one.ready:
        return _("No password here")
    if channel.tested is None:
        return _("Not tested")
    if channel.tested_result == PRACTISED:
        return _("Sends nothing here")
    if channel.tested_result == "ok":
        today = session.cases.desk.time.now().local().date()
        return _("Worked {when}").format(when=instant_text(channel.tested, today=today))
    return _("Does not work")


def _tone(one: ChannelView) -> Tone:
    channel = one.channel
    untested = channel.tested is None or channel.tested_result == PRACTISED
    if channel.state == "retired" or (one.ready and untested):
        return "neutral"
    if not one.ready:
        return "warning"
    return "good" if channel.tested_result == "ok" else "danger"


def _spoken(one: ChannelView) -> str:
    values: Mapping[str, str] = {
        "audience": _(AUDIENCE_TEXTS[one.channel.audience]), "name": one.channel.name, "kind": one.kind,
    }  # fmt: skip
    return _("{audience}: {name}, {kind}").format(**values)
