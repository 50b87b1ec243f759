"""What may not leave a study does not."""

import datetime as dt

import pytest

from belagg.exchange.formats import FORMATS, exportable
from belagg.exchange.prepared import prepared
from belagg.study.problems import StudyError

SECRET = "Hemlig Hemlin"
SPOKEN = "Ord sagda i förtroende"
WITHDRAWN = "Ord som togs tillbaka"


@pytest.fixture
def telling(make_study, make_item, answers):
    """A study with planted private values, and words of a reference group."""
    return make_study(
        [make_item("1"), make_item("2", "text")],
        responses=answers("1", "yes no partly"),
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "chef"}],
        codes=[{"code_id": "c", "name": "Påhittad kod"}],
        groups=[{"group_id": "g", "name": SPOKEN}],
        meetings=[{"meeting_id": "m", "group_id": "g", "summary": SPOKEN}],
        settings={"geography": "se-regions"},
        services=[{"service_id": "s", "name": "Påhittad mottagning", "unit_id": "01"}],
        quotes=[
            {"quote_id": "q1", "kind": "verbatim", "text": SPOKEN, "consent": "anonymous"},
            {"quote_id": "q2", "kind": "verbatim", "text": WITHDRAWN, "consent": "anonymous",
             "withdrawn_at": dt.date(2021, 1, 1)},
            {"quote_id": "q3", "kind": "verbatim", "text": WITHDRAWN, "consent": "internal"},
        ],
        private={
            "recipients": [{"recipient_id": "r1", "name": SECRET, "email": SECRET,
                            "phone": SECRET}],
            "participants": [{"speaker": "p", "group_id": "g", "name": SECRET,
                              "contact": SECRET}],
            "meetings": [{"meeting_id": "m", "record": SECRET}],
        },
    )  # fmt: skip


def everything(files):
    import io
    import zipfile

    for data in files.values():
        yield data
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from (archive.read(name) for name in archive.namelist())


def holds(files, text):
    forms = [text.encode(), text.encode("utf-16-le"), text.encode("latin-1")]
    return any(form in data for data in everything(files) for form in forms)


@pytest.mark.parametrize("made", exportable(), ids=lambda made: made.name)
def test_private_values_and_the_groups_words_are_in_no_byte(made, telling):
    study, _left = prepared(telling, made)
    files = made.load_exporter()(study, None).files
    assert files
    for text in (SECRET, SPOKEN, WITHDRAWN):
        assert not holds(files, text)


@pytest.mark.parametrize("made", exportable(), ids=lambda made: made.name)
def test_what_leaves_names_the_revision_of_the_whole_study(made, telling):
    study, _left = prepared(telling, made)
    assert study.revision == telling.revision
    assert study.with_table("services", study.tables["services"][:0]).revision == telling.revision


@pytest.mark.parametrize("made", exportable(), ids=lambda made: made.name)
def test_the_same_study_gives_the_same_bytes(made, telling):
    study, _left = prepared(telling, made)
    exporter = made.load_exporter()
    assert exporter(study, None) == exporter(study, None)


def test_a_facilitators_word_lets_words_out_but_never_withdrawn_or_internal_ones(telling):
    package = next(made for made in FORMATS if made.name == "package")
    study, left = prepared(telling, package, voices=True)
    files = package.load_exporter()(study, None).files
    assert holds(files, SPOKEN)
    assert not holds(files, WITHDRAWN)
    assert not holds(files, SECRET)
    assert [one.what for one in left] == ["q2", "q3"]


def test_what_is_kept_back_is_listed(telling):
    package = next(made for made in FORMATS if made.name == "package")
    _study, left = prepared(telling, package)
    assert [one.what for one in left] == ["groups", "meetings", "quotes"]


def test_private_values_leave_with_a_package_only_when_told(telling):
    package = next(made for made in FORMATS if made.name == "package")
    study, _left = prepared(telling, package, private=True, voices=True)
    assert holds(package.load_exporter()(study, None).files, SECRET)


def test_answers_of_each_body_stay_where_small_numbers_are_withheld(make_study, answers):
    study = make_study(settings={"suppress_below": 5}, responses=answers("1", "yes no"))
    for made in FORMATS:
        if made.per_unit:
            with pytest.raises(StudyError, match="withholds numbers below 5"):
                prepared(study, made)
            assert prepared(study, made, private=True)[0].tables["responses"].height == 2
