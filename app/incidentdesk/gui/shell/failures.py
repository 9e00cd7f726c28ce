"""What the banner says of something that went wrong."""

from __future__ import annotations

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.guidance import Banner


def show_failure(banner: Banner, error: object) -> None:
    """Tell ``error`` in ``banner``: the sentence of a fault that people can mend, else that it is ours."""
    if isinstance(error, UserFacingError):
        banner.set_message(str(error), "warning")
    else:
        words = _("Something went wrong inside the program: {error}. What you typed is kept.")
        banner.set_message(words.format(error=error), "danger")
    banner.show()
