"""Templates on the log page, by keyboard."""

from __future__ import annotations

from end_to_end.office import Desk


def test_a_key_in_the_title_fills_what_is_empty_and_all_is_logged(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("/PW")
    desk.driver.press("Tab")
    form, strip = desk.log.form, desk.log.template
    assert form.values()["title"] == "Password does not work"
    assert str(form.values()["description"]).startswith("Which system or account:")
    assert "Password does not work" in strip.words.text()
    assert "Category Access · Account or password" in strip.words.text()
    desk.driver.command("Ctrl+Return")
    facts = desk.office.only().facts
    assert [facts[key] for key in ("category", "type", "impact", "severity")] == [
        "access.account", "software", "low", "medium",
    ]  # fmt: skip
    assert desk.office.only().incident.title == "Password does not work"
    desk.driver.command("Ctrl+N")
    assert strip.isHidden(), "the next call begins without it"
    desk.driver.keys("Another")
    desk.driver.command("Ctrl+Return")
    with desk.office.reading() as cases:
        assert "category" not in cases.pages.incident("INC-2026-000002", desk.office.me.uid).facts


def test_a_template_is_found_in_the_list_and_taken_back(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Ward 3 prints nothing")
    desk.driver.command("Ctrl+Shift+T")
    desk.driver.find("printer", "Return")
    form, strip = desk.log.form, desk.log.template
    assert form.values()["title"] == "Ward 3 prints nothing", "what was written stays"
    assert "What its display says" in str(form.values()["description"])
    assert "What happens" in strip.words.text()
    desk.opened.window.toast.undo()
    desk.driver.settle()
    assert form.values()["description"] is None
    assert form.values()["title"] == "Ward 3 prints nothing"
    assert strip.isHidden()
    desk.driver.command("Ctrl+Return")
    assert "category" not in desk.office.only().facts


def test_esc_leaves_the_list_and_fills_nothing(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.command("Ctrl+Shift+T")
    desk.driver.press("Esc")
    assert desk.log.template.isHidden()
    assert desk.driver.name().startswith("What is wrong") or desk.driver.has_focus(desk.log.form)
    assert desk.log.form.values().get("title") is None


def test_a_key_that_nobody_has_is_told_and_not_logged(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("/nothing")
    desk.driver.command("Ctrl+Return")
    assert "nothing" in desk.log.form.editor("title").problem
    with desk.office.reading() as cases:
        assert cases.queue.totals()[0] == 0


def test_what_a_template_gave_is_in_the_draft(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("/down")
    desk.driver.press("Tab")
    draft = desk.log.typed()
    desk.log.template.take(None)
    desk.log._dirty = False  # noqa: SLF001 - as after a start of the program
    desk.log.bring_back(draft)
    desk.driver.settle()
    assert "Impact Everyone" in desk.log.template.words.text()
    desk.driver.command("Ctrl+Return")
    assert desk.office.only().facts["impact"] == "high"


def test_the_list_is_in_the_order_of_the_categories(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.command("Ctrl+Shift+T")
    choices = desk.log.template.choice.choices()
    assert [(one.key, one.group) for one in choices] == [
        ("down", "Software · Business application"),
        ("printer", "Hardware · Printer or scanner"),
        ("pw", "Access · Account or password"),
        ("new", "Inquiry · Order or change"),
    ]
    desk.driver.find("access", "Return")
    assert desk.log.form.values()["title"] == "Password does not work"
