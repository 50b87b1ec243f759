"""An override that covers nothing."""

from collections.abc import Iterable, Iterator

from belagg.checks.rule import Hit, Override, Rule, all_rules
from belagg.language import _, marked
from belagg.manuscript.source import AllowComment
from belagg.study.problems import Where, nearest
from belagg.study.vocabulary import Severity


def find_unused(overrides: Iterable[Override]) -> Iterator[Hit]:
    """Find overrides that no finding needs, that none can have, and of a code that no rule has."""
    rules = {rule.code: rule for rule in all_rules()}
    for override in overrides:
        where = override.where if isinstance(override, AllowComment) else Where("study.toml")
        rule = rules.get(override.code)
        if rule is None:
            message = _("no check has the code “{}”").format(override.code)
            if near := nearest(override.code, rules):
                message += _(". Did you mean “{}”?").format(near)
        elif not rule.may_stand:
            message = _("{} must be mended; no override can let it stand").format(override.code)
        elif isinstance(override, AllowComment):
            message = _("nothing is found for {} here: take the override away").format(
                override.code
            )
        else:
            message = _("nothing is found for {} at “{}”: take the override away").format(
                override.code, override.where
            )
        yield Hit(where, message, override.code)


RULE = Rule(
    "stale-allow",
    Severity.WARNING,
    marked("An override is for something"),
    marked(
        "An override that was needed once, or whose code or place is misspelt, looks as if "
        "somebody had judged something. Were the fault to come back it would pass unseen."
    ),
    bad='[[allow]] code = "item-without-theme", where = "8C"; the study has no item 8C',
    good='[[allow]] code = "item-without-theme", where = "8B"; 8B has no theme',
    find_unused=find_unused,
)
