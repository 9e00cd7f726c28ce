"""Updates at the end of a major incident: the last word, and what is recorded after it is over."""

from __future__ import annotations

from threading import Event

from incidentdesk.services.updates.updates import Update
from services.post_office import mail_server, web_server
from services.update_desk import UpdateDesk

OVER = "The incident with Mail is over since 09:30. Effects that last: none."


def test_the_last_word_lets_no_further_one_be_due_and_satisfies_the_gate(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        channel = update_desk.mail(box, audience="external")
        update_desk.send(channel, audience="external")
        assert update_desk.view().due is not None
        last = Update("external", update_desk.of("external").turn, "resolved", OVER)
        update_desk.updates.send(update_desk.number, last, [channel], update_desk.me)
    view = update_desk.view()
    assert view.due is None
    assert view.audiences["external"].last.text.last  # type: ignore[union-attr]
    stages = {one.key: one.values for one in update_desk.room.page(update_desk.number).stages.values()}
    assert stages["response"]["last_update"] == "sent"
    (told,) = update_desk.room.told(update_desk.number, "update_external")[-1:]
    assert "the last one" in told.marks


def test_the_last_word_to_staff_leaves_standing_what_the_public_was_promised(update_desk: UpdateDesk) -> None:
    desk, me = update_desk, update_desk.me

    def tell(audience: str, template: str, text: str) -> None:
        update = Update(audience, desk.of(audience).turn, template, text)
        desk.updates.tell_by_hand(desk.number, update, "all", me)

    tell("external", "first", "We look into it. Next update at 09:40.")
    promised = desk.view().due
    tell("internal", "internal_resolved", "It works again. This is the last update.")
    assert desk.view().due == promised == desk.room.after(40)
    stages = {one.key: one.values for one in desk.room.page(desk.number).stages.values()}
    assert "last_update" not in stages.get("response", {})
    tell("external", "resolved", OVER)
    assert desk.view().due is None
    stages = {one.key: one.values for one in desk.room.page(desk.number).stages.values()}
    assert stages["response"]["last_update"] == "sent"


def test_what_goes_while_it_is_cancelled_is_recorded_all_the_same(update_desk: UpdateDesk) -> None:
    cases, me = update_desk.room.cases, update_desk.me
    with web_server() as hook:
        channel = update_desk.hook(hook.url)
        text, _changes = update_desk.updates.prepare(update_desk.number, update_desk.words(), [channel], me)
        gone = Event()

        def cancelled() -> bool:
            """Asked while it is under way: somebody calls it off meanwhile."""
            if hook.came.is_set() and not gone.is_set():
                gone.set()
                cases.response.go_to(update_desk.number, "false_alarm", me, reason="A test")
            return False

        hook.hold = Event()

        def answer() -> bool:
            found = cancelled()
            if gone.is_set():
                hook.hold.set()  # type: ignore[union-attr]
            return found

        sent = update_desk.updates.deliver(text.uid, me, answer)
    assert [one.state for one in sent.sendings] == ["sent"]
    view = update_desk.view()
    assert (view.over, view.due) == (True, None)
    assert len(update_desk.room.told(update_desk.number, "update_internal")) == 1


def test_once_it_is_resolved_each_audience_is_offered_its_last_word(update_desk: UpdateDesk) -> None:
    update_desk.room.cases.response.go_to(update_desk.number, "mitigating", update_desk.me, reason="It helps")
    offered = {key: one.template for key, one in update_desk.view().audiences.items()}
    assert offered == {"internal": "internal", "executive": "executive", "external": "first"}
    update_desk.room.resolve(update_desk.number)
    offered = {key: one.template for key, one in update_desk.view().audiences.items()}
    assert offered == {
        "internal": "internal_resolved", "executive": "executive_resolved", "external": "resolved"
    }  # fmt: skip
    draft = update_desk.updates.draft(update_desk.number, "internal", update_desk.me)
    assert draft.last
    assert "Next update" not in draft.text
