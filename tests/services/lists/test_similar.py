"""Similar incidents: what is told, why, and what can be done with it."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.records import RegisterItem
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.lists.similar import Likenesses
from incidentdesk.services.timeline_texts import entry_text
from walk import RESOLUTION, Walk


def titles(likenesses: Likenesses) -> list[str]:
    return [item.row.title for item in likenesses.items]


def reasons(likenesses: Likenesses) -> dict[str, tuple[str, ...]]:
    return {item.row.title: item.reasons for item in likenesses.items}


def item(walk: Walk, register: str, name: str) -> str:
    return walk.cases.people.write_item(RegisterItem("", register, name), walk.me)[0].uid


def timeline(walk: Walk, uid: str) -> list[str]:
    page = walk.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    return [entry_text(entry, page, texts).headline for entry in page.entries]


@pytest.fixture
def quiet(walk: Walk) -> Walk:
    """A desk with unrelated incidents of yesterday."""
    for number in range(6):
        walk.log(title=f"Question {number} about holidays", description="Nothing of the kind.")
    walk.later(minutes=24 * 60)
    return walk


def test_what_is_shared_is_named_and_tells_more_the_rarer_it_is(quiet: Walk) -> None:
    walk = quiet
    service, device = item(walk, "service", "Booking"), item(walk, "device", "LBL-W3-02")
    walk.log(title="Same code", error_code="0x80070005")
    walk.log(title="Same device", device=device)
    walk.log(title="Same service", service=service)
    walk.log(title="Same category", category="software.printing")
    walk.log(title="Device and service", device=device, service=service)
    values = {"title": "Zebra", "error_code": "0x80070005", "device": device, "service": service,
              "category": "software.printing"}  # fmt: skip
    found = walk.cases.similar.to_values(values)
    assert titles(found) == [
        "Same code",
        "Device and service",
        "Same device",
        "Same service",
        "Same category",
    ]
    assert reasons(found)["Device and service"] == ("device", "service")
    assert reasons(found)["Same code"] == ("error_code",)


def test_of_as_likely_ones_the_newest_comes_first(quiet: Walk) -> None:
    service = item(quiet, "service", "Booking")
    for number in range(7):
        quiet.log(title=f"Booking fails {number}", service=service)
    found = quiet.cases.similar.to_values({"title": "", "service": service}, limit=3)
    assert titles(found) == ["Booking fails 6", "Booking fails 5", "Booking fails 4"]


def test_rare_words_of_the_title_find_what_shares_nothing_else(quiet: Walk) -> None:
    quiet.log(title="Labels come out blank", description="Since the driver update.")
    quiet.log(title="Mail is slow", description="On the whole floor.")
    found = quiet.cases.similar.to_values({"title": "Blank labels on ward 5"})
    assert titles(found)[0] == "Labels come out blank"
    assert reasons(found)["Labels come out blank"] == ("words",)
    assert "Mail is slow" not in titles(found)
    assert titles(quiet.cases.similar.to_values({"title": "打印机无法打印"})) == []
    quiet.log(title="无法登录 VPN")
    assert titles(quiet.cases.similar.to_values({"title": "登录失败"})) == ["无法登录 VPN"]


@pytest.mark.parametrize("title", ["", " ", "x", '"', "AND", "\0", "()", "日", "a" * 5000])
def test_any_title_can_be_typed(quiet: Walk, title: str) -> None:
    assert quiet.cases.similar.to_values({"title": title}).burst == 0


def test_what_was_done_is_told_of_those_that_are_resolved(quiet: Walk) -> None:
    done = quiet.to("closure", title="Labels blank after the driver update")
    new = quiet.log(title="Labels blank again on ward 5")
    (likeness, *_rest) = quiet.cases.similar.to(new).items
    assert likeness.row.uid == done
    assert likeness.resolution == RESOLUTION["resolution"]
    assert new not in [one.row.uid for one in quiet.cases.similar.to(new).items]


def test_three_within_an_hour_are_a_hint(quiet: Walk) -> None:
    service = item(quiet, "service", "Booking")
    first = quiet.log(title="Booking unreachable", service=service)
    values = {"title": "Cannot book", "service": service}
    assert quiet.cases.similar.to_values(values).burst == 0
    quiet.later(minutes=10)
    quiet.log(title="Nothing shared but these words: booking unreachable")
    assert quiet.cases.similar.to_values({"title": "Booking is unreachable"}).burst == 3
    quiet.log(title="Booking hangs", service=service)
    assert quiet.cases.similar.to_values(values).burst == 3
    assert quiet.cases.similar.to(first).burst == 3
    quiet.later(minutes=55)
    assert quiet.cases.similar.to_values(values).burst == 0


def test_a_duplicate_is_linked_on_both_and_the_link_can_be_taken_back(quiet: Walk) -> None:
    original, double = quiet.log(title="Booking unreachable"), quiet.log(title="Booking is unreachable")
    linked = quiet.cases.similar.link_duplicate(double, original, quiet.me)
    assert linked.changes.incidents == {original, double}
    number, other = quiet.page(original).incident.number, quiet.page(double).incident.number
    assert timeline(quiet, double)[-1] == f"A duplicate of {number}"
    assert timeline(quiet, original)[-1] == f"{other} is a duplicate"
    assert quiet.cases.similar.to(double).items[0].link == linked.uid
    assert quiet.cases.similar.to(original).items[0].link == linked.uid
    assert quiet.page(double).incident.status == quiet.page(original).incident.status == "new"
    for pair in ((double, original), (original, double)):
        with pytest.raises(RefusedError, match="linked already"):
            quiet.cases.similar.link_duplicate(*pair, quiet.me)
    quiet.cases.similar.unlink(linked.uid, quiet.me)
    assert quiet.cases.similar.to(double).items[0].link == ""
    assert timeline(quiet, double)[-1] == f"No duplicate of {number} after all"
    assert timeline(quiet, original)[-1] == f"{other} is no duplicate after all"
    with pytest.raises(RefusedError, match="taken away already"):
        quiet.cases.similar.unlink(linked.uid, quiet.me)


def test_what_is_linked_is_told_first_and_nothing_is_linked_to_itself(quiet: Walk) -> None:
    far, near = quiet.log(title="Something else entirely"), quiet.log(title="Booking unreachable")
    mine = quiet.log(title="Booking is unreachable")
    quiet.cases.similar.link_duplicate(mine, far, quiet.me)
    assert [one.row.uid for one in quiet.cases.similar.to(mine).items][:2] == [far, near]
    assert quiet.cases.similar.to(mine).items[0].reasons == ()
    with pytest.raises(UsageError, match="linked to itself"):
        quiet.cases.similar.link_duplicate(mine, mine, quiet.me)
    with pytest.raises(UsageError, match="no incident"):
        quiet.cases.similar.to("nosuch")
