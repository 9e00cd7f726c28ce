"""What the tests of the whole job have in common: a picture to paste, and what there is at the end."""

from __future__ import annotations

import hashlib
import io

from pypdf import PdfReader
from PySide6.QtGui import QColor, QGuiApplication, QImage

from end_to_end.office import Office

TIMELINE = [
    "logged", "responded", "stage_completed",
    "saved", "priority_changed", "stage_completed", "status_changed",
    "attached", "note",
    "held", "status_changed", "resumed", "status_changed",
    "saved", "stage_completed",
    "saved", "stage_completed", "status_changed",
    "saved", "stage_completed", "status_changed",
    "report_issued",
]  # fmt: skip


def put_a_picture_on_the_clipboard() -> None:
    """As a screenshot tool leaves it there."""
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(picture)


def the_job_is_done(office: Office) -> None:
    """The one incident of ``office`` is closed, with its timeline, its picture and its issued report."""
    page = office.only()
    assert page.incident.status == "closed"
    assert [entry.kind for entry in page.entries] == TIMELINE
    assert [file.name for file in page.attachments] == ["picture-1.png"]
    (report,) = page.reports
    with office.reading() as cases:
        issued = cases.reporting.bytes_of(report)
    assert issued.startswith(b"%PDF-")
    assert hashlib.sha256(issued).hexdigest() == report.sha256
    assert (report.version, report.issued_by) == (1, office.me.uid)
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(issued)).pages).split())
    for words in (
        page.incident.number, "Dana Whitlock", "Driver 4.2 drops the media type", "This is what comes out",
    ):  # fmt: skip
        assert words in text, f"the report does not say {words!r}"
