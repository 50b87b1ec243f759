"""Those who may code in a study."""

from belagg.web.people.models import User
from belagg.web.people.permissions import Permission, Role, allowed
from belagg.web.store.models import Project


def team_of(project: Project) -> list[User]:
    """Give those who may code, in order of account."""
    roles = [role.value for role in Role if allowed([role], Permission.CODE)]
    members = User.objects.filter(
        memberships__project=project, memberships__role__in=roles, is_active=True
    )
    return list(members.distinct().order_by("pk"))
