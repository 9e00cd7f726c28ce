"""How each view looks now: what was changed in it, and what is remembered of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters.tree import same
from incidentdesk.gui.queue.column_specs import USUAL, extra_keys, specs_of
from incidentdesk.gui.queue.lines import Wording
from incidentdesk.gui.queue.reading import Question
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.lists.views import VIEWS, View

ONE_ASSIGNEE = frozenset({"mine", "unassigned"})
"""Views where the assignee is the same on each line."""

ONE_STATUS = frozenset({"waking", "confirm"})
"""Views whose incidents all have the same status; the others tell it under the title."""

LEAST, MOST = 40, 2000


@dataclass(frozen=True)
class Look:
    """A view as it is shown: ``widths`` are those of columns that a person gave."""

    condition: JsonValue
    sort: str
    columns: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)


class Looks:
    """The views by key, and how they are shown."""

    def __init__(self) -> None:
        self.views: dict[str, View] = {view.key: view for view in VIEWS}
        self._looks: dict[str, Look] = {}

    def set_views(self, views: Iterable[View]) -> None:
        """Take up the views as they are saved; what nobody changed here follows them."""
        before, self.views = self.views, {view.key: view for view in views}
        for key, look in list(self._looks.items()):
            old, new = before.get(key), self.views.get(key)
            if new is None:
                del self._looks[key]
            elif old is not None and old != new and not _differs(old, look):
                self._looks[key] = replace(_of(new), widths=look.widths)

    def look(self, key: str) -> Look:
        """How the view ``key`` is shown; as its author saved it where nothing was changed."""
        return self._looks.get(key) or _of(self.views[key])

    def question(self, key: str) -> Question:
        """What the view asks for."""
        look = self.look(key)
        return Question(key, look.condition, look.sort, look.columns)

    def change(
        self,
        key: str,
        *,
        sort: str | None = None,
        columns: tuple[str, ...] | None = None,
        widths: Mapping[str, int] | None = None,
    ) -> None:
        """Show the view in another order, with other columns or widths."""
        look = self.look(key)
        self._looks[key] = Look(
            look.condition,
            look.sort if sort is None else sort,
            look.columns if columns is None else columns,
            look.widths if widths is None else dict(widths),
        )

    def filter(self, key: str, condition: JsonValue) -> None:
        """Let the view ask for something else."""
        self._looks[key] = replace(self.look(key), condition=condition)

    def is_changed(self, key: str) -> bool:
        """Whether the view is shown otherwise than it is saved; order and columns count for saved ones."""
        look = self._looks.get(key)
        return look is not None and _differs(self.views[key], look)

    def discard(self, key: str) -> None:
        """Show the view as it is saved; the widths stay."""
        look = self._looks.get(key)
        if look is not None:
            self._looks[key] = replace(_of(self.views[key]), widths=look.widths)

    def as_view(self, shown: str, **about: str) -> View:
        """The view as it is shown now, to be saved; ``about`` gives key, title and owner."""
        look = self.look(shown)
        view = replace(self.views[shown], condition=look.condition, sort=look.sort, columns=look.columns)
        return View(
            about.get("key", view.key), about.get("title", view.title), view.condition, view.sort,
            view.columns, about.get("owner", view.owner),
        )  # fmt: skip

    def state(self) -> dict[str, object]:
        """Order, columns and widths, to be remembered; conditions are saved by hand only."""
        return {
            key: {"sort": look.sort, "columns": list(look.columns), "widths": dict(look.widths)}
            for key, look in self._looks.items()
        }

    def forget_columns(self, key: str) -> None:
        """Show the columns and widths that the view is saved with."""
        look = self._looks.get(key)
        if look is not None:
            self._looks[key] = replace(look, columns=_of(self.views[key]).columns, widths={})

    def restore_missing(self, state: object) -> None:
        """Take up what was remembered of views that nobody has touched since."""
        if isinstance(state, dict):
            self.restore({key: kept for key, kept in state.items() if key not in self._looks})

    def restore(self, state: object) -> None:
        """Take up what was remembered; anything odd in it is passed over."""
        if not isinstance(state, dict):
            return
        for key, kept in state.items():
            if key not in self.views or not isinstance(kept, dict):
                continue
            sort, columns, widths = kept.get("sort"), kept.get("columns"), kept.get("widths")
            look = self.look(key)
            if isinstance(sort, str) and sort.removeprefix("-").isidentifier():
                look = replace(look, sort=sort)
            if isinstance(columns, list) and columns and all(isinstance(one, str) for one in columns):
                look = replace(look, columns=tuple(columns))
            if isinstance(widths, dict):
                look = replace(look, widths=_sane(widths))
            self._looks[key] = look


def wording_of(
    question: Question, settings: DeskSettings, catalogue: Mapping[str, FieldInfo], now_ms: int
) -> Wording:
    """What turns the rows of ``question`` into words at ``now_ms``."""
    below = bool(question.text) or question.view not in ONE_STATUS
    return Wording(
        settings,
        specs_of(question.columns, catalogue),
        catalogue,
        in_zone(now_ms, settings.zone).local().date(),
        status_below=below and "status" not in question.columns,
        extra=extra_keys(question.columns),
    )


def _of(view: View) -> Look:
    usual = tuple(key for key in USUAL if key != "assignee" or view.key not in ONE_ASSIGNEE)
    return Look(view.condition, view.sort, view.columns or usual)


def _differs(view: View, look: Look) -> bool:
    if view.condition != look.condition and not same(view.condition, look.condition):
        return True
    saved = _of(view)
    return not view.built_in and (saved.sort, saved.columns) != (look.sort, look.columns)


def _sane(widths: Mapping[object, object]) -> dict[str, int]:
    found = {}
    for key, width in widths.items():
        if isinstance(width, str) and width.isdecimal():
            width = int(width)
        if isinstance(width, int) and LEAST <= width <= MOST:
            found[str(key)] = width
    return found
