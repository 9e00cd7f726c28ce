"""The priority as it follows from what is answered, with the matrix and the sentence that says why."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import Facts
from incidentdesk.domain.priority import Derived, derive
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.chips import Chip, priority_tone
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.matrix import PriorityMatrix
from incidentdesk.services.desk.settings import DeskSettings


def priority_sentence(settings: DeskSettings, facts: Facts) -> str:
    """Why the priority is what it is: by impact, severity and risk in ``facts``, or by hand."""
    by_rule = _derived(settings, facts)
    by_hand = facts.get("priority_override")
    if by_rule is None and not by_hand:
        return _("Answer impact, severity and risk, and the priority follows.")
    parts = [_rule_sentence(settings, facts, by_rule)] if by_rule else []
    if by_hand:
        words = f"{by_hand} {settings.label('priorities', by_hand)}"
        reason = str(facts.get("priority_reason") or "").strip()
        parts.append(
            _("Set by hand to {priority}: {reason}").format(priority=words, reason=reason)
            if reason
            else _("Set by hand to {priority}; say why.").format(priority=words)
        )
    return " ".join(parts)


def _rule_sentence(settings: DeskSettings, facts: Facts, derived: Derived) -> str:
    said = [
        str(item.extra.get("say") or _(item.label))
        for item in (
            settings.item("impacts", facts.get("impact")),
            settings.item("severities", facts.get("severity")),
            settings.item("risks", facts.get("risk")),
        )
    ]
    why = "; ".join([said[0][:1].upper() + said[0][1:], *said[1:]])
    sentence = _("{why} → {priority}").format(why=why, priority=derived.priority)
    if derived.raised:
        sentence += _(", raised one step from {base} because of the risk").format(base=derived.base)
    return f"{sentence}."


def _derived(settings: DeskSettings, facts: Facts) -> Derived | None:
    answers = [facts.get(key) for key in ("impact", "severity", "risk")]
    texts = [answer if isinstance(answer, str) else None for answer in answers]
    return derive(settings.matrix, texts[0], texts[1], texts[2])


class PriorityPanel(Card):
    """A card with the priority in a chip, the matrix with the cell that was hit, and the sentence why."""

    def __init__(self, settings: DeskSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._settings = settings
        self._form: StageForm | None = None
        matrix = settings.matrix
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(text_label(_("Priority"), "label"))
        self.chip = Chip("", parent=self)
        heading.addWidget(self.chip)
        heading.addStretch(1)
        self.body.addLayout(heading)
        self.matrix = PriorityMatrix(
            [settings.label("impacts", key) for key in matrix.impacts],
            [settings.label("severities", key) for key in matrix.severities],
            [[matrix.cells[impact, severity] for severity in matrix.severities] for impact in matrix.impacts],
        )
        self.body.addWidget(self.matrix)
        self.show_facts({})

    def follow(self, form: StageForm) -> None:
        """Show what follows from the edits of ``form``, from now on with each of them."""
        self._form = form
        form.edited.connect(self._answer)
        form.loaded.connect(self._answer)
        self._answer()

    def show_facts(self, facts: Facts) -> None:
        """Show what follows from ``facts``."""
        derived = _derived(self._settings, facts)
        priority = str(facts.get("priority_override") or (derived.priority if derived else ""))
        words = f"{priority} {self._settings.label('priorities', priority)}" if priority else ""
        self.chip.set_chip(words, priority_tone(priority))
        self.chip.setVisible(bool(words))
        self.matrix.set_hit(self._hit(facts), priority_sentence(self._settings, facts))

    def _answer(self, _key: str = "") -> None:
        if self._form is not None:
            self.show_facts(self._form.asking().facts)

    def _hit(self, facts: Facts) -> tuple[int, int] | None:
        matrix, impact, severity = self._settings.matrix, facts.get("impact"), facts.get("severity")
        if impact not in matrix.impacts or severity not in matrix.severities:
            return None
        return matrix.impacts.index(str(impact)), matrix.severities.index(str(severity))
