"""Pictures are drawn once: a build over an earlier one gives the same bytes as one from scratch."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from belagg.publish import drawn as room
from belagg.publish.build import build, write_outputs
from belagg.publish.drawn import NOTHING, Drawn

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9">'
    '<rect width="4" height="4"/></svg>'
)


@pytest.fixture
def drawing(monkeypatch):
    """Give the SVGs that are drawn, as they are drawn."""
    seen = []
    real = room.svg_png

    def draw(svgs, ppi):
        seen.extend(svgs)
        return real(svgs, ppi)

    monkeypatch.setattr(room, "svg_png", draw)
    return seen


def squares(*widths):
    return [SVG.format(width) for width in widths]


def test_what_was_drawn_before_is_not_drawn_again_and_tells_its_new_source(drawing):
    first = NOTHING.pngs(squares(8, 12), 96, "Ett påhittat underlag. Revision aaa")
    del drawing[:]
    again = Drawn.of(first).pngs(squares(12, 16, 8), 96, "Ett påhittat underlag. Revision bbb")
    assert drawing == squares(16)
    assert again == NOTHING.pngs(squares(12, 16, 8), 96, "Ett påhittat underlag. Revision bbb")
    with Image.open(io.BytesIO(again[0])) as png:
        png.load()
        assert png.size == (12, 9)
        assert png.text["Source"] == "Ett påhittat underlag. Revision bbb"


def test_another_size_is_another_picture(drawing):
    before = Drawn.of(NOTHING.pngs(squares(8), 96, "x"))
    del drawing[:]
    before.pngs(squares(8), 192, "x")
    assert drawing == squares(8)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_picture_that_is_not_whole_is_never_used(data):
    (png,) = NOTHING.pngs(squares(8), 96, "x")
    place = data.draw(st.integers(0, len(png) - 1), "place")
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != png[place]), "byte")
    whole = set(Drawn.of([png]).before.values())
    for spoilt in (png[:place], png[:place] + bytes([other]) + png[place + 1 :]):
        assert set(Drawn.of([spoilt]).before.values()) <= whole


ANSWERS = ("yes", "no", "partly", None)


@pytest.mark.long
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(ANSWERS)), min_size=1, max_size=4)
)
def test_builds_one_upon_the_other_give_what_a_build_from_scratch_gives(
    tmp_path_factory, make_study, edits
):
    out = tmp_path_factory.mktemp("out")
    said = dict.fromkeys(range(4), "yes")
    for place, answer in [(0, "yes"), *edits]:
        said[place] = answer
        study = studied(make_study, said)
        write_outputs(out, build(study, quiet, drawn=Drawn.within(out)).files)
        whole = build(study, quiet).files
        assert {path: (out / path).read_bytes() for path in whole} == dict(whole)
        held = {str(p.relative_to(out)) for p in (out / "site").rglob("*") if p.is_file()}
        assert held == {path for path in whole if path.startswith("site/")}


@pytest.mark.long
def test_two_builds_over_one_output_are_each_whole(make_study, tmp_path):
    before, after = (studied(make_study, dict.fromkeys(range(4), a)) for a in ("yes", "no"))
    write_outputs(tmp_path, build(before, quiet).files)
    first, second = Drawn.within(tmp_path), Drawn.within(tmp_path)
    write_outputs(tmp_path, build(after, quiet, drawn=first).files)
    write_outputs(tmp_path, build(before, quiet, drawn=second).files)
    whole = build(before, quiet).files
    assert {path: (tmp_path / path).read_bytes() for path in whole} == dict(whole)


def quiet(_step):
    pass


def studied(make_study, said):
    rows = [
        {"response_id": f"a{place}", "unit_id": f"0{place + 1}", "question_id": "1",
         "category": answer, "origin": "survey", "at": "2021-05-01T08:00:00Z"}
        for place, answer in said.items() if answer
    ]  # fmt: skip
    return make_study(
        responses=rows, settings={"address": "https://prov.example"},
        texts={"report/01.md": "# Ett\n\nAv {{ 1.n }} regioner.\n\n::: chart 1\n"},
    )  # fmt: skip
