"""What every table of a desk is made from; the tables as they are today are in the modules ``*_tables``.

Migrations keep their own frozen copies and never import those. Times are milliseconds since 1970 in UTC; a
column ``*_offset`` beside them holds the minutes by which clocks ran ahead of UTC where the time was noted.
Integer keys never leave the storage layer.
"""

from __future__ import annotations

from peewee import Model


class Table(Model):
    """A table bound to no database: each query is run on the one that is passed to it."""

    class Meta:
        legacy_table_names = False
        without_rowid = False
