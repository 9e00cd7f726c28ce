"""Views: named lists, those that every desk has and those that people saved, private or shared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.condition_tree import unknown_fields
from incidentdesk.domain.conditions import Bindings, fold, parse_condition
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.lists.list_columns import ListFields
from incidentdesk.storage import saved_views
from incidentdesk.storage.conditions_sql import to_sql
from incidentdesk.storage.saved_views import SavedView

OPEN: JsonValue = {"field": "status", "op": "one_of", "value": list(OPEN_STATUSES)}


@dataclass(frozen=True)
class View:
    """A named list: its condition, the field it is sorted by (``-`` before it: descending), and its columns.

    ``key`` is a word for those that every desk has, else a uid; ``owner`` a person's uid, empty for a view
    that all share.
    """

    key: str
    title: str
    condition: JsonValue
    sort: str = "next_due"
    columns: tuple[str, ...] = ()
    owner: str = ""
    built_in: bool = False


def _own(key: str, title: str, condition: JsonValue, sort: str = "next_due") -> View:
    return View(key, title, condition, sort, built_in=True)


VIEWS: tuple[View, ...] = (
    _own("mine", N_("My open"), [OPEN, {"field": "assignee", "op": "is", "value": "me"}]),
    _own("unassigned", N_("Unassigned"), [OPEN, {"field": "assignee", "op": "is_empty"}]),
    _own("waking", N_("On hold, wakes today"), [
        {"field": "status", "op": "is", "value": "on_hold"},
        {"field": "wake", "op": "before", "value": "tomorrow"}]),
    _own("confirm", N_("Awaiting confirmation"), [{"field": "status", "op": "is", "value": "resolved"}]),
    _own("open", N_("All open"), [OPEN]),
    _own("closed", N_("Closed"), [
        {"field": "status", "op": "one_of", "value": list(ENDED_STATUSES)}], "-closed"),
)  # fmt: skip
"""The views that every desk has; their titles are yet to be translated."""


def view_of(key: str) -> View:
    """The view ``key`` of those that every desk has; ``UsageError`` where there is none."""
    for view in VIEWS:
        if view.key == key:
            return view
    raise _no_view(key, [view.key for view in VIEWS])


class Views:
    """The use cases of the views. A private view is seen and changed by its owner only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._fields = ListFields(desk.library)

    def all(self, me: str) -> list[View]:
        """The views that ``me`` sees: those of every desk, then the saved ones in their order."""
        with self._desk.database.reading() as session:
            kept = saved_views.views(session)
        return [*VIEWS, *(_view(one) for one in kept if one.active and one.owner in {"", me})]

    def named(self, name: str, me: str) -> View:
        """The view with that key or title, however it is capitalised; one's own before a shared one.

        ``UsageError`` where there is none, and where there are several.
        """
        views = self.all(me)
        by_key = [view for view in views if view.key == name]
        by_title = [view for view in views if fold(name) in {fold(view.title), fold(_(view.title))}]
        found = by_key or [view for view in by_title if view.owner] or by_title
        if not found:
            raise _no_view(name, [view.key if view.built_in else view.title for view in views])
        if len(found) > 1:
            keys = ", ".join(view.key for view in found)
            raise UsageError(
                _("There are {n} views “{name}”.").format(n=len(found), name=name),
                _("Name one by its key: {keys}.").format(keys=keys),
            )
        return found[0]

    def save(self, view: View, me: str) -> tuple[View, Changes]:
        """Save ``view``, a new one where its key is empty; it is checked first.

        Raises ``UsageError`` for a title that is empty or taken, a condition that names what is not there,
        an order or a column that no list has, and a view that is not one's own to change. Views of one's own
        are for everybody, those that all share for whoever may change anything.
        """
        with self._desk.changing(me, None) as work:
            if view.owner not in {"", me}:
                raise UsageError(
                    _("A view belongs to whoever saves it, or to all."), _("Choose one of both.")
                )
            self._check(view, work)
            kept = saved_views.views(work.session)
            if not view.owner:
                work.require(Right.WORK)
            position = max((one.position for one in kept), default=0) + 1
            if view.key:
                position = self._mine(kept, view.key, work).position
            title = view.title.strip()
            self._check_title(title, view, kept)
            saved = replace(view, key=view.key or work.new_uid(), title=title, built_in=False)
            definition: dict[str, JsonValue] = {
                "condition": saved.condition, "sort": saved.sort, "columns": list(saved.columns)
            }  # fmt: skip
            record = SavedView(saved.key, saved.owner, title, definition, position)
            saved_views.write(work.session, record, work.now, me)
            return saved, work.changes("views")

    def remove(self, key: str, me: str) -> Changes:
        """Retire a saved view: it is shown no more, and can be brought back."""
        return self._change(key, me, lambda view, _all: [replace(view, active=False)])

    def restore(self, key: str, me: str) -> Changes:
        """Bring a retired view back."""
        return self._change(key, me, lambda view, _all: [replace(view, active=True)])

    def move(self, key: str, by: int, me: str) -> Changes:
        """Move a saved view ``by`` places among those that ``me`` sees; upwards below 0."""

        def moved(view: SavedView, kept: list[SavedView]) -> list[SavedView]:
            seen = [one for one in kept if one.active and one.owner in {"", me}]
            old = seen.index(view)
            new = max(0, min(old + by, len(seen) - 1))
            places = sorted(one.position for one in seen)
            seen.insert(new, seen.pop(old))
            return [replace(one, position=place) for one, place in zip(seen, places, strict=True)]

        return self._change(key, me, moved)

    def _change(
        self, key: str, me: str, change: Callable[[SavedView, list[SavedView]], list[SavedView]]
    ) -> Changes:
        with self._desk.changing(me, None) as work:
            kept = saved_views.views(work.session)
            for one in change(self._mine(kept, key, work), kept):
                if one not in kept:
                    saved_views.write(work.session, one, work.now, me)
            return work.changes("views")

    @staticmethod
    def _mine(kept: list[SavedView], key: str, work: Work) -> SavedView:
        me = work.author
        found = next((one for one in kept if one.uid == key and one.owner in {"", me}), None)
        if found is None:
            raise _no_view(key, [one.uid for one in kept if one.owner in {"", me}])
        if not found.owner:
            work.require(Right.WORK)
        return found

    def _check(self, view: View, work: Work) -> None:
        fields = self._fields.facts(work.settings)
        if view.condition is not None:
            place = _("condition")
            try:
                parsed = parse_condition(view.condition, where=place)
            except ValueError as error:
                raise UsageError(f"{error}.", _("Correct the condition; nothing was saved.")) from None
            for name in sorted(unknown_fields(parsed, fields)):
                raise UsageError(
                    _("{place}: there is no field “{name}”.").format(
                        place=_place_of(name, view.condition, place), name=name
                    ),
                    _("“process” lists the fields; nothing was saved."),
                )
            to_sql(parsed, Bindings(work.author, work.now, work.settings.zone), fields)
        self._fields.order(view.sort, work.settings, work.now.ms)
        self._fields.check_columns(view.columns, work.settings)

    @staticmethod
    def _check_title(title: str, view: View, kept: list[SavedView]) -> None:
        if not title:
            raise UsageError(_("A view needs a name."), _("Give it one."))
        taken = {fold(one.name) for one in kept
                 if one.active and one.owner == view.owner and one.uid != view.key}  # fmt: skip
        taken |= {fold(_(own.title)) for own in VIEWS}
        if fold(title) in taken:
            raise UsageError(
                _("There is a view “{name}” already.").format(name=title), _("Choose another name.")
            )


def _place_of(field: str, raw: JsonValue, where: str) -> str:
    """Where in a condition, which can be read, ``field`` is asked; empty where it is not."""
    if isinstance(raw, list):
        places = [_place_of(field, one, f"{where}[{number}]") for number, one in enumerate(raw, start=1)]
    elif isinstance(raw, dict) and raw.get("field") != field:
        places = [_place_of(field, raw.get(key), f"{where}.{key}") for key in ("all", "any", "not")]
    else:
        places = [where] if isinstance(raw, dict) else []
    return next(filter(None, places), "")


def _view(kept: SavedView) -> View:
    about = kept.definition
    columns = about.get("columns")
    return View(
        kept.uid,
        kept.name,
        about.get("condition"),
        str(about.get("sort") or "next_due"),
        tuple(str(one) for one in columns) if isinstance(columns, list) else (),
        kept.owner,
    )


def _no_view(key: str, known: list[str]) -> UsageError:
    return UsageError(
        _("There is no view “{key}”.").format(key=key),
        _("Use one of: {keys}.").format(keys=", ".join(known)),
    )
