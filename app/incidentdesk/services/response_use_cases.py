"""The use cases of major incidents, a part of all use cases."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from incidentdesk.services.desk.desk import Desk

if TYPE_CHECKING:
    from incidentdesk.services.response.command_offers import CommandOffers
    from incidentdesk.services.response.pasted_timelines import PastedTimelines
    from incidentdesk.services.response.promotion import Promotion
    from incidentdesk.services.response.raising import Raising
    from incidentdesk.services.response.response import ResponseRoom
    from incidentdesk.services.response.response_lines import ResponseLines
    from incidentdesk.services.response.watched_majors import WatchedMajors
    from incidentdesk.services.restricted.custody import Custody
    from incidentdesk.services.restricted.notices import Notices
    from incidentdesk.services.restricted.restricted import Restricted
    from incidentdesk.services.review.review import Review
    from incidentdesk.services.runbooks.time_boxes import TimeBoxes


class ResponseUseCases:
    """What can be done with major incidents; each subject is imported when it is first asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def raising(self) -> Raising:
        """Raising and declaring major incidents."""
        from incidentdesk.services.response.raising import Raising

        return Raising(self.desk)

    @cached_property
    def response(self) -> ResponseRoom:
        """The room of a major incident."""
        from incidentdesk.services.response.response import ResponseRoom

        return ResponseRoom(self.desk)

    @cached_property
    def watched_majors(self) -> WatchedMajors:
        """Major incidents as every page watches them."""
        from incidentdesk.services.response.watched_majors import WatchedMajors

        return WatchedMajors(self.desk)

    @cached_property
    def command_offers(self) -> CommandOffers:
        """Command that is offered to somebody."""
        from incidentdesk.services.response.command_offers import CommandOffers

        return CommandOffers(self.desk)

    @cached_property
    def time_boxes(self) -> TimeBoxes:
        """What has a time in major incidents, and who is to keep it."""
        from incidentdesk.services.runbooks.time_boxes import TimeBoxes

        return TimeBoxes(self.desk)

    @cached_property
    def response_lines(self) -> ResponseLines:
        """Lines typed in the room of a major incident."""
        from incidentdesk.services.response.response_lines import ResponseLines

        return ResponseLines(self.desk)

    @cached_property
    def pasted_timelines(self) -> PastedTimelines:
        """Timelines written elsewhere that become entries of an incident."""
        from incidentdesk.services.response.pasted_timelines import PastedTimelines

        return PastedTimelines(self.desk)

    @cached_property
    def review(self) -> Review:
        """The review of a major incident."""
        from incidentdesk.services.cases.pages import Pages
        from incidentdesk.services.lists.similar import Similar
        from incidentdesk.services.review.review import Review

        return Review(self.desk, Pages(self.desk), Similar(self.desk))

    @cached_property
    def promotion(self) -> Promotion:
        """An incident that becomes a major one, and goes back."""
        from incidentdesk.services.response.promotion import Promotion

        return Promotion(self.desk)

    @cached_property
    def restricted(self) -> Restricted:
        """Incidents that only named people open."""
        from incidentdesk.services.restricted.restricted import Restricted

        return Restricted(self.desk)

    @cached_property
    def notices(self) -> Notices:
        """Legal notices of restricted incidents that are still to be given."""
        from incidentdesk.services.restricted.notices import Notices

        return Notices(self.desk)

    @cached_property
    def custody(self) -> Custody:
        """The evidence of an incident, and who had it when."""
        from incidentdesk.services.restricted.custody import Custody

        return Custody(self.desk)
