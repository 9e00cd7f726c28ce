"""The use cases of updates, a part of all use cases."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.response_use_cases import ResponseUseCases

if TYPE_CHECKING:
    from incidentdesk.services.plugged import Plugged
    from incidentdesk.services.updates.cadence import Cadences
    from incidentdesk.services.updates.update_channels import Channels
    from incidentdesk.services.updates.update_templates import UpdateTemplates
    from incidentdesk.services.updates.updates import Updates


class UpdateUseCases(ResponseUseCases):
    """What people are told of major incidents; each subject is imported when it is first asked for."""

    def __init__(self, desk: Desk, desk_uid: str, plugged: Plugged) -> None:
        super().__init__(desk)
        self.desk_uid = desk_uid
        self._plugged = plugged

    @cached_property
    def channels(self) -> Channels:
        """By what people are told."""
        from incidentdesk.services.updates.channel_kinds import Limits
        from incidentdesk.services.updates.update_channels import Channels

        plugged = self._plugged
        return Channels(self.desk, self.desk_uid, plugged.channel_kinds, plugged.secrets(), Limits())

    @cached_property
    def cadences(self) -> Cadences:
        """How often people are told."""
        from incidentdesk.services.updates.cadence import Cadences

        return Cadences(self.desk)

    @cached_property
    def update_templates(self) -> UpdateTemplates:
        """The texts that updates start from."""
        from incidentdesk.services.updates.update_templates import UpdateTemplates

        return UpdateTemplates(self.desk)

    @cached_property
    def updates(self) -> Updates:
        """What people are told."""
        from incidentdesk.services.updates.updates import Updates

        return Updates(self.desk, self.channels)
