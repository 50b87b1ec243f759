"""How recipients are reached: in what language; and addresses that do not work."""

from belagg.web.fieldwork.models import Reach
from belagg.web.people.audit import text_hash
from belagg.web.store.models import Project


def address_hash(address: str) -> str:
    """Name an address by a keyed hash, the same however it is capitalised."""
    return text_hash(f"address\n{address.strip().casefold()}")


def is_known_bad(reach: Reach | None, address: str) -> bool:
    """Say whether mail to this very address has come back."""
    return bool(reach and reach.bounced_to and reach.bounced_to == address_hash(address))


def language_in(reach: Reach | None) -> str:
    """Give the language in which a recipient is written to: Swedish unless she chose another."""
    return (reach.language if reach else "") or "sv"


def language_of(project: Project, recipient_id: str) -> str:
    """Give the language in which a recipient of a study is written to."""
    return language_in(Reach.objects.filter(project=project, recipient_id=recipient_id).first())


def speak(project: Project, recipient_id: str, language: str) -> None:
    """Write to a recipient in this language from now on."""
    Reach.objects.update_or_create(
        project=project, recipient_id=recipient_id, defaults={"language": language}
    )
