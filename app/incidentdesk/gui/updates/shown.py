"""What the composer shows of one audience, as it was read last."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.domain.update_sending import UpdateText
from incidentdesk.services.updates.update_view import AudienceView, UpdatesView
from incidentdesk.services.updates.updates import Draft


@dataclass(frozen=True)
class Shown:
    """All about the updates, who of them is shown, and a text to start from.

    There is no ``view`` before anything was read, and no ``draft`` where nobody can be told.
    """

    audience: str = ""
    view: UpdatesView | None = None
    draft: Draft | None = None

    @property
    def there(self) -> AudienceView | None:
        """The audience that is shown."""
        return self.view.audiences[self.audience] if self.view else None

    @property
    def turn(self) -> int:
        """Which text of theirs comes next."""
        return self.there.turn if self.there else 1

    @property
    def open_text(self) -> UpdateText | None:
        """The text that is being prepared, as it is kept in the desk."""
        return self.there.open.text if self.there and self.there.open else None

    @property
    def waiting(self) -> UpdateText | None:
        """The text that waits for the commander."""
        text = self.open_text
        return text if text is not None and text.state == "waiting" else None

    @property
    def last_text(self) -> UpdateText | None:
        """What they were told last."""
        return self.there.last.text if self.there and self.there.last else None
