"""GLPI: a search of tickets exported as CSV, in English or French; other languages by the common heads."""

from __future__ import annotations

from incidentdesk.intake.profile import Profile
from incidentdesk.intake.table_format import TableFormat

# GLPI counts upwards: 1 is very low, 5 very high, and a priority of 6 is major.
_PRIORITIES = {
    "6": "P1", "5": "P1", "4": "P2", "3": "P3", "2": "P4", "1": "P5",
    "majeure": "P1", "major": "P1", "very high": "P1", "tres haute": "P1", "high": "P2", "haute": "P2",
    "medium": "P3", "moyenne": "P3", "low": "P4", "basse": "P4", "very low": "P5", "tres basse": "P5",
}  # fmt: skip
_LEVELS = {"5": "high", "4": "high", "3": "medium", "2": "low", "1": "low"}

GLPI = TableFormat(
    Profile(
        "glpi",
        "GLPI",
        "GLPI",
        heads={
            "ID": "key", "Title": "title", "Titre": "title", "Status": "status", "Statut": "status",
            "Opening date": "logged", "Date d'ouverture": "logged", "Last update": "updated",
            "Dernière modification": "updated", "Resolution date": "resolved",
            "Date de résolution": "resolved",
            "Closing date": "closed", "Date de clôture": "closed", "Requester - Requester": "reporter",
            "Demandeur - Demandeur": "reporter", "Requester": "reporter", "Demandeur": "reporter",
            "Assigned to - Technician": "assignee", "Attribué à - Technicien": "assignee",
            "Technician": "assignee", "Technicien": "assignee", "Assigned to - Technician group": "team",
            "Attribué à - Groupe de techniciens": "team", "Technician group": "team",
            "Groupe de techniciens": "team", "Description": "description", "Contenu": "description",
            "Followups - Description": "note", "Suivis - Description": "note", "Tasks - Description": "note",
            "Tâches - Description": "note", "Solution - Solution": "resolution", "Solution": "resolution",
            "Urgency": "severity", "Urgence": "severity", "Request source": "channel",
            "Source de la demande": "channel", "Associated elements": "device", "Éléments associés": "device",
            "Entity": "", "Entité": "", "Requester - Requester group": "", "Demandeur - Groupe demandeur": "",
        },
        values={"priority": _PRIORITIES, "impact": _LEVELS, "severity": _LEVELS},
        must=(
            "id",
            "title, titre",
            "opening date, date d ouverture, requester requester, demandeur demandeur, demandeur, requester, "
            "assigned to technician, attribué à technicien",
        ),
        known="type, priority, priorité, category, catégorie, impact, location, lieu, "
        "suivis nombre de suivis, "
        "followups number of followups, time to resolve, temps de résolution, plugins, urgency, urgence, "
        "plugins intervention fourniseur intervention, tâches description",
        levels=" > ",
        html=True,
    )
)  # fmt: skip
