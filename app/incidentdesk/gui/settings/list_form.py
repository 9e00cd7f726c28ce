"""The form of one item of a list: its name, where it stands, and what it means to the rules."""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.list_edits import ListKind
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.settings import DeskSettings

YES, NO = "yes", "no"


class ListForm(Form):
    """All fields that an item of any list can have; ``use`` shows those of one list."""

    def __init__(self) -> None:
        super().__init__()
        yes_no = [(YES, _("Yes")), (NO, _("No"))]
        self.parents = SearchSelect(placeholder=_("At the top"))
        self.types = SegmentedControl()
        self.add("label", _("Name"), LineEdit(), required=True)
        self.add("parent", _("Below"), self.parents, help=_("Empty: it stands at the top."))
        self.add("type", _("Type"), self.types, help=_("What an incident of this category usually is."))
        self.add("pauses", _("Pauses the clock"), SegmentedControl(yes_no),
                 help=_("Yes: time on hold does not count towards the target of resolution."))  # fmt: skip
        self.add(
            "wake",
            _("Wakes after, in hours"),
            LineEdit(),
            help=_("What is proposed as wake time; may be empty."),
        )
        self.add("contact", _("Someone speaks to the reporter"), SegmentedControl(yes_no),
                 help=_("Yes: logging by this channel counts as the first response."))  # fmt: skip

    def use(self, kind: ListKind, settings: DeskSettings, tops: Sequence[ListItem], *, new: bool) -> None:
        """Show the fields of ``kind``; where a new item stands is asked once."""
        self.parents.set_choices([Choice(item.key, _(item.label)) for item in tops])
        types = settings.lists.get("types", ())
        self.types.set_options([(item.key, _(item.label)) for item in types if not item.retired])
        self.frame("parent").setVisible(kind.nested and new)
        for fact in ("type", "pauses", "wake", "contact"):
            self.frame(fact).setVisible(fact in kind.asks)

    def facts(self, kind: ListKind) -> dict[str, JsonValue]:
        """The facts as they are stored; ``None`` where one does not hold. Raises ``UsageError``."""
        values = self.values()
        facts: dict[str, JsonValue] = {}
        for fact in kind.asks:
            if fact == "wake":
                facts[fact] = _hours(values[fact])
            elif fact == "type":
                facts[fact] = values[fact] or None
            else:
                facts[fact] = True if values[fact] == YES else None
        return facts


def facts_of(item: ListItem) -> dict[str, str]:
    """The facts of an item as the form shows them."""
    extra = item.extra
    return {
        "type": str(extra.get("type") or ""),
        "wake": str(extra.get("wake") or ""),
        "pauses": YES if extra.get("pauses") else NO,
        "contact": YES if extra.get("contact") else NO,
    }


def in_words(kind: ListKind, item: ListItem, settings: DeskSettings) -> str:
    """The facts of an item in a few words, for the table."""
    if "type" in kind.asks:
        return settings.label("types", item.extra["type"]) if item.extra.get("type") else ""
    if "pauses" in kind.asks:
        return _("pauses") if item.extra.get("pauses") else _("keeps running")
    if "contact" in kind.asks:
        return _("counts as response") if item.extra.get("contact") else ""
    return ""


def _hours(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 24 * 366:
        raise UsageError(
            _("“{text}” is no number of hours.").format(text=text), _("Type a whole number such as 24.")
        )
    return int(text)
