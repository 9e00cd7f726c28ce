"""Which runbooks are attached to an incident, which are suggested, and why."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.domain.records import RegisterItem
from incidentdesk.services.runbooks.runbook_texts import match_text
from walk import Walk
from written_runbooks import IS_IT_ON, runbook


def ours(key: str, name: str, word: str, when: str) -> str:
    head = f'keywords = ["{word}"]\ntriggers = [{{when = {when}, say = "ours"}}]\n'
    return runbook(key, name, IS_IT_ON, head=head)


def matches(walk: Walk, **values: Any) -> list[tuple[str, str]]:
    uid = walk.log(**values)
    return [(one.line.key, one.how) for one in walk.cases.runbook_matching.of(uid)]


def attached(walk: Walk, **values: Any) -> list[str]:
    return [key for key, how in matches(walk, **values) if how == "condition"]


FITTING = [
    ("mail-not-arriving", "Mails are not arriving since this morning", {}),
    ("mail-not-arriving", "Outlook: message stays in the outbox", {}),
    ("mail-not-arriving", "Calendar is empty", {"category": "software.mail"}),
    ("sign-in-mfa", "She cannot sign in on any computer", {}),
    ("sign-in-mfa", "MFA code is refused", {}),
    ("sign-in-mfa", "Account locked three times today", {}),
    ("vpn-down", "VPN drops every ten minutes", {}),
    ("vpn-down", "Home office: share not found", {"category": "network.vpn"}),
    ("dns-failing", "Browser says DNS_PROBE_FINISHED_NXDOMAIN", {}),
    ("dns-failing", "Alert: dns02 latency", {"source": "monitoring"}),
    ("dns-failing", "Backup: could not resolve host backup01", {}),
    ("printing-stuck", "Printer on ward 3 prints nothing", {}),
    ("printing-stuck", "Nothing comes out", {"category": "software.printing"}),
    ("certificate-expired", "Certificate of the portal has expired", {}),
    ("certificate-expired", "Portal shows a warning", {"error_code": "NET::ERR_CERT_DATE_INVALID"}),
    ("ransomware-signs", "All files in the share are encrypted", {}),
    ("ransomware-signs", "A ransom note lies on the desktop", {}),
]
OTHERS = [
    ("mail-not-arriving", "New mail signature wanted", {}),
    ("mail-not-arriving", "Parcel did not arrive, not arriving at all", {}),
    ("sign-in-mfa", "Meeting room sign is wrong", {}),
    ("vpn-down", "Telephone drops calls", {}),
    ("dns-failing", "Name badge is misspelt", {}),
    ("dns-failing", "Alert: disk full on srv01", {"source": "monitoring"}),
    ("printing-stuck", "Sprint board does not load", {}),
    ("certificate-expired", "Training certificate wanted as PDF", {}),
    ("certificate-expired", "Password expired", {}),
    ("ransomware-signs", "How do I send an encrypted mail?", {}),
    ("ransomware-signs", "File share is slow", {}),
]


@pytest.mark.parametrize(("key", "title", "values"), FITTING)
def test_a_shipped_runbook_is_attached_where_it_should(
    walk: Walk, key: str, title: str, values: dict[str, Any]
) -> None:
    assert key in attached(walk, title=title, description="", **values)


@pytest.mark.parametrize(("key", "title", "values"), OTHERS)
def test_and_not_where_it_should_not(walk: Walk, key: str, title: str, values: dict[str, Any]) -> None:
    assert key not in attached(walk, title=title, description="", **values)


def test_the_name_of_the_service_is_tested_not_its_key(walk: Walk) -> None:
    service = walk.cases.people.write_item(RegisterItem("", "service", "Remote access"), walk.me)[0]
    uid = walk.log(title="It is down", description="", service=service.uid)
    (found,) = walk.cases.runbook_matching.of(uid)
    assert (found.line.key, found.how) == ("vpn-down", "condition")
    assert match_text(found) == "Attached: it is about remote access"


def test_the_words_suggest_one_where_no_condition_holds(walk: Walk) -> None:
    uid = walk.log(title="Labels stay blank, toner and paper were changed", description="")
    found = walk.cases.runbook_matching.of(uid)
    assert (found[0].line.key, found[0].how) == ("printing-stuck", "words")
    assert {"labels", "toner", "paper"} <= set(found[0].reasons)
    assert match_text(found[0]).startswith("Suggested: both say ")
    assert len(found) <= 3


def test_nothing_is_suggested_where_nothing_is_said(walk: Walk) -> None:
    assert matches(walk, title="Xyzzy", description="") == []


def test_one_that_helped_a_similar_incident_is_suggested_with_its_number(walk: Walk) -> None:
    cases = walk.cases
    text = ours("zebra", "Gadget", "gadget", '{field = "title", op = "is", value = "no"}')
    cases.runbooks.write(text, walk.me)
    first = walk.log(title="Frobnicator hums", description="", error_code="E-4711")
    view, _changes = cases.runbook_runs.start(first, "zebra", walk.me)
    second = walk.log(title="Other words here", description="", error_code="E-4711")
    assert "zebra" not in [one.line.key for one in cases.runbook_matching.of(second)]
    cases.runbook_runs.check_off(view.run.uid, 1, "ok", walk.me)
    (found,) = [one for one in cases.runbook_matching.of(second) if one.line.key == "zebra"]
    assert (found.how, found.reasons) == ("used", ("INC-2026-000001",))
    assert "INC-2026-000001" in match_text(found)


def test_a_retired_one_fits_nothing(walk: Walk) -> None:
    walk.cases.runbooks.retire("vpn-down", walk.me)
    assert "vpn-down" not in [key for key, _how in matches(walk, title="VPN is down", description="")]


def test_an_organisations_own_conditions_are_asked_too(walk: Walk) -> None:
    printing = '{field = "category", op = "is", value = "software.printing"}'
    when = f'{{all = [{printing}, {{not = {{field = "place", op = "is_empty"}}}}]}}'
    walk.cases.runbooks.write(ours("ours", "Ours", "x", when), walk.me)
    values = {"title": "Blank", "description": "", "category": "software.printing"}
    assert "ours" not in attached(walk, **values)
    assert "ours" in attached(walk, **values, place="Ward 3")


@pytest.mark.parametrize(("level", "fits"), [("sev1", True), ("sev2", True), ("sev3", False), ("", False)])
def test_the_sev_level_of_a_major_incident_is_tested_by_its_order(walk: Walk, level: str, fits: bool) -> None:
    when = '{field = "sev", op = "at_most", value = "sev2"}'
    walk.cases.runbooks.write(ours("ours", "Ours", "x", when), walk.me)
    raised = walk.cases.raising.raise_one("Xyzzy", walk.me, levels=[level] if level else [])
    assert ("ours" in [one.line.key for one in walk.cases.runbook_matching.of(raised.uid)]) is fits


def test_a_run_goes_on_when_its_incident_becomes_a_major_one(walk: Walk) -> None:
    cases = walk.cases
    uid = walk.to("investigation")
    view, _changes = cases.runbook_runs.start(uid, "printing-stuck", walk.me)
    cases.runbook_runs.check_off(view.run.uid, 1, "ok", walk.me, answer="everybody")
    cases.promotion.promote(uid, ["sev2"], walk.me)
    view, _changes = cases.runbook_runs.check_off(view.run.uid, 4, "ok", walk.me)
    assert (view.progress.of(1).state, view.progress.of(4).state, view.progress.next) == ("ok", "ok", 5)
