"""The items of a study as coding asks for them, and the language of the reader."""

from functools import lru_cache

from django.http import Http404
from django.utils.translation import get_language

from belagg.study.questionnaire import Item, Questionnaire
from belagg.study.vocabulary import Layer
from belagg.web.coding.recoding.answers import codable
from belagg.web.store.bridge import questionnaire_of
from belagg.web.store.models import Project, QuestionnaireVersion

LAYERS = (Layer.RECODED, Layer.DOCUMENTED)


def language() -> str:
    """Give the language of the page."""
    return get_language() or "sv"


def form_of(project: Project) -> Questionnaire:
    """Give the latest version of the questionnaire, without the rest of the study."""
    version = project.versions.order_by("-number").select_related("project").first()
    if version is None:
        raise Http404
    return _form(version.pk, tuple(version.sheets.items()), version.project.settings)


@lru_cache(maxsize=16)
def _form(pk: int, _sheets: tuple[tuple[str, str], ...], _settings: str) -> Questionnaire:
    return questionnaire_of(QuestionnaireVersion.objects.select_related("project").get(pk=pk))


def coded_item(project: Project, layer: str, question_id: str) -> tuple[Layer, Item, Questionnaire]:
    """Give the layer, the item and its questionnaire that an address names; 404 for no such."""
    form = form_of(project)
    item = form.by_id.get(question_id)
    if item is None or not codable(item) or layer not in LAYERS:
        raise Http404
    return Layer(layer), item, form
