"""Addresses of themes."""

from django.urls import path

from belagg.web.coding.themes import dealing, listing, reader, retrieval, tables, tree

urlpatterns = [
    path("", tree.themes, name="themes"),
    path("history/", tree.history, name="themes-history"),
    path("history/<int:number>/undo/", tree.undo, name="themes-undo"),
    path("codes/<str:code_id>/", tree.code, name="theme-code"),
    path("codes/<str:code_id>/merge/", tree.merge, name="theme-merge"),
    path("codes/<str:code_id>/split/", tree.split, name="theme-split"),
    path("codes/<str:code_id>/remove/", tree.remove, name="theme-remove"),
    path("texts/", listing.answers, name="themes-texts"),
    path("texts/documents/", listing.documents, name="themes-documents"),
    path("texts/notes/", listing.notes, name="themes-notes"),
    path("texts/mine/", listing.waiting, name="themes-waiting"),
    path("read/answers/<str:key>/", reader.answer, name="mark-answer"),
    path("read/documents/<str:key>/", reader.document, name="mark-document"),
    path("read/notes/<str:key>/", reader.notes, name="mark-notes"),
    path("passages/", retrieval.spans, name="themes-spans"),
    path("passages.csv", retrieval.spans_csv, name="themes-spans-csv"),
    path("by/<str:by>/", tables.table, name="themes-table"),
    path("by/<str:by>.csv", tables.table_csv, name="themes-table-csv"),
    path("together/", tables.together, name="themes-together"),
    path("together.csv", tables.together_csv, name="themes-together-csv"),
    path("agreement/", tables.agreement, name="themes-agreement"),
    path("two/", dealing.deal, name="themes-deal"),
]
