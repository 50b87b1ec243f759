"""A study and its variables as DDI-Codebook 2.5."""

from collections.abc import Iterator, Sequence

from belagg.analysis.figures import Figures, figures_of
from belagg.analysis.item_figures import stem
from belagg.exchange.ddi.about import described_document, described_study
from belagg.exchange.ddi.xml import (
    Element,
    element,
    if_any,
    in_language,
    worded_in,
    written,
)
from belagg.exchange.formats import Exported
from belagg.exchange.labels import languages_of
from belagg.exchange.spss import missing_code
from belagg.exchange.variables import IN_WORDS, MISSING_PLACES, Category, Kind, Variable
from belagg.exchange.wide import Column, wide
from belagg.language import _
from belagg.study.problems import Left
from belagg.study.questionnaire import ItemType, worded
from belagg.study.study import Study

_FILE = "F1"


def export_ddi(study: Study, language: str | None) -> Exported:
    """Give `NAME.ddi.xml`, which describes the data as `belagg export spss` writes them.

    Texts are in every language of the study. Frequencies are the study's figures; where a figure is
    withheld or was never published there is none.
    """
    languages_of(study, language)
    made = wide(study)
    figures = figures_of(study)
    root = element(
        "codeBook",
        described_document(study),
        described_study(study, figures),
        _file(study, made.columns),
        element("dataDscr", _groups(study, made.columns), _variables(study, made.columns, figures)),
        version="2.5",
    )
    in_language(root, study.settings.language)
    left = [
        Left(figure.name, _("the study withholds small numbers"))
        for figure in figures.values()
        if figure.withheld and figure.name.endswith(".count")
    ]
    return Exported({f"{study.settings.study_id}.ddi.xml": written(root)}, (*made.left, *left))


def _file(study: Study, columns: Sequence[Column]) -> Element:
    return element(
        "fileDscr",
        element(
            "fileTxt",
            element("fileName", f"{study.settings.study_id}.sav"),
            element(
                "dimensns",
                element("caseQnty", str(len(columns[0].values))),
                element("varQnty", str(len(columns))),
            ),
            element("fileType", "SPSS"),
        ),
        ID=_FILE,
    )


def _id(variable: Variable) -> str:
    return f"V_{variable.name}"


def _groups(study: Study, columns: Sequence[Column]) -> Iterator[Element]:
    """Give a group for each theme, and for the choices of each item of several in each layer."""
    languages = study.settings.languages
    for theme in study.settings.themes:
        mine = [
            _id(column.variable)
            for column in columns
            if column.variable.item is not None and column.variable.item.theme == theme.theme_id
        ]
        if mine:
            yield element(
                "varGrp", worded_in("labl", theme.label, languages),
                type="subject", name=theme.theme_id, var=" ".join(mine),
            )  # fmt: skip
    several: dict[str, list[Variable]] = {}
    for column in columns:
        variable = column.variable
        if variable.choice is not None and variable.item and variable.layer:
            several.setdefault(stem(variable.item, variable.layer), []).append(variable)
    for name, variables in several.items():
        item = variables[0].item
        yield element(
            "varGrp", worded_in("labl", item.label if item else {}, languages),
            type="multipleResp", name=name, var=" ".join(map(_id, variables)),
        )  # fmt: skip


def _variables(study: Study, columns: Sequence[Column], figures: Figures) -> Iterator[Element]:
    languages = study.settings.languages
    for column in columns:
        variable = column.variable
        whole = variable.kind in (Kind.INTEGER, Kind.DECIMAL)
        yield element(
            "var",
            worded_in("labl", variable.label, languages),
            _question(variable, languages),
            _invalid(column),
            _statistics(variable, figures),
            [_category(category, variable, figures, languages) for category in variable.categories],
            _missing(column, figures, languages),
            _concept(study, variable),
            element(
                "varFormat",
                type="character" if variable.kind is Kind.TEXT else "numeric",
                category="date" if variable.kind is Kind.DATE else "other",
            ),
            ID=_id(variable),
            name=variable.name,
            files=_FILE,
            intrvl="contin" if whole else "discrete",
        )


def _question(variable: Variable, languages: Sequence[str]) -> Element | None:
    item = variable.item
    if item is None:
        return None
    domain = {
        ItemType.SELECT_ONE: "category", ItemType.SELECT_MULTIPLE: "multiple",
        ItemType.TEXT: "text", ItemType.DATE: "datetime",
    }.get(item.type, "numeric")  # fmt: skip
    return if_any(
        "qstn",
        worded_in("qstnLit", item.label, languages),
        worded_in("ivuInstr", item.hint, languages),
        responseDomainType=domain,
        seqNo=item.question_id,
    )


def _invalid(column: Column) -> Element | None:
    if column.reasons is None:
        return None
    codes = [str(missing_code(column, place)) for place in MISSING_PLACES]
    return element("invalrng", [element("item", VALUE=code) for code in codes])


def _statistics(variable: Variable, figures: Figures) -> Iterator[Element]:
    if variable.item is None or variable.layer is None or variable.kind is Kind.TEXT:
        return
    name = stem(variable.item, variable.layer)
    for figure, kind in (
        ("n", "vald"), ("missing.count", "invd"), ("min", "min"), ("max", "max"),
        ("mean", "mean"), ("median", "medn"),
    ):  # fmt: skip
        if (text := _value(figures, f"{name}.{figure}")) is not None:
            yield element("sumStat", text, type=kind)


def _value(figures: Figures, name: str) -> str | None:
    figure = figures.get(name)
    if figure is None or figure.value is None:
        return None
    return f"{figure.value:g}" if isinstance(figure.value, float) else str(figure.value)


def _category(
    category: Category, variable: Variable, figures: Figures, languages: Sequence[str]
) -> Element:
    return element(
        "catgry",
        element("catValu", str(category.number)),
        worded_in("labl", category.label, languages),
        _frequency(_figure_of(category, variable), figures),
    )


def _figure_of(category: Category, variable: Variable) -> str:
    """Name the figure that counts the bodies with a category; empty where no figure does."""
    if variable.item is None or variable.layer is None:
        return ""
    prefix = stem(variable.item, variable.layer)
    if variable.choice is not None:
        return f"{prefix}.{variable.choice}.count" if category.number else ""
    if category.code == IN_WORDS and len(variable.categories) == 1:
        return f"{prefix}.n"
    return f"{prefix}.{category.code}.count"


def _frequency(name: str, figures: Figures) -> Element | None:
    text = _value(figures, name)
    return None if text is None else element("catStat", text, type="freq")


def _missing(column: Column, figures: Figures, languages: Sequence[str]) -> Iterator[Element]:
    variable = column.variable
    if column.reasons is None or variable.item is None or variable.layer is None:
        return
    prefix = stem(variable.item, variable.layer)
    for place, why in MISSING_PLACES.items():
        yield element(
            "catgry",
            element("catValu", str(missing_code(column, place))),
            [in_language(element("labl", why.label(lang)), lang) for lang in languages],
            _frequency(f"{prefix}.missing.{why.value}.count", figures),
            missing="Y",
            missType=why.value,
        )


def _concept(study: Study, variable: Variable) -> Element | None:
    if variable.item is None or variable.item.theme is None:
        return None
    theme = study.settings.theme(variable.item.theme)
    if theme is None:
        return None
    language = study.settings.language
    return in_language(element("concept", worded(theme.label, language)), language)
