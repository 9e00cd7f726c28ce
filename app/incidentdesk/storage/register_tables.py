"""The tables of those who work here, those whom we serve, and of what is named in incidents."""

from __future__ import annotations

from peewee import AutoField, BooleanField, TextField

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


class Reporter(Table):
    """People who tell us of incidents; ``folded`` is the name as it is searched."""

    id = AutoField()
    uid = TextField(unique=True)
    name = TextField()
    folded = TextField(index=True)
    phone = TextField()
    email = TextField()
    place = TextField()
    note = TextField()
    active = BooleanField()


class RegisterItem(Table):
    """Teams, services, devices, places, suppliers; ``details`` is JSON."""

    id = AutoField()
    uid = TextField(unique=True)
    register = TextField()
    name = TextField()
    folded = TextField()
    details = TextField()
    active = BooleanField()

    class Meta:
        indexes = ((("register", "folded"), False),)
