"""Channels of updates by audience: adding, changing, testing and retiring them.

Where a channel goes is in the desk; what it needs to sign in with is in the keyring of this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS, PRACTISED, Channel
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.updates.channel_kinds import ChannelKind, Kinds, Limits, Message, Outcome, attempt
from incidentdesk.services.updates.secrets_kept import Secrets
from incidentdesk.storage import update_channels

THING = "channels"


@dataclass(frozen=True)
class ChannelView:
    """A channel as it is shown: where it goes, and whether this computer has what it signs in with."""

    channel: Channel
    kind: str
    address: str
    ready: bool


class Channels:
    """The use cases of channels. All that asks for a secret may take long."""

    def __init__(self, desk: Desk, desk_uid: str, kinds: Kinds, secrets: Secrets, limits: Limits) -> None:
        self._desk = desk
        self._desk_uid = desk_uid
        self._kinds = kinds
        self.secrets = secrets
        self.limits = limits

    def kinds(self) -> tuple[ChannelKind, ...]:
        """All kinds of channels."""
        return tuple(self._kinds())

    def kind(self, key: str) -> ChannelKind:
        """The kind ``key``; ``UsageError`` where this program knows none such."""
        for one in self._kinds():
            if one.key == key:
                return one
        raise UsageError(
            _("There is no kind of channel “{key}”.").format(key=key),
            _("Use one of: {names}.").format(names=", ".join(one.key for one in self._kinds())),
        )

    def all(self) -> tuple[ChannelView, ...]:
        """Every channel, also retired ones; those of an audience together."""
        with self._desk.reading() as (session, _settings):
            found = update_channels.all_of(session)
        audiences = list(AUDIENCE_TEXTS)
        found.sort(key=lambda one: audiences.index(one.audience))
        return tuple(self.view(one) for one in found)

    def view(self, channel: Channel, *, ask_keyring: bool = True) -> ChannelView:
        """A channel as it is shown; unasked, the keyring is taken to have what it should."""
        kind = self.kind(channel.kind)
        ready = not kind.needs_secret(channel.details)
        ready = ready or (bool(self.secret_of(channel)) if ask_keyring else channel.secret)
        return ChannelView(channel, _(kind.title), kind.shown(channel.details), ready)

    def secret_of(self, channel: Channel) -> str:
        """What a channel signs in with; empty where this computer has none."""
        return self.secrets.of(self._name(channel.uid)) if channel.secret else ""

    def write(
        self, channel: Channel, details: Mapping[str, JsonValue], secret: str, author: str
    ) -> tuple[Channel, bool, Changes]:
        """Add a channel (one without a uid) or change one; an empty ``secret`` lets that which is kept stand.

        Gives also whether the secret is kept for longer than this session. Administrators only.
        """
        self._desk.require(author, Right.SETTINGS)
        kind, name = self.kind(channel.kind), channel.name.strip()
        if channel.audience not in AUDIENCE_TEXTS:
            raise UsageError(_("Say who is told by this channel."))
        if not name:
            raise UsageError(_("The channel needs a name."), _("Say in a word or two what it is."))
        had = channel.secret and bool(channel.uid)
        kept = kind.checked(details, secret.strip())
        if secret.strip():
            kept["signed"] = True
        elif had:
            kept["signed"] = channel.details.get("signed", False)
        if kind.needs_secret(kept) and not secret.strip() and not had:
            raise UsageError(
                _("“{label}” is missing.").format(label=_(kind.secret_label)), _("Fill it in to save.")
            )
        with self._desk.changing(author, Right.SETTINGS) as work:
            others = update_channels.all_of(work.session)
            if any(
                one.name.casefold() == name.casefold() and one.audience == channel.audience
                for one in others
                if one.uid != channel.uid
            ):
                raise UsageError(_("There is a channel “{name}” already.").format(name=name))
            uid = channel.uid or work.new_uid()
            has_secret = bool(secret.strip()) or (had and kind.needs_secret(kept))
            made = replace(channel, uid=uid, name=name, details=kept, secret=has_secret)
            update_channels.write(work.session, made, author, work.now)
            changes = work.changes(THING)
        lasting = self.keep_secret(made, secret) if secret.strip() else True
        return made, lasting, changes

    def keep_secret(self, channel: Channel, secret: str) -> bool:
        """Keep on this computer what a channel signs in with; false where it is for this session only."""
        return self.secrets.keep(self._name(channel.uid), secret.strip())

    def set_state(self, uid: str, state: str, author: str) -> Changes:
        """Let a channel be ``retired`` or ``in_use`` again; what a retired one signs in with is forgotten."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            channel = must_be_known(update_channels.one(work.session, uid))
            update_channels.write(work.session, replace(channel, state=state), author, work.now)
            changes = work.changes(THING)
        if state == "retired" and channel.secret:
            self.secrets.forget(self._name(uid))
        return changes

    def test(
        self, uid: str, author: str, is_cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Outcome, Changes]:
        """Send a test to every address of a channel, and keep how it went; the first that failed tells.

        Runs without a transaction while it waits. Administrators only.
        """
        self._desk.require(author, Right.SETTINGS)
        with self._desk.reading() as (session, settings):
            channel = must_be_known(update_channels.one(session, uid))
        organisation = settings.organisation or _("Incident Desk")
        title = _("Test of the channel “{name}”").format(name=channel.name)
        text = _("This is a test of {organisation}. Nothing has happened, and nothing is to be done.")
        outcome = Outcome("failed", "wrong_address")
        for target in self.kind(channel.kind).targets(channel.details):
            message = Message(
                title, text.format(organisation=organisation), f"test-{self._desk.time.now().ms}"
            )
            outcome = self.send(channel, target, message, is_cancelled)
            if outcome.state != "sent":
                break
        with self._desk.changing(author, Right.SETTINGS) as work:
            update_channels.note_test(work.session, uid, outcome.result, work.now)
            return outcome, work.changes(THING)

    def send(
        self, channel: Channel, target: str, message: Message, is_cancelled: Callable[[], bool]
    ) -> Outcome:
        """Send to one address of a channel, and wait for the answer; the practice desk only says it would.

        Writes nothing of the desk.
        """
        if self._desk.settings().practice:
            return Outcome("sent", PRACTISED)
        kind, secret = self.kind(channel.kind), self.secret_of(channel)
        if kind.needs_secret(channel.details) and not secret:
            return Outcome("failed", "no_secret")
        limits = self.limits
        return attempt(
            lambda: kind.send(channel.details, secret, target, message, limits), limits, is_cancelled
        )

    def _name(self, uid: str) -> str:
        return f"{self._desk_uid}/{uid}"


def must_be_known(channel: Channel | None) -> Channel:
    """The channel; ``UsageError`` where there is none."""
    if channel is None:
        raise UsageError(_("There is no such channel."), _("Choose one of the list."))
    return channel
