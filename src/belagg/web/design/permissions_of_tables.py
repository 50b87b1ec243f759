"""Which tables are edited as tables, by whom, and under which heading they stand.

Groups, meetings and quotes are not: their rules (safeguards, consent, approval) stand in `voices`.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belagg.web.people.permissions import Permission

SECTIONS: tuple[tuple[Promise, Permission, tuple[str, ...]], ...] = (
    (_("Before the field"), Permission.DESIGN, ("units", "glossary", "codebook")),
    (_("Whom to ask"), Permission.RECIPIENTS, ("recipients",)),
    (_("Evidence"), Permission.CODE, ("documents", "claims", "objections", "codes", "sources",
                                      "cited")),
    (_("What is said of it"), Permission.WRITE,
     ("findings", "recommendations", "clauses", "supports", "actions", "releases", "errata")),
    (_("For those who need care"), Permission.WRITE,
     ("services", "trainings", "legal_rules", "card_questions", "cards")),
    (_("Reference groups"), Permission.VOICES, ("group_views",)),
)  # fmt: skip

CLOSED = frozenset({Permission.VOICES, Permission.RECIPIENTS})
"""Permissions whose tables only those who may change them see, since they hold what is private."""

EDITED_BY: Mapping[str, Permission] = {
    name: permission for _title, permission, names in SECTIONS for name in names
}
"""Table -> what one must be allowed to do to change it here."""

TITLES: Mapping[str, Promise] = {
    "units": _("Bodies"),
    "recipients": _("Recipients"),
    "glossary": _("Words"),
    "codebook": _("Rules for recoding"),
    "documents": _("Documents"),
    "claims": _("Claims"),
    "objections": _("What bodies answer"),
    "codes": _("Codes"),
    "sources": _("Publications"),
    "cited": _("Figures from publications"),
    "findings": _("Findings"),
    "recommendations": _("Recommendations"),
    "clauses": _("Clauses of recommendations"),
    "supports": _("What supports them"),
    "actions": _("What bodies have done"),
    "releases": _("Publications of the study"),
    "errata": _("Corrections"),
    "services": _("Services"),
    "trainings": _("Trainings"),
    "legal_rules": _("Legal rules"),
    "card_questions": _("Routine questions"),
    "cards": _("Routine cards"),
    "group_views": _("How far it has come, as the groups see it"),
}
"""What a table is called on a page."""
