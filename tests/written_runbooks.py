"""Runbooks as somebody here writes them, made of the steps that a test needs."""

from __future__ import annotations

import json
import sys

HOW_MANY = """kind = "question"
text = "How many printers?"
answers = ["one", "many"]
minutes = 5
"""

IS_IT_ON = """kind = "check"
text = "Is it on?"
"""

TELL_THE_WARD = """kind = "do"
text = "Tell the ward"
when = {field = "answer_1", op = "is", value = "many"}
"""
"""For one that begins with ``HOW_MANY``."""


def runbook(key: str, name: str, *steps: str, head: str = "") -> str:
    """The text of a runbook with ``steps`` in their order; ``head`` are lines about the whole of it."""
    numbered = [f"\n[[step]]\nnumber = {number}\n{step}" for number, step in enumerate(steps, 1)]
    return "".join((f'key = "{key}"\nname = "{name}"\nreview_every = 90\n', head, *numbered))


def label_printer(*steps: str, head: str = "") -> str:
    """The runbook of most tests."""
    return runbook("label-printer", "Label printer", *steps, head=head)


def asking(command: tuple[str, ...], text: str = "Ask the printer") -> str:
    """A step that runs ``command``."""
    return f'kind = "check"\ntext = "{text}"\ncommand = {json.dumps(command, ensure_ascii=False)}\n'


def python(source: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs ``source`` with the Python of the tests."""
    return (sys.executable, "-c", source, *arguments)
