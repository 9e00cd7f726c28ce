"""Attached files: the list with their fingerprints, and the pictures."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.records import Attachment
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.pictures import Plate, open_picture
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.style import MUTED, hex_of
from incidentdesk.reports.tables import ruled_table
from incidentdesk.services.timeline_texts import size_text

PICTURE_HEIGHT = 250.0
ROOM_FOR_ONE_FILE = 124.0
"""Points that the heading, the titles of the columns and a file with a note need."""
SMALL_SIZE = 7.2
"""At this size a SHA-256 fits on one line of its column, and so stays one word."""


def attachments(sheet: Sheet) -> list[Flowable]:
    """The files with size and full SHA-256, then the pictures among them; nothing where there are none."""
    files = sheet.page.attachments
    if not files:
        return []
    rows = [_row(sheet, number, one) for number, one in enumerate(files, start=1)]
    titles = (_("No."), _("File, and its SHA-256"), _("Kind"), _("Size"))
    widths = [30.0, sheet.width - 204.0, 108.0, 66.0]
    count = ngettext("{n} file", "{n} files", len(files)).format(n=len(files))
    story: list[Flowable] = [
        *heading(sheet, _("Attachments"), count, room=ROOM_FOR_ONE_FILE),
        ruled_table(sheet, titles, rows, widths),
    ]
    for number, one in enumerate(files, start=1):
        if one.media_type.startswith("image/"):
            story += _picture(sheet, number, one)
    return story


def _row(sheet: Sheet, number: int, one: Attachment) -> list[Paragraph]:
    added = _("added by {name}, {when}").format(
        name=sheet.page.name(one.added_by), when=sheet.when(one.added)
    )
    lines = [
        sheet.markup(one.name),
        *([sheet.markup(one.note)] if one.note.strip() else []),
        f'<font size="{SMALL_SIZE}" color="{hex_of(MUTED)}">{sheet.markup(added)}</font>',
        f'<font size="{SMALL_SIZE}" color="{hex_of(MUTED)}">{one.sha256}</font>',
    ]
    return [
        sheet.cell(str(number)),
        Paragraph("<br/>".join(lines), sheet.styles.cell),
        sheet.cell(sheet.page.settings.label("attachment_kinds", one.kind)),
        sheet.cell(size_text(one.size)),
    ]


def _picture(sheet: Sheet, number: int, one: Attachment) -> list[Flowable]:
    picture = open_picture(sheet.content.pictures.get(one.sha256, b""))
    caption = _("File {n}: {name}").format(n=number, name=one.name)
    if picture is None:
        said = _("{caption} cannot be shown as a picture; the record holds its bytes.").format(
            caption=caption
        )
        return [Spacer(0, 5), Paragraph(sheet.markup(said, 400), sheet.styles.small)]
    label = Paragraph(sheet.markup(caption, 400), sheet.styles.small)
    return [KeepTogether([Spacer(0, 6), Plate(picture, sheet.width, PICTURE_HEIGHT), Spacer(0, 2), label])]
