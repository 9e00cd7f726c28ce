"""The check of a review's language: what is remarked on which field, and what was left as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from incidentdesk.domain.blameless import Remark, check_language
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.forms.text_editors import LongTextEditor, TextEditor
from incidentdesk.services.desk.languages import blameless_words

Remarks = Mapping[str, tuple[Remark, ...]]
"""Remarks by field."""


def text_of(editor: Editor) -> str:
    """What a field says in words of people; of a table the texts of its rows, each on a line."""
    if isinstance(editor, LongTextEditor | TextEditor):
        return str(editor.value() or "")
    if not isinstance(editor, TableEditor):
        return ""
    texts = {column.key for column in editor.field.columns if column.kind == "text" and not column.hidden}
    rows = editor.value()
    lines = [
        str(cell)
        for row in (rows if isinstance(rows, list) else [])
        for key, cell in (row.items() if isinstance(row, dict) else ())
        if key in texts
    ]
    return "\n\n".join(lines)


def find_remarks(texts: Mapping[str, str], names: Iterable[str]) -> Remarks:
    """What is to be remarked on ``texts`` by field; ``names`` are those of people. Runs on any thread."""
    words, known = blameless_words(), tuple(names)
    return {key: check_language(text, words, known) for key, text in texts.items()}


def mark_of(remark: Remark, text: str) -> str:
    """What a remark is known by once it is left as it is: its rule and its sentence."""
    sentence = " ".join(text[remark.sentence_start : remark.sentence_end].split())
    return hashlib.sha256(f"{remark.rule}\n{sentence}".encode()).hexdigest()[:24]


def not_left(remarks: Iterable[Remark], text: str, left: Collection[str]) -> list[Remark]:
    """Those of ``remarks`` on ``text`` that nobody has left as they are."""
    return [one for one in remarks if mark_of(one, text) not in left]
