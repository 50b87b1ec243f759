"""Addresses that do not work, named without telling them."""

from belagg.web.fieldwork.models import Reach
from belagg.web.people.audit import text_hash


def address_hash(address: str) -> str:
    """Name an address by a keyed hash, the same however it is capitalised."""
    return text_hash(f"address\n{address.strip().casefold()}")


def is_known_bad(reach: Reach | None, address: str) -> bool:
    """Say whether mail to this very address has come back."""
    return bool(reach and reach.bounced_to and reach.bounced_to == address_hash(address))
