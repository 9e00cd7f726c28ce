"""The shift hand-over on paper."""

from __future__ import annotations

from incidentdesk.services.handing import handover_parts
from reports.helpers import Story, text_of


def test_it_says_what_stands_who_waits_and_what_was_said(story: Story) -> None:
    number, cases = story.log(), story.cases
    uid = cases.pages.incident(number, story.oyelaran).incident.uid
    cases.lifecycle.hold(number, "awaiting_supplier", story.oyelaran, wake=story.time.now().plus(90),
                         waiting_for="Zebra")  # fmt: skip
    cases.handovers.write(
        story.oyelaran, text="A <quiet> shift.\nThe fan is loud.", notes={uid: "Ask again & again"}
    )
    accepted, _changes = cases.handovers.accept("", story.sato)
    text = text_of(cases.handovers.pdf(accepted))
    for said in (
        "Northfield Clinic", "Shift hand-over", "M. Oyelaran, for the shift since 23 Nov 2026, 01:02 UTC+1",
        "Accepted by R. Sato, 23 Nov 2026, 09:02 UTC+1", "A <quiet> shift. The fan is loud.",
        "Waiting 1 incident", number, "waits for Zebra · until 23 Nov 2026, 10:32", "Ask again & again",
        "Handed over", "Accepted",
    ):  # fmt: skip
        assert said in text, said


def test_the_same_hand_over_is_the_same_bytes_and_a_draft_says_so(story: Story) -> None:
    story.log()
    written, _changes = story.cases.handovers.write(story.oyelaran)
    pdf = story.cases.handovers.pdf
    assert pdf(written).data == pdf(story.cases.handovers.one(written.uid)).data
    assert "Not accepted yet" in text_of(pdf(written))
    draft = text_of(pdf(story.cases.handovers.draft(story.oyelaran)))
    assert "not written yet" in draft


def test_a_crowded_desk_is_counted_and_keeps_its_pages(story: Story) -> None:
    for number in range(handover_parts.MOST + 12):
        story.log(title=f"Incident {number} " + "with many words " * 12)
    rendered = story.cases.handovers.pdf(story.cases.handovers.draft(story.oyelaran))
    assert "and 12 more, not listed here" in text_of(rendered)
    assert rendered.pages > 2
