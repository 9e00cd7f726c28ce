"""Issuing documents: bytes that stay, versions with reasons, and what reopening does to them."""

from __future__ import annotations

import hashlib

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.rendered import Rendered
from incidentdesk.services.reporting import ReportContent, Reporting
from walk import Walk


def test_issuing_keeps_the_bytes(walk: Walk) -> None:
    uid = walk.closed()
    report, data, changes = walk.cases.reporting.issue(uid, walk.me)
    assert data.startswith(b"%PDF")
    assert (report.version, report.issued_by, report.issued) == (1, walk.me, walk.time.now())
    assert (report.sha256, report.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (changes.incidents, changes.things) == (frozenset({uid}), frozenset({"reports"}))
    walk.later(days=400)
    latest = walk.cases.reporting.latest(uid, walk.me)
    assert latest is not None
    assert walk.cases.reporting.bytes_of(latest) == data
    assert walk.cases.reporting.find_issued(report.sha256) == (latest, walk.page(uid).incident.number)
    assert walk.cases.reporting.find_issued("0" * 64) is None
    entry = walk.page(uid).entries[-1]
    assert (entry.kind, entry.parameters["version"], entry.parameters["sha256"]) == (
        "report_issued",
        1,
        report.sha256,
    )


def test_a_second_version_needs_a_reason_and_supersedes_the_first(walk: Walk) -> None:
    uid = walk.closed()
    first = walk.cases.reporting.issue(uid, walk.me)[0]
    with pytest.raises(UsageError, match="has a report already"):
        walk.cases.reporting.issue(uid, walk.me, reason="  ")
    walk.later(minutes=5)
    second = walk.cases.reporting.issue(uid, walk.me, reason="The name was misspelt")[0]
    assert (second.version, second.reason) == (2, "The name was misspelt")
    reports = walk.page(uid).reports
    assert [(one.version, one.superseded) for one in reports] == [(1, walk.time.now()), (2, None)]
    assert walk.cases.reporting.latest(uid, walk.me) == reports[1]
    assert walk.cases.reporting.bytes_of(first)


def test_reopening_supersedes_what_was_issued(walk: Walk) -> None:
    uid = walk.closed()
    walk.cases.reporting.issue(uid, walk.me)
    walk.later(days=2)
    walk.cases.lifecycle.reopen(uid, "Again", walk.me)
    (report,) = walk.page(uid).reports
    assert report.superseded == walk.time.now()
    assert walk.cases.reporting.latest(uid, walk.me) is None
    with pytest.raises(RefusedError, match="is not closed"):
        walk.cases.reporting.issue(uid, walk.me, reason="x")
    walk.resolve(uid)
    walk.close(uid)
    assert walk.cases.reporting.issue(uid, walk.me, reason="Closed again")[0].version == 2


def test_a_preview_is_no_issue(walk: Walk) -> None:
    uid = walk.to("investigation")
    assert walk.cases.reporting.preview(uid, walk.me).data.startswith(b"%PDF")
    assert walk.page(uid).reports == ()
    with pytest.raises(RefusedError, match="is not closed"):
        walk.cases.reporting.issue(uid, walk.me)
    with pytest.raises(UsageError, match="no document"):
        walk.cases.reporting.preview(uid, walk.me, kind="poem")


class Meddling:
    """A kind of document during whose making someone adds a note."""

    key = title = "meddling"

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def render(self, content: ReportContent) -> Rendered:
        """Give a document that is out of date at once."""
        self._walk.cases.conversation.note(content.page.incident.uid, "One more thing", self._walk.me)
        return Rendered(b"%PDF", 1)


def test_a_report_is_of_what_is_there_when_it_is_issued(walk: Walk) -> None:
    uid = walk.closed()
    reporting = Reporting(walk.cases.desk, walk.cases.pages, {"meddling": Meddling(walk)})
    with pytest.raises(RefusedError, match="changed while"):
        reporting.issue(uid, walk.me, kind="meddling")
    assert walk.page(uid).reports == ()
