"""What every table of a desk is made from."""

from __future__ import annotations

from peewee import Model


class Table(Model):
    """A table bound to no database: each query is run on the one that is passed to it."""

    class Meta:
        legacy_table_names = False
        without_rowid = False
