"""What stakeholders may see, on the command line."""

from __future__ import annotations

from cli.conftest import CommandLine
from incidentdesk.services.board.board_page import PAGE


def test_a_clear_desk_says_so(desk: CommandLine) -> None:
    assert desk("board").out == "No major incident\n"
    document = desk.json("board")
    assert (document["clear"], document["incidents"], document["last_ended"]) == (True, [], None)


def test_a_major_incident_is_told_in_words_as_a_document_and_as_a_page(desk: CommandLine) -> None:
    desk.add_person("Rosa Diaz")
    number = desk("raise", "Rosa's mail-01 is dead", "--sev", "sev2").out.strip()
    desk.json("response", number, "impact", "No mail, says Rosa", "--users", "120")
    desk.json("response", number, "update", "external", "We restart mail-01.")
    words = desk("board", "--out", str(desk.folder / "pages")).out
    assert "page of the board cannot be written" not in words
    for said in ("1 major incident", f"Investigating  Major incident  SEV 2  {number}", "(120 users)"):
        assert said in words, said
    assert "We restart a device." in words
    assert "Rosa" not in words
    (incident,) = desk.json("board")["incidents"]
    assert (incident["number"], incident["public"], incident["sev"]) == (number, "investigating", "sev2")
    assert incident["impact"] == ["No mail, says a member of staff (120 users)"]
    assert incident["update"]["text"] == "We restart a device."
    assert incident["next_update"]["late"] is False
    page = (desk.folder / "pages" / PAGE).read_text(encoding="utf-8")
    assert number in page
    assert "Rosa" not in page


def test_a_folder_that_cannot_be_is_told(desk: CommandLine) -> None:
    (desk.folder / "file").write_text("x", encoding="utf-8")
    answer = desk("board", "--out", str(desk.folder / "file"))
    assert answer.code == 4
    assert "Choose another one" in answer.err
