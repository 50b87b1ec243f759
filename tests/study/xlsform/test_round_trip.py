"""Whatever questionnaire a study can hold goes out as XLSForm and comes back the same."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belagg.study.expression import Expression
from belagg.study.questionnaire import Choice, Group, Item, ItemType, Questionnaire
from belagg.study.sheets import clean
from belagg.study.vocabulary import Comparability
from belagg.study.xlsform.conditions import parse_condition
from belagg.study.xlsform.read import form_of, read_form
from belagg.study.xlsform.write import write_csv, write_xlsform

LANGUAGES = ("sv", "en", "fr", "pt-BR", "Rohingya")

PROSE = (
    st.text(
        st.one_of(
            st.sampled_from("åäöÅÄÖé –”’\u00a0\u2009\n=+-@'\"<>&;,|:#.0123"),
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]),
        ),
        min_size=1,
        max_size=30,
    )
    .map(clean)
    .filter(lambda text: text and "${" not in text and not text.startswith("#"))
)
NAMES = st.from_regex(r"[A-Za-zåäö_][A-Za-z0-9åäö_.\-]{0,6}", fullmatch=True).filter(
    lambda name: name.lower() not in {"meta", "response", "claims", "cited", "documents"}
)
CODES = st.from_regex(r"[A-Za-zåäö0-9_\-]{1,6}", fullmatch=True) | st.sampled_from(
    ["yes", "partly", "no", "other", "1", "010", "true"]
)


def condition(text: str) -> Expression:
    parsed = parse_condition(text)
    assert isinstance(parsed, Expression)
    return parsed


def wordings(languages: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Texts with the first language, and perhaps gaps in the others."""
    return st.tuples(
        *(PROSE if place == 0 else PROSE | st.none() for place in range(len(languages)))
    ).map(lambda texts: {lang: text for lang, text in zip(languages, texts, strict=True) if text})


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Item]) -> Expression:
    item = draw(st.sampled_from(earlier))
    ref = f"${{{item.name}}}"
    if item.choices:
        code = draw(st.sampled_from(item.codes))
        simple = [f"{ref} = '{code}'", f"selected({ref}, '{code}')", f"not({ref} != '{code}')"]
    else:
        simple = [f"{ref} = ''", f"{ref} > {draw(st.integers(-5, 99))}", f"{ref} != ''"]
    first, second = draw(st.sampled_from(simple)), draw(st.sampled_from(simple))
    return condition(
        draw(st.sampled_from([first, f"{first} and {second}", f"({first}) or {second}"]))
    )


@st.composite
def questionnaires(
    draw: st.DrawFn, known: tuple[str, ...] = LANGUAGES, most: int = 8
) -> Questionnaire:
    languages = tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)))
    names = draw(st.lists(NAMES, min_size=1, max_size=most, unique_by=str.lower))
    words = wordings(languages)
    items: list[Item] = []
    groups: list[Group] = []
    path: tuple[str, ...] = ()
    for number, name in enumerate(names):
        kind = draw(st.sampled_from(list(ItemType)))
        if path and draw(st.booleans()):
            path = path[:-1]
        elif len(path) < 3 and draw(st.booleans()):
            path = (*path, f"group{number}")
            groups.append(
                Group(
                    path,
                    draw(words | st.just({})),
                    draw(st.none() | conditions(items)) if items else None,
                )
            )
        choices: tuple[Choice, ...] = ()
        if kind.is_select:
            codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
            choices = tuple(Choice(code, draw(words)) for code in codes)
        label = draw(words)
        if items and draw(st.booleans()):
            label[languages[0]] += f" (ni svarade ${{{draw(st.sampled_from(names))}}})"
        comparability = draw(st.none() | st.sampled_from(list(Comparability)))
        items.append(
            Item(
                question_id=draw(st.sampled_from([name, f"id-{number}A"])),
                name=name,
                type=kind,
                label=label,
                hint=draw(words | st.just({})),
                choices=choices,
                required=draw(st.booleans() | conditions(items)) if items else draw(st.booleans()),
                relevance=draw(st.none() | conditions(items)) if items else None,
                group=path,
                theme=draw(st.none() | st.just("vård")),
                same_as="4A" if comparability else None,
                comparability=comparability,
                comparability_reason=draw(PROSE) if comparability else None,
                constraint=draw(st.none() | st.just(". > 0 and . <= 100")),
                constraint_message=draw(words | st.just({})),
                other_label=draw(words | st.just({})) if any(c.is_other for c in choices) else {},
            )
        )
    used = {item.group[:depth] for item in items for depth in range(1, len(item.group) + 1)}
    return Questionnaire(
        title=draw(PROSE),
        form_id=draw(CODES),
        version=draw(st.sampled_from(["", "1", "2021-05-01"])),
        languages=languages,
        items=tuple(items),
        groups=tuple(group for group in groups if group.path in used),
    )


@given(questionnaires())
@settings(deadline=None)
def test_a_questionnaire_comes_back_from_a_workbook_as_it_was(questionnaire: Questionnaire) -> None:
    read = form_of(write_xlsform(questionnaire), "questionnaire.xlsx")
    assert read.problems == ()
    assert read.questionnaire == questionnaire


@given(questionnaire=questionnaires())
@settings(max_examples=30, deadline=None)
def test_a_questionnaire_comes_back_from_csv_files_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire
) -> None:
    folder = tmp_path_factory.mktemp("form") / "questionnaire"
    folder.mkdir()
    for name, text in write_csv(questionnaire).items():
        (folder / name).write_bytes(text.encode())
    read = read_form(folder)
    assert read.problems == ()
    assert read.questionnaire == questionnaire


@given(questionnaires())
@settings(max_examples=50, deadline=None)
def test_pyxform_converts_what_we_write_without_a_warning(questionnaire: Questionnaire) -> None:
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    converted = convert(io.BytesIO(write_xlsform(questionnaire)), warnings=warnings)
    assert warnings == []
    for item in questionnaire.items:
        assert f"<{item.name}" in converted.xform


def test_the_same_questionnaire_gives_the_same_bytes() -> None:
    questionnaire = Questionnaire(
        "Enkät", "enkat", "1", ("sv",), (Item("1", "q1", ItemType.TEXT, {"sv": "Vad?"}),)
    )
    assert write_xlsform(questionnaire) == write_xlsform(questionnaire)
