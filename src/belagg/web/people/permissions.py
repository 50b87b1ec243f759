"""Who may do what in a study: the one table that views, templates, tests and documentation read."""

from collections.abc import Iterable, Mapping

from belagg.study.vocabulary import Vocabulary


class Role(Vocabulary):
    """What somebody is in a study."""

    LEAD = "lead", "projektledare", "lead"
    COORDINATOR = "coordinator", "samordnare", "coordinator"
    CODER = "coder", "kodare", "coder"
    FACILITATOR = "facilitator", "samtalsledare", "facilitator"
    VIEWER = "viewer", "läsare", "viewer"


class Permission(Vocabulary):
    """One thing that can be done in a study."""

    READ = "read", "se studien", "see the study"
    DESIGN = "design", "ändra frågor, organ och inställningar", "change items, bodies and settings"
    PEOPLE = "people", "bjuda in och ge roller", "invite people and give roles"
    RECIPIENTS = "recipients", "se och ändra mottagare", "see and change recipients"
    FIELD = "field", "skicka ut, påminna och ringa", "send, remind and call"
    ANSWERS = "answers", "läsa svar", "read answers"
    ENTER = "enter", "föra in och låsa upp svar", "enter and unlock answers"
    RECONCILE = "reconcile", "väga samman svar", "reconcile answers"
    CODE = "code", "koda och granska", "code and review"
    ADJUDICATE = "adjudicate", "avgöra", "adjudicate"
    VOICES = "voices", "leda referensgrupper", "run reference groups"
    WRITE = "write", "skriva rapporten", "write the report"
    PUBLISH = "publish", "bygga och publicera", "build and publish"
    EXPORT = "export", "hämta ut data", "export data"
    EXPORT_PRIVATE = "export_private", "hämta ut personuppgifter", "export personal data"
    AUDIT = "audit", "läsa ändringsloggen", "read the audit log"
    REMOVE = "remove", "arkivera och radera studien", "archive and delete the study"


_P = Permission
ALLOWED: Mapping[Role, frozenset[Permission]] = {
    Role.LEAD: frozenset(Permission) - {_P.VOICES},
    Role.COORDINATOR: frozenset(
        {_P.READ, _P.DESIGN, _P.RECIPIENTS, _P.FIELD, _P.ANSWERS, _P.ENTER, _P.EXPORT}
    ),
    Role.CODER: frozenset({_P.READ, _P.ANSWERS, _P.CODE}),
    Role.FACILITATOR: frozenset({_P.READ, _P.VOICES}),
    Role.VIEWER: frozenset({_P.READ}),
}
"""What each role may do; several roles add up."""


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Say whether somebody with these roles may do it."""
    return any(permission in ALLOWED[role] for role in roles)
