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
    "utf-16-le": N_("UTF-16 without mark"),
    "utf-16-be": N_("UTF-16 without mark, big end first"),
    "utf-32": "UTF-32",
    "utf-32-le": N_("UTF-32 without mark"),
    "utf-32-be": N_("UTF-32 without mark, big end first"),
    "cp1252": N_("Windows, western Europe (1252)"),
    "latin_1": N_("Western Europe (ISO 8859-1)"),
    "iso8859_15": N_("Western Europe (ISO 8859-15)"),
    "cp850": N_("DOS, western Europe (850)"),
    "cp437": N_("DOS, American (437)"),
    "mac_roman": N_("Mac, western Europe (Roman)"),
    "cp1250": N_("Windows, central Europe (1250)"),
    "iso8859_2": N_("Central Europe (ISO 8859-2)"),
    "cp852": N_("DOS, central Europe (852)"),
    "cp1257": N_("Windows, Baltic (1257)"),
    "cp1254": N_("Windows, Turkish (1254)"),
    "cp1253": N_("Windows, Greek (1253)"),
    "cp1251": N_("Windows, Cyrillic (1251)"),
    "koi8_r": N_("Cyrillic (KOI8-R)"),
    "koi8_u": N_("Cyrillic (KOI8-U)"),
    "iso8859_5": N_("Cyrillic (ISO 8859-5)"),
    "cp866": N_("DOS, Cyrillic (866)"),
    "cp855": N_("DOS, Cyrillic (855)"),
    "cp1255": N_("Windows, Hebrew (1255)"),
    "cp1256": N_("Windows, Arabic (1256)"),
    "gb18030": N_("Chinese (GB 18030)"),
    "big5": N_("Chinese (Big5)"),
    "cp932": N_("Japanese (Shift JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "cp949": N_("Korean (949)"),
}
"""The encodings that are offered, by the names that the reading of files uses, and their words."""
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
