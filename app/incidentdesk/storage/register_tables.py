"""The tables of those who work here, those whom we serve, and of what is named in incidents."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, BooleanField, IntegerField, TextField

from incidentdesk.storage.table import Table


class Person(Table):
    """Staff; ``process_roles`` is a JSON list of the roles of processes that somebody fills."""

    id = AutoField()
    uid = TextField(unique=True)
    name = TextField()
    role = TextField()
    account = TextField()
    email = TextField()
    active = BooleanField()
    process_roles = TextField(null=True)
    phone = TextField(null=True)


class Reporter(Table):
    """People who tell us of incidents; ``folded`` is the name as it is compared, ``words`` what finds them.

    ``place`` is the uid of a place, or its name where no register has it; ``details`` is JSON.
    """

    id = AutoField()
    uid = TextField(unique=True)
    name = TextField()
    folded = TextField(index=True)
    phone = TextField()
    email = TextField()
    place = TextField()
    note = TextField()
    active = BooleanField()
    details = TextField(default="{}")
    words = TextField(default="")

    class Meta:
        indexes = ((("words", "active", "place"), False),)


class RegisterItem(Table):
    """Teams, services, devices, places, skills, suppliers; ``details`` is JSON.

    ``words`` find the item; ``place`` is the one in ``details``, where a search finds it.
    """

    id = AutoField()
    uid = TextField(unique=True)
    register = TextField()
    name = TextField()
    folded = TextField()
    details = TextField()
    active = BooleanField()
    place = TextField(default="")
    words = TextField(default="")

    class Meta:
        indexes = (
            (("register", "folded"), False),
            (("register", "words", "active", "place"), False),
        )


class RegisterBatch(Table):
    """One CSV file that filled a register. ``counts`` is JSON; ``state`` is open, done or undone."""

    id = AutoField()
    uid = TextField(unique=True)
    register = TextField()
    file = TextField()
    counts = TextField()
    state = TextField()
    author = TextField()
    begun_at = BigIntegerField()
    begun_offset = IntegerField()


class RenamedEntry(Table):
    """Who or what has a new name that incidents are not found by yet; noted by triggers.

    The incidents up to the key ``seen_to`` are.
    """

    id = AutoField()
    uid = TextField(unique=True)
    seen_to = BigIntegerField()


class RegisterChange(Table):
    """Who changed which entry of a register when: added, never changed. ``fields`` is JSON: old and new."""

    id = AutoField()
    uid = TextField(unique=True)
    register = TextField()
    entry = TextField(index=True)
    kind = TextField()
    fields = TextField()
    author = TextField()
    batch = TextField(index=True)
    changed_at = BigIntegerField()
    changed_offset = IntegerField()
