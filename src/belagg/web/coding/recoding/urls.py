"""Addresses of recoding."""

from django.urls import path

from belagg.web.coding.recoding import case, grid, overview, rules

_ITEM = "<str:layer>/<str:question_id>/"

urlpatterns = [
    path("", overview.overview, name="recode"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.rule, name="rule-new"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
    path("rules/<str:rule_id>/again/", rules.again, name="rule-again"),
    path(f"answers/{_ITEM}", grid.grid, name="recode-grid"),
    path(f"answers/{_ITEM}<str:unit_id>/", case.case, name="recode-case"),
    path(f"answers/{_ITEM}<str:unit_id>/others/", grid.others, name="recode-others"),
]
