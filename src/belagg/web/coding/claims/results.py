"""What was said against what was found, item by item and body by body; nothing is ranked."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from belagg.analysis.figures import Figures, figures_of
from belagg.analysis.said_found import said_found
from belagg.manuscript.context import Anchors, Context, Numbering
from belagg.manuscript.uses import Uses
from belagg.publish.site.made import block
from belagg.report.html.blocks import blocks
from belagg.report.html.element import markup
from belagg.report.html.scope import Scope
from belagg.study.geography import load_geography
from belagg.study.questionnaire import worded
from belagg.study.study import Study
from belagg.study.vocabulary import Grade
from belagg.web.coding.claims.sight import Blind, blind_of
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


@in_study(Permission.CODE)
def results(request: HttpRequest, project: Project) -> HttpResponse:
    """Show one item (`?item=`): the table and the map as in the report, and each body's claims."""
    language = get_language() or "sv"
    study = _told(load_study(project), blind_of(project), acting(request).signature)
    claimed = sorted(set(study.tables["claims"]["question_id"].drop_nulls().to_list()))
    items = [study.questionnaire.by_id[key] for key in claimed if key in study.questionnaire.by_id]
    wanted = request.GET.get("item", "")
    item = next((one for one in items if one.question_id == wanted), items[0] if items else None)
    context: dict[str, Any] = {
        "items": [(one.question_id, worded(one.label, language)) for one in items]
    }
    if item is not None:
        figures = figures_of(study)
        context |= {
            "item": item, "label": worded(item.label, language),
            "shown": _shown(study, figures, item.question_id, language),
            "sentences": _sentences(figures, item, language),
            "bodies": _bodies(study, figures, item, language),
        }  # fmt: skip
    return render(request, "coding/claims/results.html", context)


def _told(study: Study, blind: Blind, signature: str) -> Study:
    """Leave out the claims whose grades are kept from somebody now."""
    if not blind.cases and not blind.claims:
        return study
    claims = study.tables["claims"]
    kept = [
        not row["grade"] or not blind.hides(
            row["claim_id"], (row["unit_id"], row["question_id"]), row["coder"], signature
        )
        for row in claims.iter_rows(named=True)
    ]  # fmt: skip
    return replace(study, tables={**study.tables, "claims": claims.filter(kept)}, rows={})


def _shown(study: Study, figures: Figures, question_id: str, language: str) -> SafeString | None:
    ctx = Context(study, figures, language, [], Uses(), Anchors(), Numbering(language), {})
    made = block("said-found", ctx, question_id)
    if not made:
        return None
    name = study.settings.geography
    geographies = {name: load_geography(name, study.files)} if name else {}
    scope = Scope(language, geographies, frozenset(), {}, ctx.labels)
    return SafeString("".join(markup(one) for one in blocks(made, scope)))


def _sentences(figures: Figures, item: Any, language: str) -> list[dict[str, object]]:
    """Give for each category, where anything was reviewed, how many have a document for it."""
    found: list[dict[str, object]] = []
    for choice in item.choices:
        prefix = f"claims.{item.question_id}.said.{choice.code}"
        if f"{prefix}.n" not in figures:
            continue
        if figures[f"{prefix}.not_reviewed.count"].value != figures[f"{prefix}.n"].value:
            found.append({
                "label": worded(choice.label, language), "name": prefix,
                "n": figures[f"{prefix}.n"].value,
                "confirmed": figures[f"{prefix}.confirmed.count"].value,
            })  # fmt: skip
    return found


def _bodies(study: Study, figures: Figures, item: Any, language: str) -> list[dict[str, object]]:
    """Give each body that has made a claim on the item, in order of name, with its claims."""
    held = said_found(study, figures.cells, item.question_id)
    labels = {c.code: worded(c.label, language) for c in item.choices}
    claims: dict[str, list[dict[str, object]]] = {}
    for row in study.tables["claims"].iter_rows(named=True):
        if row["question_id"] == item.question_id and row["unit_id"]:
            word = Grade(row["grade"] or Grade.NOT_REVIEWED).label(language)
            claims.setdefault(row["unit_id"], []).append({**row, "word": word})
    names = study.unit_names
    return [
        {
            "unit": names[unit],
            "said": ", ".join(labels.get(c, c) for c in held.said.get(unit, "").split()),
            "found": held.grade(unit).label(language),
            "claims": claims[unit],
        }
        for unit in sorted(claims, key=lambda unit: names[unit])
    ]
