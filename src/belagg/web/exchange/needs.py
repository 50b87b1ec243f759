"""What somebody must be allowed to bring in a format: it changes what those permissions guard."""

from collections.abc import Mapping

from belagg.web.people.permissions import Permission

NEEDS: Mapping[str, frozenset[Permission]] = {
    "xlsform": frozenset({Permission.DESIGN}),
    "limesurvey": frozenset({Permission.DESIGN, Permission.ENTER}),
    "responses": frozenset({Permission.ENTER}),
    "refi-qda": frozenset({Permission.DESIGN, Permission.CODE}),
}
"""By name of the format: a form makes items, a survey may have answers, a project has codes."""
