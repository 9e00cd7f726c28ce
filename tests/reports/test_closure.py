"""The closure report of a whole incident: what it says, and what the file is."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from typing import Any

from pypdf import PdfReader

from incidentdesk.reports.closure_kind import LETTER, ClosureReport
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.reporting import Reporting
from reports.helpers import Story, at, moment, png, text_of


def reader_of(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def issued(story: Story, reason: str = "") -> bytes:
    return story.cases.reporting.issue(story.number, story.oyelaran, reason=reason)[1]


def test_it_tells_the_whole_incident(story: Story) -> None:
    story.whole()
    text = text_of(issued(story))
    for said in (
        "Northfield Clinic",
        "Service Desk",
        "Incident closure report",
        story.number,
        "Label printer on ward 3 prints blank labels after driver update",
        "Software · Printing · Ward 3 nursing station",
        "Service was restored 23 Nov 2026, 11:35 UTC+1.",
        "Outcome: Fixed, permanent.",
        "Dana Whitlock, ext. 4410",
        "23 Nov 2026, about 08:50 UTC+1",
        "P2 High",
        "at once (target 1 h) met",
        "2 h 8 min (target 8 h) met",
        "25 min, the clock stood 25 min",
        "P2 High by the matrix, not overridden",
        "Driver 4.2 drops the media type, so the head is not heated",
        "E-0x80070005",
        "Dana Whitlock: Restored. Phone, 23 Nov 2026, 11:42 UTC+1 (by M. Oyelaran): “labels are fine now”",
    ):
        assert said in text, said


def test_all_stages_say_who_completed_them_and_when(story: Story) -> None:
    story.whole()
    text = text_of(issued(story))
    done = {
        "Identification and logging": "M. Oyelaran · 23 Nov 2026, 09:02 UTC+1",
        "Classification and prioritisation": "R. Sato · 23 Nov 2026, 09:40 UTC+1",
        "Investigation and analysis": "R. Sato · 23 Nov 2026, 11:04 UTC+1",
        "Resolution and recovery": "R. Sato · 23 Nov 2026, 11:36 UTC+1",
        "Closure": "M. Oyelaran · 23 Nov 2026, 11:43 UTC+1",
    }
    places = [text.index(f"{title} {side}") for title, side in done.items()]
    assert places == sorted(places)
    for bar in ("Classification 38 min", "Investigation 1 h 24 min", "Resolution 32 min", "Closure 7 min"):
        assert bar in text


def test_tables_decisions_and_the_ledgers_are_printed(story: Story) -> None:
    story.whole()
    text = text_of(issued(story))
    for said in (
        "Driver 4.2 ignores the media type “label” Test print with 4.1 on PC-3-07 Confirmed Tested",
        "Roll back driver to 4.1 on 3 workstations 23 Nov 2026, 11:21 UTC+1 Test label printed, readable",
        "Decision K. Lindqvist 23 Nov 2026, 10:20 UTC+1 Phone Go back to 4.1 at once, ask the vendor later",
        "Approval R. Sato 23 Nov 2026, 10:25 UTC+1 File approval-rollback.txt",
        "23 Nov 2026, 10:00 UTC+1 23 Nov 2026, 10:25 UTC+1 stood Awaiting the user 25",
        "Time used 128",
        "line busy No answer",
        "23 Nov 2026, 10:20 UTC+1 entered 23 Nov 2026, 10:25 UTC+1 R. Sato K. Lindqvist, phone Decision",
    ):
        assert said in text, said


def test_attachments_are_listed_with_their_full_sha256_and_pictures_are_printed(story: Story) -> None:
    story.whole()
    data = issued(story)
    text = text_of(data)
    for one in story.cases.pages.incident(story.number, story.sato).attachments:
        assert f" {one.sha256} " in text
        assert one.name in text
    assert hashlib.sha256(png()).hexdigest() in text
    assert sum(len(page.images) for page in reader_of(data).pages) == 1
    assert "File 1: photo-label.png" in text


def test_the_heading_of_the_attachments_stands_with_the_first_of_them(story: Story) -> None:
    number = story.log()
    one = file_from_bytes("label.png", png(60, 40))
    story.cases.conversation.attach(number, one, story.sato, note="from the ward")
    pages_begun = set()
    for lines in range(1, 41):
        story.save(story.sato, error_code=f"E-{lines}", description="Blank again\n" * (lines % 4 + 1))
        pages = reader_of(story.cases.reporting.preview(number, story.oyelaran).data).pages
        said = [page.extract_text() for page in pages]
        begins = next(at_page for at_page, text in enumerate(said) if "Attachments" in text)
        assert "label.png" in said[begins], f"{lines} saves"
        pages_begun.add(begins)
    assert len(pages_begun) > 1


def test_every_page_is_numbered_and_signed_for(story: Story) -> None:
    story.whole()
    report, data, _changes = story.cases.reporting.issue(story.number, story.oyelaran)
    pages = reader_of(data).pages
    head = story.cases.pages.incident(story.number, story.oyelaran).entries[-2].hash
    assert len(pages) == report.pages >= 2
    foot = f"Issued 23 Nov 2026, 11:52 UTC+1 by M. Oyelaran · version 1 · record {head[:8]}"
    for number, page in enumerate(pages, start=1):
        said = page.extract_text()
        assert f"Page {number} of {len(pages)}" in said
        assert foot in said
    last = pages[-1].extract_text()
    assert f"This report has {len(pages)} pages; version 1; record {head[:8]}." in last
    assert head in last
    for signer in ("Service desk", "Reporter", "Desk lead", "Dana Whitlock", "Signature"):
        assert signer in last


def test_a_preview_says_that_it_is_none(story: Story) -> None:
    story.whole()
    pages = reader_of(story.cases.reporting.preview(story.number, story.oyelaran).data).pages
    assert all("Preview, not issued" in page.extract_text() for page in pages)
    assert "A preview is not to be signed." in pages[-1].extract_text()
    assert "Preview" not in text_of(issued(story))


def test_a_new_version_names_the_one_it_replaces(story: Story) -> None:
    story.whole()
    issued(story)
    text = text_of(issued(story, "the phone number was wrong"))
    assert "Version 2 replaces version 1: the phone number was wrong" in text
    assert "23 Nov 2026, 11:52 UTC+1 M. Oyelaran" in text
    assert "version 2 · record" in text


def test_the_same_content_gives_the_same_bytes(story: Story) -> None:
    story.whole()
    reporting = story.cases.reporting
    first = reporting.preview(story.number, story.oyelaran)
    assert reporting.preview(story.number, story.oyelaran).data == first.data
    story.time.advance(minutes=1)
    assert reporting.preview(story.number, story.oyelaran).data != first.data


def test_fonts_are_embedded(story: Story) -> None:
    story.whole()
    found: dict[str, bool] = {}
    for page in reader_of(issued(story)).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.get_object().values():
            one = font.get_object()
            descriptor = one.get("/FontDescriptor")
            found[one["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    assert any("Inter" in name for name in found)
    assert all(found.values())


def test_the_file_describes_itself(story: Story) -> None:
    story.whole()
    reader = reader_of(issued(story))
    about = reader.metadata
    assert about is not None
    title = "Label printer on ward 3 prints blank labels after driver update"
    assert about.title == f"{story.number} · Incident closure report · {title}"
    assert about.author == "Northfield Clinic"
    assert about.subject == "Incident closure report, version 1"
    assert about.creation_date == at(11, 52)
    assert reader.root_object["/Lang"] == "en-GB"


def test_each_section_has_a_bookmark_on_its_page(story: Story) -> None:
    story.whole()
    reader = reader_of(issued(story))
    places: dict[str, int] = {
        str(one.title): reader.get_destination_page_number(one)
        for one in reader.outline
        if not isinstance(one, list)
    }
    for title in (
        "Identification and logging",
        "Closure",
        "Decisions and approvals",
        "Timeline",
        "Attachments",
        "Signatures",
    ):
        page = reader.pages[places[title]].extract_text()
        assert title in page.splitlines(), title
    assert places["Signatures"] == len(reader.pages) - 1 > places["Identification and logging"] == 0


def test_a_skipped_stage_says_why(story: Story) -> None:
    story.log()
    story.classify(type="service_request")
    story.resolve()
    story.close(retest="delivered")
    text = text_of(issued(story))
    assert "Investigation and analysis skipped A service request needs no investigation." in text
    assert "Delivered and working" in text


def test_an_open_incident_says_what_is_not_completed(story: Story) -> None:
    story.log()
    text = text_of(story.cases.reporting.preview(story.number, story.oyelaran))
    assert "Closure not completed Nothing was written here." in text
    assert "P3 Normal, provisional: it is not classified yet." in text
    assert "Not asked yet." in text


def test_a_priority_set_by_hand_prints_the_reason_and_the_rule(story: Story) -> None:
    story.log()
    story.classify(priority_override="P1", priority_reason="The minister is visiting")
    text = text_of(story.cases.reporting.preview(story.number, story.oyelaran))
    assert "P1 Critical, set by hand: The minister is visiting. By the rule: impact “A department”" in text


def test_a_missed_target_is_said(story: Story) -> None:
    story.log()
    story.classify(impact="high")
    story.investigate()
    story.resolve(14, 30, restored=moment(14, 0))
    text = text_of(story.cases.reporting.preview(story.number, story.oyelaran))
    assert "4 h 58 min (target 4 h) missed" in text
    assert "due 23 Nov 2026, 13:02 UTC+1" in text


def test_a_running_clock_is_said_to_run(story: Story) -> None:
    story.log()
    story.classify()
    text = text_of(story.cases.reporting.preview(story.number, story.oyelaran))
    assert "38 min (target 8 h) running" in text


def test_hidden_answers_are_left_out(story: Story) -> None:
    story.log()
    story.classify(impact="low", severity="low")
    story.save(story.sato, not_pursued="Not worth the time")
    assert "Not worth the time" in text_of(story.cases.reporting.preview(story.number, story.sato))
    story.save(story.sato, impact="high", severity="high")
    page = text_of(story.cases.reporting.preview(story.number, story.sato))
    stages = page[page.index("Investigation and analysis") : page.index("Resolution and recovery")]
    assert "Not worth the time" not in stages


def test_without_a_name_the_desk_is_incident_desk(story: Story) -> None:
    story.cases.administration.name_organisation("", "", None, story.oyelaran)
    story.log()
    rendered = story.cases.reporting.preview(story.number, story.oyelaran)
    about = reader_of(rendered.data).metadata
    assert text_of(rendered).startswith("Preview Incident Desk Incident closure report")
    assert about is not None
    assert about.author == "Incident Desk"


def test_the_logo_is_printed(story: Story) -> None:
    logo = file_from_bytes("logo.png", png(200, 80, "#2457d6"))
    story.cases.administration.name_organisation("Northfield Clinic", "Service Desk", logo, story.oyelaran)
    story.log()
    pages = reader_of(story.cases.reporting.preview(story.number, story.oyelaran).data).pages
    assert len(pages[0].images) == 1


def test_other_paper(story: Story) -> None:
    story.whole()
    reporting = Reporting(story.cases.desk, story.cases.pages, {"closure": ClosureReport(page_size=LETTER)})
    pages = reader_of(reporting.preview(story.number, story.oyelaran).data).pages
    assert {(float(page.mediabox.width), float(page.mediabox.height)) for page in pages} == {LETTER}


def test_any_process_can_be_printed(story: Story) -> None:
    story.number = story.cases.log.log({"title": "A lamp is broken"}, story.sato, process="blank").number
    story.save(story.sato, done=True, what_was_done="A new lamp was put in")
    for stage in ("log", "close"):
        if not story.cases.pages.incident(story.number, story.sato).stages.get(stage) or stage == "close":
            story.complete(stage, story.sato)
    text = text_of(issued(story))
    assert "What was done: A new lamp was put in" in text
    assert "Confirmation:" not in text


def test_the_program_starts_without_reportlab() -> None:
    code = "import sys, incidentdesk.reports.closure_kind; print('reportlab' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
