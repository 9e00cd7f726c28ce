"""Typing not yet saved, in a small file of its own, so that a busy, full or absent desk cannot lose it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from peewee import BigIntegerField, CompositeKey, Model, SqliteDatabase, TextField

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage.faults import told_plainly


class DraftRow(Model):
    """One field's typing: of which desk, by whom, on which page (``place``), over which value."""

    desk = TextField()
    author = TextField()
    place = TextField()
    field = TextField()
    value = TextField()
    base = TextField()
    saved_at = BigIntegerField()

    class Meta:
        table_name = "draft"
        primary_key = CompositeKey("desk", "author", "place", "field")


@dataclass(frozen=True)
class Draft:
    """What was typed into ``field`` on ``place``, over ``base``, last at ``saved_ms``."""

    place: str
    field: str
    value: JsonValue
    base: JsonValue
    saved_ms: int


class DraftFile:
    """The drafts of one person's data folder. Used on one thread of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ready = False
        self._database = SqliteDatabase(
            str(path),
            autoconnect=False,
            lock_type="IMMEDIATE",
            pragmas={"journal_mode": "wal", "synchronous": "full"},
        )

    def open(self) -> None:
        """Connect on this thread, making the file at first use; does nothing where that is done."""
        if self._ready:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentFault(
                _("The folder of the drafts cannot be made. ({path})").format(path=self.path.parent),
                _("Make room for it, and type on; until then nothing typed is kept."),
            ) from error
        with told_plainly(self.path):
            self._database.connect(reuse_if_open=True)
            with self._database.bind_ctx([DraftRow]):
                self._database.create_tables([DraftRow])
        self._ready = True

    def close(self) -> None:
        """Disconnect on this thread."""
        self._ready = False
        if not self._database.is_closed():
            self._database.close()

    def keep(self, desk: str, author: str, drafts: list[Draft]) -> None:
        """Keep ``drafts``, each in place of what was kept for its field."""
        with told_plainly(self.path), self._database.atomic():
            for draft in drafts:
                cells = {
                    "value": json.dumps(draft.value, ensure_ascii=False),
                    "base": json.dumps(draft.base, ensure_ascii=False),
                    "saved_at": draft.saved_ms,
                }
                self._database.execute(
                    DraftRow.insert(
                        desk=desk, author=author, place=draft.place, field=draft.field, **cells
                    ).on_conflict(
                        conflict_target=(DraftRow.desk, DraftRow.author, DraftRow.place, DraftRow.field),
                        update=cells,
                    )
                )

    def drop(self, desk: str, author: str, place: str, fields: list[str] | None = None) -> None:
        """Forget the drafts of a page, or of some of its fields: they are saved, or were thrown away."""
        query = DraftRow.delete().where(
            (DraftRow.desk == desk) & (DraftRow.author == author) & (DraftRow.place == place)
        )
        if fields is not None:
            query = query.where(DraftRow.field.in_(fields))
        with told_plainly(self.path), self._database.atomic():
            self._database.execute(query)

    def of_place(self, desk: str, author: str, place: str) -> list[Draft]:
        """What is kept for one page."""
        return self._drafts("desk = ? AND author = ? AND place = ?", (desk, author, place))

    def all_of(self, desk: str, author: str) -> list[Draft]:
        """Everything that is kept for a person on a desk."""
        return self._drafts("desk = ? AND author = ? AND place != ''", (desk, author))

    def _drafts(self, where: str, given: tuple[str, ...]) -> list[Draft]:
        query = f"SELECT place, field, value, base, saved_at FROM draft WHERE {where} ORDER BY saved_at"  # noqa: S608 - our own words
        with told_plainly(self.path):
            rows = self._database.execute_sql(query, given).fetchall()
        return [
            Draft(place, field, json.loads(value), json.loads(base), at)
            for place, field, value, base, at in rows
        ]
