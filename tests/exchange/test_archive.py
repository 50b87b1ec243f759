"""Descriptions for archives are valid by their standards and say what the study says."""

import datetime as dt
import json
import subprocess

import frictionless
import pytest
import yaml
from lxml import etree

from belagg.analysis.figures import figures_of
from belagg.study.problems import StudyError
from belagg.study.study import Study

NS = {"d": "ddi:codebook:2_5", "xml": "http://www.w3.org/XML/1998/namespace"}


@pytest.fixture
def ddi(every_kind, export):
    _exported, paths = export("ddi", every_kind)
    return etree.parse(paths["prov.ddi.xml"])


def test_ddi_is_valid_by_its_schema_and_by_xmllint(every_kind, export, needs):
    schema = needs("shared") / "schemas/ddi-codebook-2.5/ddi_codebook_2_5.xsd"
    _exported, paths = export("ddi", every_kind)
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(paths["prov.ddi.xml"]))
    told = subprocess.run(
        [needs("xmllint"), "--nonet", "--noout", "--schema", schema, paths["prov.ddi.xml"]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr


def test_ddi_has_question_texts_and_labels_in_both_languages(ddi):
    (variable,) = ddi.xpath("//d:var[@name='q1_stated']", namespaces=NS)
    texts = {e.get(f"{{{NS['xml']}}}lang"): e.text for e in variable.iterfind(".//d:qstnLit", NS)}
    assert texts == {"sv": "Fråga 1?", "en": "Question 1?"}
    assert variable.xpath("d:catgry[d:catValu='2']/d:labl/text()", namespaces=NS) == [
        "Delvis", "Partly",
    ]  # fmt: skip
    assert ddi.xpath("//d:titl[@xml:lang='sv']/text()", namespaces=NS) == [
        "En påhittad kartläggning"
    ]
    assert ddi.xpath("//d:parTitl[@xml:lang='en']/text()", namespaces=NS) == ["A made-up mapping"]


def test_ddi_frequencies_are_the_figures_of_the_study(ddi, every_kind):
    figures = figures_of(every_kind)

    def frequency(variable, code):
        path = f"//d:var[@name='{variable}']/d:catgry[d:catValu='{code}']/d:catStat/text()"
        return [int(text) for text in ddi.xpath(path, namespaces=NS)]

    assert frequency("q1", 1) == [figures["1.yes.count"].value] == [1]
    assert frequency("q1_stated", 3) == [figures["1@stated.no.count"].value] == [1]
    assert frequency("q1", -92) == [1]
    assert frequency("q2_plan", 1) == [1]
    assert frequency("q6", 1) == [figures["6.n"].value] == [2]
    assert ddi.xpath("//d:var[@name='q4']/d:sumStat[@type='max']/text()", namespaces=NS) == ["0.25"]


def test_ddi_says_how_many_answered_and_that_there_are_no_weights(ddi):
    rates = ddi.xpath("//d:respRate/text()", namespaces=NS)
    assert len(rates) == 2
    assert rates[0].startswith("75,0 % (3 ")
    assert rates[1].startswith("75.0 % (3 ")
    assert len(ddi.xpath("//d:weight", namespaces=NS)) == 2


def test_ddi_gives_no_number_that_the_study_withholds(make_study, make_item, answers, export):
    study = make_study(
        [make_item("1")], settings={"suppress_below": 3}, responses=answers("1", "yes no yes yes")
    )
    exported, paths = export("ddi", study)
    tree = etree.parse(paths["prov.ddi.xml"])
    shown = {
        category.findtext("d:labl", namespaces=NS): category.findtext("d:catStat", namespaces=NS)
        for category in tree.iterfind(".//d:var[@name='q1']/d:catgry", NS)
        if category.get("missing") is None
    }
    assert shown == {"Ja": None, "Delvis": "0", "Nej": None}
    assert "1.no.count" in [one.what for one in exported.left]


def test_a_question_with_control_characters_is_still_xml(make_study, make_item, export):
    item = make_item("1", constraint="", hint={"sv": "a\x0bb & <c>"})
    _exported, paths = export("ddi", make_study([item]))
    tree = etree.parse(paths["prov.ddi.xml"])
    assert tree.findtext(".//d:ivuInstr", namespaces=NS) == "a\ufffdb & <c>"


def test_the_citation_names_title_authors_day_revision_and_licence(make_study, export):
    study = make_study(
        settings={
            "languages": ("sv", "en"),
            "title": {"sv": "En påhittad kartläggning: del 2", "en": "A made-up mapping"},
            "authors": ("Påhittade Ek",),
            "steward": "Påhittade verket",
            "licence": "CC-BY-4.0",
            "period": (dt.date(2021, 5, 19), dt.date(2021, 7, 31)),
        }
    )
    _exported, paths = export("citation", study)
    cited = yaml.safe_load(paths["CITATION.cff"].read_text(encoding="utf-8"))
    assert cited["title"] == "En påhittad kartläggning: del 2"
    assert cited["authors"] == [{"name": "Påhittade Ek"}]
    assert cited["date-released"] == dt.date(2021, 9, 1)
    assert (cited["license"], cited["version"]) == ("CC-BY-4.0", study.revision)
    made = json.loads(paths["datacite.json"].read_text(encoding="utf-8"))
    assert [title["title"] for title in made["titles"]] == list(study.settings.title.values())
    assert made["dates"][1] == {"date": "2021-05-19/2021-07-31", "dateType": "Collected"}
    assert made["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"


@pytest.mark.parametrize("name", ["package", "hsds"])
def test_frictionless_finds_nothing_wrong_with_the_package(name, every_kind, export, make_study):
    study = every_kind.with_table("services", services(make_study))
    _exported, paths = export(name, study)
    report = frictionless.validate(str(paths["datapackage.json"]))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "message"])


def test_the_package_is_the_study_when_read_back(every_kind, export, tmp_path):
    export("package", every_kind)
    assert Study.load(tmp_path / "package") == every_kind


def test_the_archive_holds_all_that_an_archive_asks_for(every_kind, export, tmp_path):
    exported, _paths = export("archive", every_kind)
    wanted = {"CITATION.cff", "datacite.json", "prov.ddi.xml", "data/spss/prov.sav",
              "data/csv/prov.tidy.csv", "package/datapackage.json"}  # fmt: skip
    assert wanted <= set(exported.files)
    package = json.loads(exported.files["package/datapackage.json"])
    cited = yaml.safe_load(exported.files["CITATION.cff"])
    assert package["version"] == cited["version"]


def services(make_study):
    return make_study(
        services=[
            {"service_id": "s1", "name": "Påhittad mottagning", "unit_id": "01", "place": "Byle",
             "age_from": 13, "offers": "Samtal", "contact": "=0700", "waiting": "tre veckor",
             "verified_on": dt.date(2021, 8, 1)},
            {"service_id": "s2", "name": "Påhittad jour", "operator": "Påhittade föreningen"},
        ]
    ).tables["services"]  # fmt: skip


def test_services_are_told_as_hsds_with_what_has_no_field_listed(every_kind, make_study, export):
    exported, paths = export("hsds", every_kind.with_table("services", services(make_study)))
    lines = paths["services.csv"].read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("s1,unit-01,Påhittad mottagning,")
    assert "operator-Påhittade föreningen" in paths["organizations.csv"].read_text("utf-8")
    assert [one.what for one in exported.left] == ["waiting"]


def test_a_study_without_services_has_no_hsds(every_kind, export):
    with pytest.raises(StudyError, match="no services"):
        export("hsds", every_kind)


def test_the_map_has_results_as_properties_and_lists_bodies_without_area(
    make_study, make_item, answers, export
):
    study = make_study(
        [make_item("1")],
        settings={"geography": "se-regions"},
        units=[{"unit_id": code, "name": f"Påhittad region {code}"} for code in ("01", "03", "99")],
        responses=answers("1", "yes - -"),
    )
    exported, paths = export("geojson", study)
    content = json.loads(paths["prov.geojson"].read_text(encoding="utf-8"))
    first, second, third = content["features"]
    assert first["properties"]["q1"] == "yes"
    assert first["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert (second["properties"]["q1"], second["properties"]["q1_missing"]) == (None, "no_answer")
    assert third["geometry"] is None
    assert [one.what for one in exported.left] == ["99"]
    assert content["crs"]["properties"]["name"].endswith("3006")


def test_a_study_without_geography_has_no_map(every_kind, export):
    with pytest.raises(StudyError, match="names no geography"):
        export("geojson", every_kind)
