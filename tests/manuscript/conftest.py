"""Manuscripts of a few lines, composed against small studies."""

from collections.abc import Callable
from typing import Any

import pytest

from belagg.analysis.figures import figures_of
from belagg.manuscript.compose import Composed, compose

ENGLISH = {"languages": ("en",), "unit_noun": {"en": ("region", "regions")}}


@pytest.fixture
def composed(
    make_study: Callable[..., Any], answers: Callable[..., Any]
) -> Callable[..., Composed]:
    """Compose a text: composed("# Head"), by default in English and on item 1: yes no no -."""

    def make(text: str, language: str = "en", **more: Any) -> Composed:
        settings = (ENGLISH if language == "en" else {}) | more.pop("settings", {})
        more.setdefault("responses", answers("1", "yes no no -"))
        study = make_study(settings=settings, texts={"report/1.md": text}, **more)
        return compose(study, figures_of(study), language)

    return make
