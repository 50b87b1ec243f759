"""The whole document of a report: cover, the composed manuscript, and the appendix."""

from belagg.checks.rule import Subject
from belagg.checks.run import Checked
from belagg.language import translate
from belagg.manuscript.tree import Blocks, Cover, Document
from belagg.manuscript.typography import date_text
from belagg.manuscript.uses import UseKind
from belagg.report.appendix import data, method
from belagg.report.appendix.agreement import agreement
from belagg.report.appendix.parts import heading
from belagg.study.questionnaire import worded


def assemble(subject: Subject, checked: Checked, language: str, most_units: int) -> Document:
    """Give the document of a study in one language; the manuscript has been composed in it.

    The appendix lists the units behind each figure where there are `most_units` of them at most.
    """
    composed = subject.manuscript
    return Document(
        language=language,
        cover=_cover(subject, language),
        body=(*composed.body, *appendix(subject, checked, language, most_units)),
        footnotes=dict(composed.footnotes),
        labels=fixed_words(language),
    )


def appendix(subject: Subject, checked: Checked, language: str, most_units: int) -> Blocks:
    """Give the appendix on method and data; `most_units` as in `assemble`."""
    used = subject.manuscript.uses.of(UseKind.FIGURE)
    return (
        heading(translate("Appendix: method and data", language), "bilaga", level=1),
        *method.revision(subject, language),
        *method.instrument(subject, language),
        *method.outcome(subject, language),
        *method.answers_per_item(subject, language),
        *method.layers(subject, language),
        *method.rules(subject, language),
        *agreement(subject, language),
        *method.overrides(checked, language),
        *method.quality(subject, language),
        *data.data_behind(subject, used, language, most_units),
    )


def fixed_words(language: str) -> dict[str, str]:
    """Give the fixed words of a page, by the key that renderers know them by."""
    return {
        "contents": translate("Contents", language),
        "footnotes": translate("Notes", language),
        "page": translate("Page", language),
        "data": translate("The data behind this number", language),
        "appendix": translate("Appendix", language),
        "skip": translate("Skip to the text", language),
        "missing": translate("Without an answer", language),
        "back": translate("Back to the text", language),
    }


def _cover(subject: Subject, language: str) -> Cover:
    settings = subject.study.settings
    day = settings.date.isoformat()
    return Cover(
        title=worded(settings.title, language),
        subtitle=worded(settings.subtitle, language),
        authors=settings.authors,
        date=day,
        date_text=date_text(day, language),
        publisher=settings.steward,
        description=worded(settings.description, language),
        keywords=tuple(settings.keywords.get(language, ())),
        revision=subject.study.short_revision,
        licence=settings.licence,
    )
