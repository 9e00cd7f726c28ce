"""A desk with a live major incident and channels, for tests of updates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.update_sending import Channel, Sending
from incidentdesk.services.cases.entry_texts import EntryText
from incidentdesk.services.updates.update_view import AudienceView, UpdatesView
from incidentdesk.services.updates.updates import Sent, Update
from services.post_office import Mailbox
from services.response_desk import ResponseDesk

MARKER = "Zq7-very-secret-9xK"
"""A secret that must stand nowhere."""

TEXT = "Mail: Investigating. Nothing new. Next update at 09:40."


@dataclass
class UpdateDesk:
    """The desk, and the number of its live incident, whose commander is ``me``."""

    room: ResponseDesk
    number: str

    @property
    def me(self) -> str:
        """The commander."""
        return self.room.me

    @property
    def updates(self) -> Any:
        """The use cases of updates."""
        return self.room.cases.updates

    def view(self) -> UpdatesView:
        """All about the updates."""
        return self.room.cases.updates.view(self.number, self.me)

    def of(self, audience: str) -> AudienceView:
        """One audience."""
        return self.view().audiences[audience]

    def mail(
        self, box: Mailbox | int, *to: str, audience: str = "internal", user: str = "", **more: Any
    ) -> str:
        """A channel by e-mail; gives its uid."""
        port = box if isinstance(box, int) else box.port
        details: dict[str, JsonValue] = {
            "server": "127.0.0.1", "security": "insecure", "port": port, "user": user,
            "sender": "desk@example.org", "recipients": list(to or ("all@example.org",)),
        }  # fmt: skip
        return self.channel("email", details, audience, **more)

    def hook(self, url: str, audience: str = "internal", secret: str = "", name: str = "Hook") -> str:
        """A webhook; gives its uid."""
        return self.channel("webhook", {"url": url}, audience, secret=secret, name=name)

    def channel(
        self, kind: str, details: dict[str, JsonValue], audience: str, secret: str = "", name: str = "Mail"
    ) -> str:
        made = self.room.cases.channels.write(Channel("", audience, kind, name), details, secret, self.me)
        return made[0].uid

    def words(self, audience: str = "internal", text: str = TEXT) -> Update:
        """The next text of an audience."""
        template = {"internal": "internal", "executive": "executive", "external": "update"}[audience]
        return Update(audience, self.of(audience).turn, template, text)

    def send(self, *channels: str, audience: str = "internal", text: str = TEXT, by: str = "") -> Sent:
        """Send the next text."""
        return self.room.cases.updates.send(self.number, self.words(audience, text), channels, by or self.me)

    def only(self, sent: Sent) -> Sending:
        """The one sending of a text."""
        (one,) = sent.sendings
        return one

    def told(self) -> list[EntryText]:
        """How the timeline tells of sendings."""
        return self.room.told(self.number, "update_sent")
