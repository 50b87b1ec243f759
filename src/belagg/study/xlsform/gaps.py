"""Texts that lack a language."""

from collections.abc import Mapping

from belagg.language import _
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.languages import language_heading
from belagg.study.xlsform.table import Row, Table


def note_gaps(
    table: Table,
    row: Row,
    kind: str,
    wording: Mapping[str, str],
    findings: Findings,
) -> None:
    """Note the languages a text lacks though others have it.

    The first language must have every label, or it is a problem; another gap is listed. A language
    that has no such column at all is not named row by row.
    """
    languages = table.languages
    if not wording or len(wording) == len(languages):
        return
    for language in languages:
        if language in wording or (kind, language) not in table.columns.at:
            continue
        where = table.where(row, kind, language)
        name = language_heading(language)
        if language == languages[0] and kind == "label":
            findings.problem(
                "missing-translation",
                _("the text is missing in {}, the first language of the form").format(name),
                where,
            )
        else:
            shown = language_heading(next(iter(wording)))
            findings.leave(
                table.columns.heading[kind, language],
                _("the text is missing in {name}; {shown} is shown").format(name=name, shown=shown),
                where,
            )
