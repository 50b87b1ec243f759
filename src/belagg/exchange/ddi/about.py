"""The study as DDI describes it: who, what, when, how, and on which terms."""

from collections.abc import Callable, Iterable, Iterator

from belagg.analysis.figures import Figures
from belagg.exchange.ddi.xml import Element, Part, element, if_any, in_language, worded_in
from belagg.language import marked, translate
from belagg.study.questionnaire import worded
from belagg.study.study import Study
from belagg.study.vocabulary import Channel, Origin, Vocabulary


def described_document(study: Study) -> Element:
    """Describe the description: its title, what made it and when."""
    settings = study.settings
    title = worded(settings.title, settings.language)
    day = settings.date.isoformat()
    return element(
        "docDscr",
        element(
            "citation",
            element("titlStmt", element("titl", title)),
            element("prodStmt", element("prodDate", day, date=day), element("software", "Belägg")),
        ),
    )


def described_study(study: Study, figures: Figures) -> Element:
    """Describe the study in all its languages."""
    return element(
        "stdyDscr", _citation(study), _information(study, figures), _method(study, figures),
        _access(study),
    )  # fmt: skip


def _citation(study: Study) -> Element:
    settings = study.settings
    first, *others = settings.languages
    day = settings.date.isoformat()
    return element(
        "citation",
        element(
            "titlStmt",
            worded_in("titl", settings.title, [first]),
            worded_in("subTitl", settings.subtitle, [first]),
            worded_in("parTitl", settings.title, others),
            element("IDNo", settings.study_id, agency="Belägg"),
        ),
        if_any("rspStmt", [element("AuthEnty", author) for author in settings.authors]),
        element(
            "prodStmt",
            if_any("producer", settings.steward),
            if_any("copyright", settings.licence),
            element("prodDate", day, date=day),
            element("software", "Belägg"),
        ),
        if_any("distStmt", if_any("distrbtr", settings.steward)),
        element("verStmt", element("version", study.revision, date=day, type="revision")),
    )


def _information(study: Study, figures: Figures) -> Element:
    settings = study.settings
    languages = settings.languages
    keywords = [
        in_language(element("keyword", word), language)
        for language in languages
        for word in settings.keywords.get(language, ())
    ]
    quality = [
        in_language(element("otherQualityStatement", text), language)
        for language in languages
        for text in settings.quality.get(language, {}).values()
    ]
    return element(
        "stdyInfo",
        if_any("subject", keywords),
        worded_in("abstract", settings.description, languages),
        element(
            "sumDscr",
            _days("timePrd", study),
            _days("collDate", study),
            _places(study),
            _each(study, "anlyUnit", lambda language: _noun(study, language)[0]),
            _each(
                study,
                "universe",
                lambda language: translate("The {n} {bodies} of the study", language).format(
                    n=len(figures.cells.units), bodies=_noun(study, language)[1]
                ),
            ),
            _each(study, "dataKind", lambda lang: translate("Survey and document data", lang)),
        ),
        if_any("qualityStatement", quality),
    )


def _noun(study: Study, language: str) -> tuple[str, str]:
    own = study.settings.unit_noun.get(language)
    return own or (translate("body", language), translate("bodies", language))


def _each(study: Study, tag: str, text: Callable[[str], str]) -> Iterator[Element]:
    for language in study.settings.languages:
        if said := text(language):
            yield in_language(element(tag, said), language)


def _days(tag: str, study: Study) -> Iterator[Element]:
    if study.settings.period:
        for event, day in zip(("start", "end"), study.settings.period, strict=True):
            yield element(tag, day.isoformat(), date=day.isoformat(), event=event)


def _places(study: Study) -> Iterator[Element]:
    if study.settings.geography.startswith("se-"):
        for language in study.settings.languages:
            yield in_language(element("nation", translate("Sweden", language), abbr="SE"), language)


def _method(study: Study, figures: Figures) -> Element:
    settings = study.settings
    rules = study.tables["codebook"].select("rule_id", "when").iter_rows()
    instructions = [
        element("codingInstructions", in_language(element("txt", when), settings.language),
                type=rule)
        for rule, when in rules
    ]  # fmt: skip
    return element(
        "method",
        element(
            "dataColl",
            _each(study, "collMode", lambda language: _modes(study, language)),
            _each(study, "resInstru", lambda lang: translate("Structured questionnaire", lang)),
            _each(study, "weight", lambda lang: translate("None: every body counts once.", lang)),
        ),
        if_any("anlyInfo", _each(study, "respRate", lambda lang: _response(study, figures, lang))),
        _each(study, "dataProcessing", lambda language: translate(_LAYERS, language)),
        instructions,
    )


_LAYERS = marked(
    "Three layers are kept apart and never merged: what the body stated, how the analysts recoded "
    "it, and what its documents show. A variable without suffix is the recoded layer."
)


def _modes(study: Study, language: str) -> str:
    """Say how answers came in, and by which means bodies were reached."""
    origins = set(study.tables["responses"]["origin"].drop_nulls())
    channels = set(study.tables["contacts"]["channel"].drop_nulls())
    return "; ".join(
        ", ".join(member.label(language) for member in kind if member.value in found)
        for kind, found in _kinds(origins, channels)
        if found
    )


def _kinds(
    origins: set[str], channels: set[str]
) -> tuple[tuple[Iterable[Vocabulary], set[str]], ...]:
    return ((Origin, origins), (Channel, channels))


def _response(study: Study, figures: Figures, language: str) -> str:
    if "response.rate" not in figures:
        return ""
    rate, count, n = (figures[f"response.{name}"].value for name in ("rate", "count", "n"))
    text = translate("{rate} % ({count} of {n} {bodies}); AAPOR RR2, by body", language)
    figure = f"{rate:.1f}".replace(".", "," if language == "sv" else ".")
    return text.format(rate=figure, count=count, n=n, bodies=_noun(study, language)[1])


def _access(study: Study) -> Element:
    conditions: Part = _each(study, "conditions", lambda language: study.settings.licence)
    cited = marked("Cite the study with its title, steward and revision: {title} ({revision}).")
    return element(
        "dataAccs",
        element(
            "useStmt",
            _each(
                study,
                "citReq",
                lambda language: translate(cited, language).format(
                    title=worded(study.settings.title, language), revision=study.short_revision
                ),
            ),
            conditions,
        ),
    )
