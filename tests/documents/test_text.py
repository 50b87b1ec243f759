"""The contract of a read document: its bytes, its lines, and the other readings of its hyphens."""

import numpy as np
import pytest

from belagg.documents.text import (
    DateKind,
    DocumentDate,
    Joints,
    Lines,
    ReadDocument,
    Reason,
    Unreadable,
    decode,
    encode,
    other_readings,
)


def _ints(*values: int) -> np.ndarray:
    return np.array(values, np.int32)


def _joints(*rows: tuple[int, int, int]) -> Joints:
    at, primary, other = zip(*rows, strict=True)
    return Joints(_ints(*at), np.array(primary, np.uint8), np.array(other, np.uint8))


def test_a_document_survives_its_bytes():
    document = ReadDocument(
        sha256="ab",
        media="application/pdf",
        text="Plan\nEn rad till",
        lines=Lines(
            _ints(0, 5), _ints(4, 16), _ints(1, 1), _ints(1, 2),
            np.array([[72, 700, 120, 712], [72, 680, 200, 690]], np.float32),
            np.array([12, 10], np.float32),
        ),
        dates=(DocumentDate(DateKind.DECIDED, "2021-03-04", 5),),
        words=4,
    )  # fmt: skip
    back = decode(encode(document))
    assert encode(back) == encode(document)
    assert back.text == document.text
    assert back.lines.box.tolist() == document.lines.box.tolist()
    assert back.dates == document.dates


def test_an_unreadable_document_keeps_its_reason():
    error = Unreadable(Reason.PASSWORD, "needs a password")
    assert decode(encode(ReadDocument("ab", "application/pdf", error=error))).error == error


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x90", b"\x91\x02"])
def test_bytes_of_something_else_are_refused(data: bytes):
    with pytest.raises(ValueError, match="not a read document"):
        decode(data)


def test_the_lines_that_a_range_touches():
    lines = Lines(_ints(0, 5, 20), _ints(4, 19, 30))
    assert list(lines.touched(0, 4)) == [0]
    assert list(lines.touched(3, 6)) == [0, 1]
    assert list(lines.touched(18, 21)) == [1, 2]


@pytest.mark.parametrize(
    ("text", "joint", "phrase", "quotation"),
    [
        ("för ickebinära personer", (8, 0, 1), "icke-binära", "ickebinära"),
        ("enligt EU-rätt gäller", (9, 1, 0), "EUrätt", "EU-rätt"),
        ("ett gemensamt ansvar", (9, 0, 2), "gemen- samt", "gemensamt"),
        ("kvinno- och barnfrid", (6, 2, 0), "kvinnooch", "kvinno- och"),
    ],
)
def test_the_other_reading_of_a_hyphen_is_found_and_led_back(text, joint, phrase, quotation):
    other = other_readings(text, _joints(joint))
    start = other.text.index(phrase)
    place = other.in_document(start, start + len(phrase))
    assert place is not None
    assert text[slice(*place)] == quotation


def test_a_hit_beside_the_joint_is_left_to_the_text_itself():
    other = other_readings("ett gemensamt ansvar", _joints((9, 0, 2)))
    start = other.text.index("ansvar")
    assert other.in_document(start, start + 6) is None


def test_windows_end_with_the_paragraph_and_with_whole_words():
    text = "Annat stycke\n" + "ord " * 40 + "ickebinär" + " ord" * 40 + "\nNästa"
    at = text.index("binär")
    window = other_readings(text, _joints((at, 0, 1)), reach=30).text
    assert "icke-binär" in window
    assert set(window.replace("icke-binär", "ord").split()) == {"ord"}
    assert "\n" not in other_readings("A\nicke-\nB", _joints((6, 1, 0))).text
