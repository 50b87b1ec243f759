"""The app `coding`."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """What a coder does: reads documents, grades claims, recodes, and marks themes."""

    name = "belagg.web.coding"
    label = "coding"

    def ready(self) -> None:
        """Hold what decisions rest on: rules in use, and grades that coders have been dealt."""
        from belagg.web.coding.claims.grading import held_by_coders
        from belagg.web.coding.recoding.rule_book import in_use
        from belagg.web.store.guards import GUARDS

        GUARDS["codebook"] = in_use
        GUARDS["claims"] = held_by_coders
