"""The widths of a table's columns."""

import math

from hypothesis import given
from hypothesis import strategies as st

from belagg.report.columns import Column, shared

COLUMNS = st.lists(
    st.builds(
        lambda least, more, weight: Column(least, least + more, weight),
        st.floats(1, 100), st.floats(0, 400), st.floats(1, 90),
    ),
    min_size=1, max_size=9,
)  # fmt: skip


def test_no_column_is_wider_than_it_asks_for_and_the_long_one_gets_the_rest() -> None:
    widths = shared([Column(20, 45, 12), Column(10, 12, 4), Column(40, 420, 60)], 300)
    assert widths == [45, 12, 243]


def test_words_that_do_not_fit_together_give_way_alike() -> None:
    assert shared([Column(300, 300, 9), Column(100, 100, 3)], 200) == [150, 50]


@given(COLUMNS, st.floats(50, 500))
def test_columns_fill_the_room_unless_all_have_what_they_ask_for(
    asked: list[Column], room: float
) -> None:
    widths = shared(asked, room)
    most = sum(column.most for column in asked)
    assert math.isclose(sum(widths), min(room, most), rel_tol=1e-9)


@given(COLUMNS, st.floats(50, 500))
def test_no_column_is_narrower_than_its_longest_word_where_there_is_room(
    asked: list[Column], room: float
) -> None:
    widths = shared(asked, room)
    if sum(column.least for column in asked) < room:
        pairs = zip(asked, widths, strict=True)
        assert all(width >= column.least * (1 - 1e-9) for column, width in pairs)
