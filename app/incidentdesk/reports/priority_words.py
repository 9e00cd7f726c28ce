"""Where the priority came from, in words."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.priority import Derived, derive
from incidentdesk.reports.sheet import Sheet

TIMES = "\u00d7"


def derived(sheet: Sheet) -> Derived | None:
    """What the desk's rule gives; ``None`` while impact, severity or risk is missing."""
    impact, severity, risk = (sheet.fact(key) for key in ("impact", "severity", "risk"))
    return derive(
        sheet.page.settings.matrix, *(str(one) if one else None for one in (impact, severity, risk))
    )


def priority_brief(sheet: Sheet) -> str:
    """Impact times severity in words, or why it was set by hand."""
    if sheet.fact("priority_override"):
        return _("set by hand: {reason}").format(reason=sheet.said("priority_reason"))
    if sheet.page.incident.provisional:
        return _("provisional, not classified yet")
    by_rule = derived(sheet)
    words = [sheet.said(key) for key in ("impact", "severity") if sheet.said(key)]
    if by_rule is not None and by_rule.raised:
        words.append(sheet.said("risk"))
    return f" {TIMES} ".join(words)


def priority_sentence(sheet: Sheet) -> str:
    """How the priority follows from impact, severity and risk, and whether a person overruled it."""
    priority, by_rule = sheet.texts.priority(sheet.page.incident.priority), derived(sheet)
    rule = ""
    if by_rule is not None:
        rule = _("impact “{impact}” and severity “{severity}” give {base}").format(
            impact=sheet.said("impact"),
            severity=sheet.said("severity"),
            base=sheet.texts.priority(by_rule.base),
        )
        risk = sheet.said("risk")
        rule += (
            _(", raised by the risk “{risk}” to {priority}").format(
                risk=risk, priority=sheet.texts.priority(by_rule.priority)
            )
            if by_rule.raised
            else _(", the risk “{risk}” leaves it there").format(risk=risk)
        )
    if sheet.fact("priority_override"):
        said = _("{priority}, set by hand: {reason}").format(
            priority=priority, reason=sheet.said("priority_reason").rstrip(".") + "."
        )
        return f"{said} {_('By the rule: {rule}.').format(rule=rule)}" if rule else said
    if sheet.page.incident.provisional:
        return _("{priority}, provisional: it is not classified yet.").format(priority=priority)
    if by_rule is None or by_rule.priority != sheet.page.incident.priority:
        return f"{priority}."
    return _("{priority} by the matrix, not overridden: {rule}.").format(priority=priority, rule=rule)
