"""What becomes an item: each kind of question of LimeSurvey as one item or several.

An item is a draft until all have names: its id as LimeSurvey would have it, its words and choices,
the conditions as they were written, and the columns of answers that belong to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from belagg.exchange.answers.mapping import Part as Held
from belagg.exchange.limesurvey.codes import OWN_CODE
from belagg.exchange.limesurvey.survey import Answer, Part, Question
from belagg.language import marked, translate
from belagg.study.questionnaire import OTHER, Choice, ItemType, Wording

FIXED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Y": {"Y": ("yes", marked("Yes")), "N": ("no", marked("No"))},
    "G": {"F": ("female", marked("Female")), "M": ("male", marked("Male"))},
    "C": {
        "Y": ("yes", marked("Yes")),
        "U": ("uncertain", marked("Uncertain")),
        "N": ("no", marked("No")),
    },
    "E": {
        "I": ("increase", marked("Increase")),
        "S": ("same", marked("Same")),
        "D": ("decrease", marked("Decrease")),
    },
}
"""Kinds with answers of LimeSurvey's own: the category and the words of each of its codes."""

OTHER_ANSWER = "-oth-"
"""What LimeSurvey stores where the choice “other” was made."""


@dataclass(frozen=True)
class Column:
    """A column of answers: its names in expressions and in files, and what of the item it holds."""

    words: tuple[str, ...]
    headings: tuple[str, ...]
    part: Held = Held.ANSWER
    choice: str | None = None


@dataclass(frozen=True)
class Draft:
    """An item that has no name yet."""

    question: Question
    wanted_id: str
    type: ItemType
    label: Wording = field(hash=False)
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    conditions: tuple[str, ...] = ()
    constraint: str | None = None


Maker = Callable[[Question, tuple[str, ...]], Iterable[Draft]]


def drafts_of(question: Question, languages: tuple[str, ...]) -> tuple[Draft, ...] | None:
    """Give the items a question becomes; None for a kind that a study does not hold."""
    make = _MAKERS.get(question.kind)
    return None if make is None else tuple(make(question, languages))


def joined(languages: tuple[str, ...], *parts: Wording) -> dict[str, str]:
    """Join texts in each language that any has; a part that lacks it stands in another."""
    found: dict[str, str] = {}
    for language in languages:
        if any(language in part for part in parts):
            words = [part.get(language) or next(iter(part.values()), "") for part in parts]
            found[language] = _sentence([text for text in words if text])
    return found


def _sentence(texts: list[str]) -> str:
    whole = ""
    for text in texts:
        between = "" if not whole else " " if whole.endswith(("?", "!", ".", ":")) else " – "
        whole += between + text
    return whole


def _column(
    question: Question,
    bracketed: str = "",
    word: str = "",
    stored: str = "",
    newer: str = "",
    part: Held = Held.ANSWER,
    choice: str | None = None,
) -> Column:
    """Name a column: in files `q[SQ001]`, in expressions `q_SQ001`, in the database by numbers.

    The database has `{sid}X{gid}X{qid}SQ001`, and since version 700 or so `Q{qid}_S{part}`.
    """
    by_number = (f"{question.sid}X{question.gid}X{question.qid}{stored}", f"Q{question.qid}{newer}")
    words = (f"{question.code}{word}", *by_number)
    return Column(words, (f"{question.code}{bracketed}", *by_number), part, choice)


def _choices(answers: Iterable[Answer | Part], several: bool = False) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            answer.own or ("_".join(answer.code.split()) if several else answer.code.strip()),
            answer.label or {"": answer.code},
        )
        for answer in answers
    )


def _worded(choices: tuple[Choice, ...], languages: tuple[str, ...]) -> tuple[Choice, ...]:
    """Let a choice that has no words have its code in every language."""
    return tuple(
        replace(choice, label=dict.fromkeys(languages, choice.code))
        if not any(choice.label) or "" in choice.label
        else choice
        for choice in choices
    )


def _with_other(
    question: Question, choices: tuple[Choice, ...], languages: tuple[str, ...]
) -> tuple[Choice, ...]:
    if not question.other or any(choice.is_other for choice in choices):
        return choices
    own = question.attributes.get("other_replace_text", {})
    label = {
        language: own.get(language) or own.get("") or translate("Other", language)
        for language in languages
    }
    return (*choices, Choice(OTHER, label))


def _numbered(last: int, languages: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(number), dict.fromkeys(languages, str(number))) for number in range(1, last + 1)
    )


