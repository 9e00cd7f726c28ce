"""Templates of incidents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.services.desk.settings import items_to_json, shipped_defaults
from incidentdesk.services.new_incidents.incident_templates import (
    FIELDS,
    TEMPLATES,
    fresh_values,
    template,
    template_values,
    templates,
)
from incidentdesk.services.use_cases import UseCases
from walk import Walk


def test_each_shipped_template_can_be_logged(walk: Walk) -> None:
    settings = walk.cases.desk.settings()
    found = templates(settings)
    assert [one.key for one in found] == ["pw", "printer", "new", "down"]
    for item in found:
        values = template_values(settings, item)
        logged = walk.cases.log.log(values, walk.me)
        facts = walk.page(logged.uid).facts
        assert {key: facts[key] for key in values} == values
        assert set(values) == set(FIELDS) - {"service"}


def test_nothing_that_is_there_is_touched(cases: UseCases) -> None:
    settings = cases.desk.settings()
    item = template(settings, "pw")

    @given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["", None, "there"])))
    def holds(present: dict[str, str | None]) -> None:
        fresh = fresh_values(settings, item, present)
        for key, value in template_values(settings, item).items():
            assert fresh.get(key) == (None if present.get(key) == "there" else value)

    holds()


def test_a_choice_that_was_retired_since_is_left_out(walk: Walk) -> None:
    settings = walk.cases.desk.settings()
    items = tuple(replace(one, retired=one.key == "low") for one in settings.lists["impacts"])
    walk.cases.administration.write_list("impacts", items, walk.me)
    settings = walk.cases.desk.settings()
    assert "impact" not in template_values(settings, template(settings, "pw"))


def test_an_unknown_or_retired_key_names_those_in_use(walk: Walk) -> None:
    settings = walk.cases.desk.settings()
    items = tuple(replace(one, retired=one.key == "pw") for one in settings.lists[TEMPLATES])
    walk.cases.administration.write_list(TEMPLATES, items, walk.me)
    with pytest.raises(UsageError, match="printer"):
        template(walk.cases.desk.settings(), "pw")
    assert items_to_json(items)[1] == shipped_defaults()[f"list.{TEMPLATES}"][1]  # type: ignore[index,call-overload]
