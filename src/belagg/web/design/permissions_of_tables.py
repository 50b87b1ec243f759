"""Which tables are edited as tables, by whom, and under which heading they stand."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belagg.web.people.permissions import Permission

SECTIONS: tuple[tuple[Promise, Permission, tuple[str, ...]], ...] = (
    (_("Before the field"), Permission.DESIGN, ("units", "glossary", "codebook")),
    (_("Evidence"), Permission.CODE, ("documents", "claims", "objections", "codes", "sources",
                                      "cited")),
    (_("What is said of it"), Permission.WRITE,
     ("findings", "recommendations", "clauses", "supports", "actions", "releases", "errata")),
    (_("For those who need care"), Permission.WRITE,
     ("services", "trainings", "legal_rules", "cards")),
    (_("Reference groups"), Permission.VOICES, ("groups", "meetings", "quotes")),
)  # fmt: skip

EDITED_BY: Mapping[str, Permission] = {
    name: permission for _title, permission, names in SECTIONS for name in names
}
"""Table -> what one must be allowed to do to change it here."""
