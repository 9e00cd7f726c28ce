"""How a text file can be written: the encodings and signs between cells that are offered."""

from __future__ import annotations

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": N_("UTF-8 with mark"),
    "utf-16": "UTF-16",
    "cp1252": N_("Windows, western Europe (1252)"),
    "iso-8859-1": "ISO 8859-1",
    "iso-8859-15": "ISO 8859-15",
    "cp1250": N_("Windows, central Europe (1250)"),
    "cp1251": N_("Windows, Cyrillic (1251)"),
    "cp1254": N_("Windows, Turkish (1254)"),
    "cp850": "DOS 850",
    "cp437": "DOS 437",
    "koi8-r": "KOI8-R",
    "gb18030": N_("Chinese (GB 18030)"),
    "big5": N_("Chinese (Big5)"),
    "cp932": N_("Japanese (Shift JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "cp949": N_("Korean (949)"),
}
DELIMITERS = {",": N_("Comma"), ";": N_("Semicolon"), "\t": N_("Tab"), "|": "|"}


def offer_writing(
    encodings: SearchSelect, delimiters: SegmentedControl, encoding: str, delimiter: str
) -> None:
    """Offer all that is known, and choose how a file is written, known or not."""
    known = {**ENCODINGS}
    known.setdefault(encoding, encoding)
    encodings.set_choices([Choice(key, _(label)) for key, label in known.items()])
    encodings.set_value(encoding)
    signs = {**DELIMITERS}
    signs.setdefault(delimiter, delimiter)
    delimiters.set_options([(key, _(label)) for key, label in signs.items()])
    delimiters.set_value(delimiter)
