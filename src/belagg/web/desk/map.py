"""The bodies on a map, painted by how far each has come; their list says the same in words."""

from collections.abc import Iterable, Mapping

from belagg.manuscript.tree import Area, MapBlock, TableBlock, Tone
from belagg.report.maps import map_svg
from belagg.study.geography import Geography
from belagg.web.desk.progress import Body, BodyState

_TONES: Mapping[BodyState, Tone] = {
    BodyState.ANSWERED: Tone.YES,
    BodyState.UNLOCKED: Tone.T3,
    BodyState.BEGUN: Tone.PARTLY,
    BodyState.ASKED: Tone.NO,
    BodyState.UNREACHED: Tone.NO_ANSWER,
    BodyState.REFUSED: Tone.REFUSED,
    BodyState.NOT_ASKED: Tone.NOT_ASKED,
}


def map_of(
    bodies: Iterable[Body], geography: Geography, language: str, title: str, told: str
) -> str | None:
    """Give the map as one `<svg>` element; None where no body has an area.

    `told` is its text alternative.
    """
    areas = tuple(
        Area(body.unit_id, body.name, body.state.value, body.state.label(language).capitalize(),
             _TONES[body.state])
        for body in bodies
    )  # fmt: skip
    if not any(area.unit_id in geography.names for area in areas):
        return None
    legend = tuple(
        (state.value, state.label(language).capitalize(), tone)
        for state, tone in _TONES.items() if any(area.code == state for area in areas)
    )  # fmt: skip
    block = MapBlock(geography.geography_id, "desk-map", "", title, told, areas, legend, (),
                     TableBlock((), (), ()))  # fmt: skip
    return map_svg(block, geography, language)
