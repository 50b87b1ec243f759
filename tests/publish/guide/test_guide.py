"""The guide shows what the places themselves have confirmed, and rules that are known to hold."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from lxml import html

from belagg.publish.build import build, write_outputs
from belagg.publish.guide import guide_files
from belagg.publish.guide.build import ADDRESS
from belagg.publish.guide.services import Ages, Showing, age_spans, services_of
from belagg.study.files import memory_file
from belagg.study.problems import StudyError
from belagg.study.study import Study

EXAMPLE = Path(__file__).parents[3] / "examples" / "hitta-stod"
DAY = dt.date(2026, 11, 25)


@pytest.fixture(scope="module")
def study():
    return Study.load(EXAMPLE)


def on(study, day):
    """Give the study as of another day, its guide approved by then."""
    release = replace(study.settings.guide, approved_on=day)
    return replace(study, settings=replace(study.settings, date=day, guide=release))


def page(study):
    return html.document_fromstring(guide_files(study).files[ADDRESS])


def names(tree, language="sv"):
    return [h4.text for h4 in tree.xpath(f"//*[@id='text-{language}']//article/h4")]


def test_the_guide_shows_the_services_that_confirmed_their_entry_within_180_days(study):
    shown = names(page(study))
    assert len(shown) == 7
    assert not [name for name in shown if "Tornet" in name or "Klippan" in name]


@pytest.mark.parametrize(
    ("days", "showing"),
    [
        (-1, Showing.NOT_YET),
        (0, Showing.SHOWN),
        (90, Showing.SHOWN),
        (91, Showing.OLD),
        (180, Showing.OLD),
        (181, Showing.EXPIRED),
    ],
)
def test_a_confirmation_counts_for_180_days_of_the_study_and_is_flagged_before(
    study, days, showing
):
    service = replace(services_of(study)[0], confirmed_on=DAY - dt.timedelta(days=days))
    assert service.showing(DAY, flag_after=90) is showing


def test_what_others_have_verified_does_not_count_as_confirmed(study):
    service = replace(services_of(study)[0], confirmed_on=None)
    assert service.showing(DAY, flag_after=90) is Showing.NEVER_CONFIRMED


def test_the_one_who_builds_is_told_what_is_left_out(study):
    assert guide_files(study).notices == (
        "The guide leaves out 1 service: never confirmed by the service itself.",
        "The guide leaves out 1 service: confirmed too long ago.",
    )


def test_without_approval_there_is_no_guide_and_the_build_says_why(study):
    made = guide_files(replace(study, settings=replace(study.settings, guide=None)))
    assert made.files == {}
    assert made.notices == ("No guide: study.toml has no approval of it under [guide].",)


def test_an_approval_after_the_day_of_the_study_is_none(study):
    release = replace(study.settings.guide, approved_on=DAY + dt.timedelta(days=1))
    made = guide_files(replace(study, settings=replace(study.settings, guide=release)))
    assert made.files == {}
    assert made.notices == (
        "No guide: it is approved on 2026-11-26, after the day of the study, 2026-11-25.",
    )


def test_only_a_group_with_own_experience_can_approve(study):
    groups = study.tables["groups"].with_columns(kind=pl.lit("professional"))
    with pytest.raises(StudyError, match="egen-erfarenhet"):
        guide_files(study.with_table("groups", groups))


def test_the_services_of_2021_are_in_no_guide():
    made = guide_files(Study.load(EXAMPLE.parent / "kse-2021"))
    assert made.files == {}
    assert made.notices


def test_a_guide_that_may_no_longer_be_shown_goes_from_the_output(tmp_path, study):
    write_outputs(tmp_path, guide_files(study).files)
    assert (tmp_path / ADDRESS).exists()
    write_outputs(tmp_path, {"report.html": b"x"})
    assert not (tmp_path / ADDRESS).exists()


def test_the_build_makes_the_guide(study):
    built = build(study, lambda _step: None)
    assert built.files[ADDRESS] == guide_files(study).files[ADDRESS]
    assert len(built.notices) >= 2


# --- what an entry says


def test_an_entry_says_who_confirmed_it_when_and_where_sources_disagree(study):
    text = page(study).xpath("string(//article[contains(h4, 'Alen')])")
    assert "2026-10-12 (Enhetschefen)" in text
    assert "Källorna säger olika: regionens webbplats säger från 18 år" in text


def test_an_entry_confirmed_longer_ago_than_the_study_wants_bears_a_flag(study):
    tree = page(study)
    flagged = tree.xpath("//*[@id='text-sv']//article[.//*[@class='flag']]/h4")
    assert [h4.text.split(" (")[0] for h4 in flagged] == [
        "Barnahus Granen", "Psykiatrimottagningen Eken",
    ]  # fmt: skip


def test_no_place_is_told_where_the_address_is_protected(study):
    text = page(study).xpath("string(//article[contains(h4, 'Hamnen')])")
    assert "Adressen är skyddad" in text
    assert "Strand," not in text


def test_a_place_for_a_protected_address_is_refused_and_not_repeated(tmp_path):
    for file in EXAMPLE.rglob("*"):
        if file.is_file():
            target = tmp_path / file.relative_to(EXAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            if file.name == "services.csv":
                text = text.replace("(påhittat),N2,,", "(påhittat),N2,Hemliga gatan 1,")
            target.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        Study.load(tmp_path)
    assert "services.csv, row 7" in str(caught.value)
    assert "Hemliga" not in repr(caught.value.problems)


def test_ages_to_choose_among_meet_where_a_limit_lies(study):
    services = services_of(study)
    made = [replace(services[0], age_from=13, age_to=22), replace(services[0], age_from=None)]
    assert age_spans(tuple(made)) == (
        Ages(None, 12), Ages(13, 17), Ages(18, 22), Ages(23, None),
    )  # fmt: skip


# --- what happens after a yes


def steps(tree, age, language="sv"):
    section = tree.xpath(f"//*[@id='text-{language}']//section[@class='age']")[age]
    return [" ".join(li.text_content().split()) for li in section.xpath(".//ol/li")]


def test_a_child_is_told_that_the_staff_must_report_and_may_tell_the_police(study):
    must, may, _you = steps(page(study), 0)
    assert "genast anmäla till socialnämnden" in must
    assert "får berätta för polisen" in may
    assert "19 kap. 1 §" in must
    assert "Gäller från 2026-01-15" in must


def test_an_adult_is_told_when_her_yes_is_needed(study):
    must, may, _you = steps(page(study), 1)
    assert "Har du barn" in must
    assert "lägsta straffet är fängelse i minst sex månader" in may
    assert "behövs ditt ja" in may


def test_where_no_rule_is_confirmed_none_is_told(study):
    early = page(on(study, dt.date(2025, 3, 31)))
    for age in (0, 1):
        must, may, _you = steps(early, age)
        assert "ingen bekräftad regel" in must
        assert "ingen bekräftad regel" in may
    assert "sex månader" not in early.text_content()


def test_a_rule_past_its_review_hides_all_that_rests_on_it(study):
    rules = study.tables["legal_rules"].with_columns(
        review_by=pl.when(pl.col("rule_id") == "osl-10-21")
        .then(pl.lit(dt.date(2026, 11, 24)))
        .otherwise(pl.col("review_by"))
    )
    late = study.with_table("legal_rules", rules)
    tree = page(late)
    assert steps(tree, 0) == []
    assert len(steps(tree, 1)) == 3
    assert "har inte granskats i tid" in tree.text_content()
    assert any("osl-10-21" in notice for notice in guide_files(late).notices)


# --- languages


def test_swedish_comes_first_english_second_and_what_is_not_translated_is_marked(study):
    tree = page(study)
    assert [node.get("lang") for node in tree.xpath("//*[@class='language']")] == ["sv", "en"]
    assert "Alen clinic (made up)" in names(tree, "en")
    viken = tree.xpath("//*[@id='text-en']//article/h4[contains(., 'Viken')]")[0]
    assert viken.get("lang") == "sv"


def test_another_language_is_data_and_lacks_no_phrase(study):
    file = memory_file("guide/fi.toml", b'[words]\nleave = "Poistu"\n')
    with pytest.raises(StudyError) as caught:
        guide_files(replace(study, files={**study.files, file.path: file}))
    assert "guide/fi.toml" in str(caught.value)
    assert "words: “again” is missing (Show again)" in str(caught.value)


def test_a_language_written_from_right_to_left_is_marked_so(study):
    from belagg.publish.guide.words import PHRASES

    lines = "\n".join(f'{key} = "{text}"' for key, text in PHRASES.items())
    file = memory_file("guide/ar.toml", f"[words]\n{lines}\n".encode())
    tree = page(replace(study, files={**study.files, file.path: file}))
    assert [node.get("dir") for node in tree.xpath("//*[@class='language']")] == [
        "ltr", "ltr", "rtl",
    ]  # fmt: skip


def test_a_phrase_that_has_lost_its_number_is_named(study):
    file = memory_file("guide/en.toml", b'[words]\nfound = "{} places"\n')
    with pytest.raises(StudyError, match=r"words\.found"):
        guide_files(replace(study, files={**study.files, file.path: file}))


def test_a_word_that_is_not_known_is_named_with_the_nearest(study):
    file = memory_file("guide/en.toml", b'[words]\nleav = "Go"\n[services.alem]\nname = "x"\n')
    with pytest.raises(StudyError) as caught:
        guide_files(replace(study, files={**study.files, file.path: file}))
    assert "leave" in str(caught.value)
    assert "alen" in str(caught.value)


# --- no trace


def test_the_page_names_nothing_outside_itself_but_where_leaving_leads(study):
    tree = page(study)
    addresses = {
        value
        for node in tree.iter()
        for name, value in node.attrib.items()
        if name in ("href", "src", "action", "srcset", "data", "ping")
    }
    assert addresses == {"https://www.smhi.se/", "data:,"}
    assert not tree.xpath("//form | //iframe | //img | //*[@onclick]")


def test_title_and_address_tell_nothing(study):
    assert page(study).findtext(".//title") == "Information"
    assert ADDRESS == "site/g/index.html"


def test_leaving_is_the_first_thing_on_the_page_and_a_plain_link(study):
    first = page(study).xpath("//body//*[self::a or self::input or self::select]")[0]
    assert (first.tag, first.get("id")) == ("a", "leave")
    assert first.get("referrerpolicy") == "no-referrer"


def test_the_same_study_gives_the_same_bytes(study):
    assert guide_files(study).files == guide_files(Study.load(EXAMPLE)).files
