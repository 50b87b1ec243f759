"""Common Swedish names, for finding what may be a person's: given names, and surnames' endings.

Written down from general knowledge and short on purpose: a list that took every word that is also
a name would hold back every other answer.
"""

from importlib.resources import files


def _listed(name: str) -> frozenset[str]:
    path = files("belagg.web.respond") / "names" / f"{name}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


GIVEN = _listed("given")
SURNAMES = _listed("surnames")
ENDINGS = (
    "sson", "son", "dotter", "berg", "ström", "lund", "kvist", "qvist", "gren", "blad", "stedt",
    "dahl", "vall", "wall", "ander", "elius", "ling", "mark", "man", "löf", "löv",
)  # fmt: skip
"""How surnames often end; a word so ending is taken for one only after a given name."""
