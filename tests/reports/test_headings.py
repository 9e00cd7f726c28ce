"""Headings on paper stay with what they stand above, wherever a page ends."""

from __future__ import annotations

import io

from pypdf import PdfReader

from incidentdesk.reports.review_kind import ReviewReport
from incidentdesk.reports.runbook import RunbookReport
from incidentdesk.services.reporting import Reporting
from incidentdesk.services.runbooks.runbooks import Runbooks
from reports.helpers import Story
from reports.test_review import reviewed
from walk import Walk

WIDTH = 595.0
BOOKS, REVIEWS = range(630, 740, 7), (*range(500, 520, 4), *range(712, 724, 4), *range(836, 860, 8))
"""Heights of pages, in points: so the end of a page comes at every place around the headings."""
BOOK = """key = "long"
name = "Long"
review_every = 9
meaning = "{meaning}"
[[step]]
number = 1
kind = "do"
text = "{step}"
"""
LINE = "A sentence that takes one line of the page, more or less, from its left to its right side."


def page_with(data: bytes, words: str) -> str:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]
    (found,) = [one for one in pages if words in one]
    return found


def test_a_table_begins_on_the_page_of_its_heading(walk: Walk) -> None:
    cases, step = walk.cases, " ".join([LINE] * 9)
    cases.runbooks.write(BOOK.format(meaning=" ".join([LINE] * 33), step=step), walk.me)
    for height in BOOKS:
        runbooks = Runbooks(cases.desk, lambda height=height: RunbookReport((WIDTH, float(height))))
        assert "Do: A sentence" in page_with(runbooks.pdf("long").data, "Steps"), height


def test_the_parts_of_a_review_begin_on_the_pages_of_their_headings(story: Story) -> None:
    number = reviewed(story)
    for height in REVIEWS:
        kinds = {"review": ReviewReport(page_size=(WIDTH, float(height)))}
        data = Reporting(story.cases.desk, story.cases.pages, kinds).preview(number, story.oyelaran, "review")
        timeline = page_with(data.data, "clocks of Europe/Berlin")
        assert "Before it was declared When Who What 23 Nov 2026" in timeline, height
        assert "1 Add a canary" in page_with(data.data, "Lessons fix to be verified"), height


def test_the_number_of_a_step_stands_on_one_line(walk: Walk) -> None:
    steps = "".join(f'[[step]]\nnumber = {n}\nkind = "do"\ntext = "Turn it"\n' for n in range(1, 121))
    walk.cases.runbooks.write('key = "many"\nname = "Many"\nreview_every = 9\n' + steps, walk.me)
    data = walk.cases.runbooks.pdf("many").data
    for number in (9, 99, 100, 120):
        assert page_with(data, f" {number} Do: Turn it")
