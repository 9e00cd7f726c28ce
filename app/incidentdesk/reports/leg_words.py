"""How a target stands, in words and colour."""

from __future__ import annotations

from reportlab.lib.colors import Color

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.clock import Leg
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.style import BAD, GOOD, MUTED, WARNING, hex_of

_WORDS: dict[str, tuple[str, Color]] = {
    "met": (N_("met"), GOOD),
    "missed": (N_("missed"), BAD),
    "breached": (N_("missed, still open"), BAD),
    "running": (N_("running"), WARNING),
    "paused": (N_("on hold"), WARNING),
}


def used_words(leg: Leg) -> str:
    """The time used: ``2 h 33 min``, or at once."""
    return _("at once") if leg.used < 1 and leg.state == "met" else duration_text(leg.used)


def leg_markup(leg: Leg) -> str:
    """Time used, target, and how it stands."""
    if leg.target is None or leg.state == "none":
        return f'{used_words(leg)} <font color="{hex_of(MUTED)}">({_("no target")})</font>'
    target = _("target {time}").format(time=duration_text(leg.target))
    word, colour = _WORDS[leg.state]
    return (
        f'{used_words(leg)} <font color="{hex_of(MUTED)}">({target})</font> '
        f'<font color="{hex_of(colour)}"><b>{_(word)}</b></font>'
    )


def leg_sentence(sheet: Sheet, leg: Leg) -> str:
    """Due, given, used and the verdict, in one sentence."""
    used = duration_text(leg.used)
    given = _("given {when}, ").format(when=sheet.when_ms(leg.met_at_ms)) if leg.met_at_ms is not None else ""
    if leg.target is None or leg.state == "none":
        return _("{given}{used} used; no target.").format(given=given, used=used)
    return _("due {due}; {given}{used} used of {target}: {verdict}.").format(
        due=sheet.when_ms(leg.due_ms),
        given=given,
        used=used,
        target=duration_text(leg.target),
        verdict=_(_WORDS[leg.state][0]),
    )
