"""``tell``: what the reporter is told."""

from __future__ import annotations

import argparse

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.telling.telling import letter_of, template


def add_tell(parser: argparse.ArgumentParser) -> None:
    """The words of ``tell``."""
    parser.add_argument("number")
    parser.add_argument("--template", required=True, metavar="KEY", help=_("the message template"))
    parser.add_argument(
        "--means", choices=("phone", "mail", "copy"), default="phone", help=_("how they were told")
    )
    parser.add_argument("--text", default="", help=_("what was said, in place of the template's text"))
    parser.add_argument("--show", action="store_true", help=_("print the filled text; note nothing"))
    parser.set_defaults(writes=True)


def tell(context: Context) -> int:
    """``tell NUMBER --template KEY [--means M] [--text T] [--show]``: prints what was said, and notes it.

    A text with a placeholder that nothing fills is refused, and nothing is noted.
    """
    given, cases = context.arguments, context.cases
    page = cases.pages.incident(given.number, context.person)
    letter = letter_of(page, template(page.settings, given.template))
    subject, text = letter.subject.text, given.text or letter.body.text
    document: dict[str, JsonValue] = {
        "number": page.incident.number, "template": letter.template, "subject": subject, "text": text,
        "means": given.means, "unfilled": list(letter.left), "told": not given.show,
    }  # fmt: skip
    if not given.show:
        left = letter.subject.left if given.text else letter.left
        if left:
            names = ", ".join(f"{{{name}}}" for name in left)
            raise UsageError(
                _("Nothing stands for {names} yet, so nothing was noted.").format(names=names),
                _("Fill it in on the incident, or say the whole text with --text."),
            )
        cases.telling.tell(
            page.incident.uid,
            text,
            context.person,
            means=given.means,
            template=letter.template,
            subject=subject,
        )
    context.output.say(f"{subject}\n\n{text}", document)
    return 0
