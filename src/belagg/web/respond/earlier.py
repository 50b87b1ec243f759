"""What the body answered in the wave before, shown beside the same item."""

from belagg.study.questionnaire import Item, worded
from belagg.study.study import Study
from belagg.study.vocabulary import Missing


def answers_of(study: Study, unit_id: str, language: str) -> dict[str, str]:
    """Give the body's last answer to the items that are the same as earlier ones, in words.

    Earlier waves are public packages; of several the latest by date counts.
    """
    wave = study.last_wave
    same = {item.same_as: item for item in study.questionnaire.items if item.same_as}
    if wave is None or not same:
        return {}
    asked = {item.question_id: item for item in wave.questionnaire.items}
    found: dict[str, str] = {}
    for row in wave.tables["responses"].iter_rows(named=True):
        if row["unit_id"] == unit_id and row["question_id"] in same.keys() & asked.keys():
            words = _in_words(asked[row["question_id"]], row, language)
            if words:
                found[same[row["question_id"]].question_id] = words
    return found


def _in_words(item: Item, row: dict[str, str | None], language: str) -> str:
    if row["missing"]:
        return Missing(row["missing"]).label(language)
    labels = {choice.code: worded(choice.label, language) for choice in item.choices}
    chosen = ", ".join(labels.get(code, code) for code in (row["category"] or "").split())
    return ": ".join(part for part in (chosen, row["value"] or row["text"] or "") if part)
