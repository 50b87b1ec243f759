"""Addresses of opening and designing studies."""

from django.urls import path

from belagg.web.design import asking_again, bring_table, opening, overview, questionnaire, tables

urlpatterns = [
    path("new/", opening.new_study, name="study-new"),
    path("new/file/", opening.from_file, name="study-new-file"),
    path("<slug:slug>/", overview.study, name="study"),
    path("<slug:slug>/settings/", overview.settings, name="study-settings"),
    path("<slug:slug>/settings/text/", overview.settings_text, name="study-settings-text"),
    path("<slug:slug>/copy/", opening.copy_study, name="study-copy"),
    path("<slug:slug>/wave/", asking_again.start_wave, name="study-wave"),
    path("<slug:slug>/stage/", overview.stage, name="study-stage"),
    path("<slug:slug>/delete/", overview.delete, name="study-delete"),
    path("<slug:slug>/tables/", tables.tables, name="tables"),
    path("<slug:slug>/tables/register/<slug:geography>/", bring_table.register,
         name="units-register"),
    path("<slug:slug>/tables/<slug:name>/", tables.table, name="table"),
    path("<slug:slug>/tables/<slug:name>/row/", tables.table_row, name="table-row"),
    path("<slug:slug>/tables/<slug:name>/remove/", tables.table_remove, name="table-remove"),
    path("<slug:slug>/tables/<slug:name>/import/", bring_table.table_import, name="table-import"),
    path("<slug:slug>/tables/<slug:name>.csv", tables.table_csv, name="table-csv"),
    path("<slug:slug>/questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path("<slug:slug>/questionnaire.xlsx", questionnaire.questionnaire_xlsx,
         name="questionnaire-xlsx"),
    path("<slug:slug>/questionnaire/freeze/", questionnaire.freeze, name="questionnaire-freeze"),
    path("<slug:slug>/questionnaire/version/<int:number>/", questionnaire.version,
         name="questionnaire-version"),
    path("<slug:slug>/questionnaire/item/", questionnaire.item, name="item-new"),
    path("<slug:slug>/questionnaire/item/<str:question_id>/", questionnaire.item, name="item"),
    path("<slug:slug>/questionnaire/item/<str:question_id>/move/", questionnaire.item_move,
         name="item-move"),
    path("<slug:slug>/questionnaire/item/<str:question_id>/remove/", questionnaire.item_remove,
         name="item-remove"),
]  # fmt: skip