def _fixed(kind: str, languages: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, {language: translate(words, language) for language in languages})
        for code, words in FIXED[kind].values()
    )


def _one(type_: ItemType) -> Maker:
    def make(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
        yield _single(question, type_, (), ())

    return make


def _single(
    question: Question, type_: ItemType, choices: tuple[Choice, ...], more: tuple[Column, ...]
) -> Draft:
    return Draft(
        question, _own_id(question), type_, question.text, choices, (_column(question), *more),
        (question.relevance,), _bounds(question) if type_.is_number else None,
    )  # fmt: skip


def _own_id(question: Question) -> str:
    return question.attribute(OWN_CODE) or question.code


def _list(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    choices = _with_other(question, _worded(_choices(question.answers), languages), languages)
    more = []
    if question.other:
        more.append(_column(question, "[other]", "_other", "other", "_Cother", Held.TEXT, OTHER))
    if question.kind == "O":
        more.append(_column(question, "[comment]", "_comment", "comment", "_Ccomment", Held.TEXT))
    yield _single(question, ItemType.SELECT_ONE, choices, tuple(more))


def _own_answers(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    choices = _numbered(5, languages) if question.kind == "5" else _fixed(question.kind, languages)
    yield _single(question, ItemType.SELECT_ONE, choices, ())


def _number(question: Question, _languages: tuple[str, ...]) -> Iterator[Draft]:
    whole = question.attribute("num_value_int_only") == "1"
    yield _single(question, ItemType.INTEGER if whole else ItemType.DECIMAL, (), ())


def _several(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    choices = _worded(_choices(question.parts, several=True), languages)
    columns = []
    for part, choice in zip(question.parts, choices, strict=True):
        code, newer = part.code, f"_S{part.qid}"
        columns.append(
            _column(question, f"[{code}]", f"_{code}", code, newer, Held.CHOICE, choice.code)
        )
        if question.kind == "P":
            columns.append(
                _column(
                    question, f"[{code}comment]", f"_{code}comment", f"{code}comment",
                    f"{newer}_Ccomment", Held.TEXT,
                )
            )  # fmt: skip
    if question.other:
        columns.append(
            _column(question, "[other]", "_other", "other", "_Cother", Held.CHOICE, OTHER)
        )
    yield Draft(
        question, _own_id(question), ItemType.SELECT_MULTIPLE, question.text,
        _with_other(question, choices, languages), tuple(columns), (question.relevance,),
        _how_many(question),
    )  # fmt: skip


def _rows(question: Question) -> tuple[Part, ...]:
    return tuple(part for part in question.parts if part.scale == 0)


def _array(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    """Make an item of each row, with the same choices."""
    if question.kind in FIXED:
        choices = _fixed(question.kind, languages)
    elif question.kind in "AB":
        choices = _numbered(5 if question.kind == "A" else 10, languages)
    else:
        choices = _worded(_choices(question.answers), languages)
    for part in _rows(question):
        yield _row(question, part, languages, ItemType.SELECT_ONE, choices)


def _texts(type_: ItemType) -> Maker:
    def make(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
        kind = type_
        if type_.is_number and question.attribute("num_value_int_only") == "1":
            kind = ItemType.INTEGER
        for part in _rows(question):
            yield _row(question, part, languages, kind, ())

    return make


def _row(
    question: Question,
    part: Part,
    languages: tuple[str, ...],
    type_: ItemType,
    choices: tuple[Choice, ...],
) -> Draft:
    code = part.code
    return Draft(
        question, f"{question.code}_{code}", type_,
        joined(languages, question.text, part.label or {languages[0]: code}), choices,
        (_column(question, f"[{code}]", f"_{code}", code, f"_S{part.qid}"),),
        (question.relevance, part.relevance), _bounds(question) if type_.is_number else None,
    )  # fmt: skip


def _dual(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    """Make two items of each row, one for each scale; files count scales from 1, words from 0."""
    headers = [
        {key: text for key, text in question.attributes.get(name, {}).items() if key and text}
        for name in ("dualscale_headerA", "dualscale_headerB")
    ]
    for part in _rows(question):
        for scale in (0, 1):
            answers = [answer for answer in question.answers if answer.scale == scale]
            code, number = part.code, scale + 1
            label = joined(
                languages, question.text, part.label or {languages[0]: code},
                headers[scale] or dict.fromkeys(languages, str(number)),
            )  # fmt: skip
            column = _column(
                question, f"[{code}][{number}]", f"_{code}_{scale}", f"{code}#{scale}",
                f"_S{part.qid}#{scale}",
            )  # fmt: skip
            yield Draft(
                question, f"{question.code}_{code}_{number}", ItemType.SELECT_ONE, label,
                _worded(_choices(answers), languages), (column,),
                (question.relevance, part.relevance),
            )  # fmt: skip


def _ranking(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    """Make an item of each place in the order, with the answers as choices."""
    choices = _worded(_choices(question.answers or _rows(question)), languages)
    most = question.attribute("max_subquestions") or question.attribute("max_answers")
    places = min(int(most), len(choices)) if most.isdigit() and int(most) else len(choices)
    for place in range(1, places + 1):
        told = {language: translate("place {}", language).format(place) for language in languages}
        ids = [answer.aid for answer in question.answers]
        newer = f"_R{ids[place - 1]}" if len(ids) >= place else f"_S{place}"
        yield Draft(
            question, f"{question.code}_{place}", ItemType.SELECT_ONE,
            joined(languages, question.text, told), choices,
            (_column(question, f"[{place}]", f"_{place}", str(place), newer),),
            (question.relevance,),
        )  # fmt: skip


def _grid(question: Question, languages: tuple[str, ...]) -> Iterator[Draft]:
    """Make an item of each cell of an array of texts or numbers; of each row with check boxes."""
    across = tuple(part for part in question.parts if part.scale == 1)
    if question.attribute("multiflexible_checkbox") == "1" and question.kind == ":":
        yield from _checked(question, across, languages)
        return
    type_ = ItemType.TEXT
    if question.kind == ":":
        whole = question.attribute("multiflexible_step") or "1"
        boxes = question.attribute("input_boxes") == "1"
        type_ = ItemType.INTEGER if whole.isdigit() and not boxes else ItemType.DECIMAL
    for down in _rows(question):
        for part in across:
            code = f"{down.code}_{part.code}"
            yield Draft(
                question, f"{question.code}_{code}", type_,
                joined(
                    languages, question.text, down.label or {languages[0]: down.code},
                    part.label or {languages[0]: part.code},
                ),
                (),
                (
                    _column(
                        question, f"[{code}]", f"_{code}", code, f"_S{down.qid}_S{part.qid}"
                    ),
                ),
                (question.relevance, down.relevance),
            )  # fmt: skip


def _checked(
    question: Question, across: tuple[Part, ...], languages: tuple[str, ...]
) -> Iterator[Draft]:
    choices = _worded(_choices(across, several=True), languages)
    for down in _rows(question):
        columns = tuple(
            _column(
                question, f"[{down.code}_{part.code}]", f"_{down.code}_{part.code}",
                f"{down.code}_{part.code}", f"_S{down.qid}_S{part.qid}", Held.CHOICE, choice.code,
            )
            for part, choice in zip(across, choices, strict=True)
        )  # fmt: skip
        yield Draft(
            question, f"{question.code}_{down.code}", ItemType.SELECT_MULTIPLE,
            joined(languages, question.text, down.label or {languages[0]: down.code}),
            choices, columns, (question.relevance, down.relevance),
        )  # fmt: skip


def _bounds(question: Question) -> str | None:
    """Give the least and the greatest number, where they are set as numbers."""
    parts = []
    for name, sign in (("min_num_value_n", ">="), ("max_num_value_n", "<=")):
        value = question.attribute(name).strip()
        if value.lstrip("-").replace(".", "", 1).isdigit():
            parts.append(f". {sign} {value}")
    return " and ".join(parts) or None


def _how_many(question: Question) -> str | None:
    parts = []
    for name, sign in (("min_answers", ">="), ("max_answers", "<=")):
        value = question.attribute(name).strip()
        if value.isdigit() and value != "0":
            parts.append(f"count-selected(.) {sign} {value}")
    return " and ".join(parts) or None


_MAKERS: Mapping[str, Maker] = {
    "S": _one(ItemType.TEXT), "T": _one(ItemType.TEXT), "U": _one(ItemType.TEXT),
    "D": _one(ItemType.DATE), "X": _one(ItemType.NOTE), "N": _number,
    "L": _list, "!": _list, "O": _list, "W": _list, "Z": _list,
    "Y": _own_answers, "G": _own_answers, "5": _own_answers,
    "M": _several, "P": _several,
    "A": _array, "B": _array, "C": _array, "E": _array, "F": _array, "H": _array,
    "1": _dual, "R": _ranking, ";": _grid, ":": _grid,
    "K": _texts(ItemType.DECIMAL), "Q": _texts(ItemType.TEXT),
}  # fmt: skip
