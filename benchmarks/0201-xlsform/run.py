"""Reading a form of 10,000 items from XLSX, against pyxform, in one run."""

import io
import json
import statistics
import sys
import time
from collections.abc import Callable

from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

from belagg.study.questionnaire import Choice, Group, Item, ItemType, Questionnaire
from belagg.study.xlsform.conditions import NotHeld, Unreadable, parse_condition
from belagg.study.xlsform.read import form_of
from belagg.study.xlsform.write import write_xlsform

ROUNDS = 3


def form(count: int) -> Questionnaire:
    """Give a form in two languages: groups of 20 items, a third of them with a condition."""
    choices = tuple(Choice(code, {"sv": f"{code}", "en": code}) for code in ("yes", "partly", "no"))
    kinds = (ItemType.SELECT_ONE, ItemType.TEXT, ItemType.INTEGER)
    items = []
    for number in range(count):
        kind = kinds[number % 3]
        condition = parse_condition(f"${{q{number - 1}}} = 'yes' or ${{q{number - 1}}} = 'no'")
        assert not isinstance(condition, NotHeld | Unreadable)
        items.append(
            Item(
                f"{number}A",
                f"q{number}",
                kind,
                {
                    "sv": f"Fråga {number}: har regionen en skriftlig rutin för detta?",
                    "en": f"Question {number}: does the region have a written routine for this?",
                },
                hint={"sv": "Svara kort.", "en": "Be brief."},
                choices=choices if kind.is_select else (),
                relevance=condition if number % 3 == 1 else None,
                group=(f"g{number // 20}",),
                required=number % 2 == 0,
            )
        )
    groups = tuple(
        Group((f"g{number}",), {"sv": f"Del {number}", "en": f"Part {number}"})
        for number in range((count + 19) // 20)
    )
    return Questionnaire("Stort formulär", "stort", "1", ("sv", "en"), tuple(items), groups)


def seconds(work: Callable[[], object]) -> float:
    """Give the median time of the rounds."""
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure, and print one line of JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    wanted = form(count)
    data = write_xlsform(wanted)
    assert form_of(data, "form.xlsx").questionnaire == wanted
    ours = seconds(lambda: form_of(data, "form.xlsx"))
    parsed = seconds(lambda: workbook_to_json(get_xlsform(io.BytesIO(data))))
    converted = seconds(lambda: convert(io.BytesIO(data)))
    result = {
        "items": count,
        "belagg_s": round(ours, 3),
        "pyxform_parse_s": round(parsed, 3),
        "pyxform_convert_s": round(converted, 3),
        "share_of_parse": round(ours / parsed, 3),
        "share_of_convert": round(ours / converted, 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
