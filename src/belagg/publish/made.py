"""What a part of the build gives: its files, and why something was not made."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Made:
    """Files by path within the output, and what the one who builds must know about them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def __add__(self, other: "Made") -> "Made":
        """Give both together."""
        return Made({**self.files, **other.files}, (*self.notices, *other.notices))
