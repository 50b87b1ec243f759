"""Codes and marks: passages are marked as one reads, and the tree is changed and changed back."""

import pytest
from django.test import Client

from belagg.analysis.figures import figures_of
from belagg.analysis.themes import code_counts, code_paths
from belagg.exchange.refi.bring import import_project
from belagg.exchange.refi.export import export_project
from belagg.judging.text_coding import TextState
from belagg.web.coding.models import HeldMark, TextCoding
from belagg.web.coding.themes import marks, pairs, texts
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS

TEXT = "Köerna är långa. Hjälpen kommer sent och köerna växer.\nVi söker personal."
HOME = "/studies/prov/coding/themes/"
READ = f"{HOME}read/answers/1-01/"


@pytest.fixture
def mapping(db, make_study, make_item):
    return save_study(make_study(
        [make_item("1", "text"), make_item("2", "text")],
        units=[{"unit_id": f"0{n}", "name": f"Påhittad region {n}",
                "attr_size": "liten" if n < 2 else "stor"} for n in (1, 2)],
        responses=[{"response_id": f"{q}-{u}", "unit_id": u, "question_id": q, "text": TEXT,
                    "origin": "survey"} for q, u in (("1", "01"), ("1", "02"), ("2", "01"))],
        codes=[{"code_id": "care", "name": "Vård"},
               {"code_id": "queue", "name": "Köer", "parent_id": "care"},
               {"code_id": "staff", "name": "Personal", "parent_id": "care"}],
        groups=[{"group_id": "g", "name": "Påhittad grupp", "kind": "professional"}],
        meetings=[{"meeting_id": "m", "group_id": "g", "subject": "Köer"}],
    ))  # fmt: skip


@pytest.fixture
def bo(person):
    return person("bo", Role.CODER)


def mark(client, address=READ, **cells):
    return client.post(address, {"do": "mark", "code": "queue", **cells}, follow=True)


def marked(mapping):
    rows = ROWS["segments"].objects.filter(project=mapping).order_by("source", "start")
    return [(r.code_id, TEXT[r.start : r.end]) for r in rows]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"first": 1}, "Köerna är långa."),
        ({"first": 2, "last": 3}, "Hjälpen kommer sent och köerna växer.\nVi söker personal."),
        ({"words": "Hjälpen  kommer\nsent"}, "Hjälpen kommer sent"),
        ({"words": "köerna"}, "köerna"),
        ({"words": "Köerna", "start": 0, "end": 6}, "Köerna"),
        ({"words": "er", "first": 1}, "er"),
    ],
)  # fmt: skip
def test_a_passage_is_marked_by_numbers_by_words_or_by_selection(mapping, anna, cells, words):
    page = mark(anna, **cells)
    assert marked(mapping) == [("queue", words)]
    assert "Köer" in page.content.decode()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, "ord, eller nummer"),
        ({"words": "Kön är lång"}, "bokstav för bokstav."),
        ({"words": "er"}, "på 6 ställen"),
        ({"first": 4}, "är 1 till 3"),
        ({"first": 2, "last": 1}, "är 1 till 3"),
        ({"first": 1, "code": ""}, "Välj en kod"),
        ({"first": 1, "name": "köer", "parent": "care"}, "har det namnet"),
    ],
)
def test_what_cannot_be_marked_is_said(mapping, anna, cells, told):
    given = {"do": "mark", "code": "queue", **cells}
    page = anna.post(READ, given, headers={"Accept-Language": "sv"})
    assert told in page.content.decode()
    assert marked(mapping) == []


def test_a_passage_gets_a_new_code_with_a_memo_while_reading(mapping, anna):
    mark(anna, first=3, name="Söker personal", parent="staff", memo="Bara en mening.")
    row = ROWS["segments"].objects.get(project=mapping)
    assert (row.code_id, row.memo, row.coder) == (
        "soker-personal", "Bara en mening.", anna.user.signature,
    )  # fmt: skip
    assert ROWS["codes"].objects.get(code_id="soker-personal").parent_id == "staff"


def test_overlapping_marks_are_shown_in_layers_with_their_codes_in_the_margin(mapping, anna):
    mark(anna, words="Hjälpen kommer sent")
    mark(anna, words="kommer sent och", code="staff")
    page = anna.get(READ).content.decode()
    assert '<mark class="d2">kommer sent</mark>' in page
    assert page.count('class="sup"') == 4


def test_own_marks_are_changed_taken_away_and_brought_back_and_others_are_not(
    mapping, anna, bo, lead
):
    mark(anna, first=1)
    key = ROWS["segments"].objects.get(project=mapping).segment_id
    anna.post(READ, {"do": "amend", "mark": key, "code": "staff", "memo": "Ja."})
    assert marked(mapping) == [("staff", "Köerna är långa.")]
    bo.post(READ, {"do": "remove", "mark": key})
    assert len(marked(mapping)) == 1
    anna.post(READ, {"do": "remove", "mark": key})
    assert marked(mapping) == []
    step = marks.last_step(mapping, "response:1-01", anna.user)
    anna.post(READ, {"do": "undo", "step": step.number})
    row = ROWS["segments"].objects.get(project=mapping)
    assert (row.segment_id, row.code_id, row.memo) == (key, "staff", "Ja.")
    lead.post(READ, {"do": "remove", "mark": key})
    assert marked(mapping) == []


def test_a_text_that_has_changed_says_so_of_its_marks(mapping, anna):
    mark(anna, first=2)
    ROWS["responses"].objects.filter(response_id="1-01").update(text="Nytt. " + TEXT)
    page = anna.get(READ, headers={"Accept-Language": "sv"}).content.decode()
    assert "Texten har ändrats sedan detta markerades." in page
    assert "<mark" not in page


def test_codes_are_renamed_moved_merged_and_split_and_every_step_undone(mapping, anna):
    mark(anna, first=1)
    mark(anna, first=2)
    before = [(r.code_id, r.name, r.parent_id) for r in ROWS["codes"].objects.all()]
    spans = marked(mapping)
    anna.post(f"{HOME}codes/staff/", {"name": "Bemanning", "parent": "", "memo": "Se 1A."})
    row = ROWS["codes"].objects.get(code_id="staff")
    assert (row.name, row.parent_id, row.memo) == ("Bemanning", None, "Se 1A.")
    anna.post(f"{HOME}codes/staff/merge/", {"other": "queue"})
    assert marked(mapping) == [("staff", words) for _code, words in spans]
    key = ROWS["segments"].objects.order_by("start").first().segment_id
    anna.post(f"{HOME}codes/staff/split/", {"name": "Långa köer", "span": [key]})
    assert marked(mapping)[0][0] == "langa-koer"
    for step in mapping.tree_steps.filter(name__in=("Split", "Merge", "Move", "Note", "Rename")):
        anna.post(f"{HOME}history/{step.number}/undo/")
    assert [(r.code_id, r.name, r.parent_id) for r in ROWS["codes"].objects.all()] == before
    assert marked(mapping) == spans
    assert "codes: merge" in set(AuditEvent.objects.values_list("verb", flat=True))


def test_a_step_is_not_undone_over_a_later_one(mapping, anna):
    anna.post(HOME, {"name": "Avgift", "parent": ""})
    mark(anna, first=1, code="avgift")
    step = mapping.tree_steps.get(name="Add")
    page = anna.post(f"{HOME}history/{step.number}/undo/", follow=True)
    assert ROWS["codes"].objects.filter(code_id="avgift").exists()
    assert mapping.tree_steps.get(name="Add").undone is None
    assert page.status_code == 200


@pytest.fixture
def drawn(mapping, anna, bo, lead):
    pairs.deal(mapping, ["1"], [anna.user.signature, bo.user.signature], share=1, seed=3,
               actor=lead.user)  # fmt: skip
    return mapping


def test_two_mark_blind_and_the_marks_come_into_the_study_when_both_are_done(
    drawn, anna, bo, lead, person
):
    other = person("carin", Role.CODER)
    mark(anna, first=1, memo="Hemlig tanke")
    assert marked(drawn) == []
    for reader in (bo, lead, other):
        page = reader.get(READ).content.decode()
        assert "Hemlig tanke" not in page and "<mark" not in page
        listed = reader.get(f"{HOME}texts/?item=1").content.decode()
        assert 'class="count"' not in listed
    assert mark(lead, first=1).status_code == mark(other, first=1).status_code == 200
    assert HeldMark.objects.count() == 1
    anna.post(READ, {"do": "finish"})
    assert TextCoding.objects.get(source="response:1-01").state == TextState.HALF.value
    mark(bo, words="Köerna")
    assert load_study(drawn).tables["segments"].is_empty()
    bo.post(READ, {"do": "finish"})
    assert sorted(marked(drawn)) == [("queue", "Köerna"), ("queue", "Köerna är långa.")]
    assert "Hemlig tanke" in bo.get(READ).content.decode()
    assert not HeldMark.objects.exists()
    shown = lead.get(f"{HOME}agreement/").content.decode()
    assert shown.count("<dd>") == 4


def test_a_draw_is_the_same_again_and_takes_no_marked_text(mapping, anna, bo, lead):
    mark(anna, first=1)
    names = [anna.user.signature, bo.user.signature]
    count = pairs.deal(mapping, ["1", "2"], names, share=1, seed=3, actor=lead.user)
    assert count == 2
    first = list(TextCoding.objects.values_list("source", "first", "second"))
    TextCoding.objects.all().delete()
    pairs.deal(mapping, ["1", "2"], names, share=1, seed=3, actor=lead.user)
    assert list(TextCoding.objects.values_list("source", "first", "second")) == first


def test_the_lead_deals_and_others_do_not(mapping, anna, bo, lead):
    cells = {"questions": ["1"], "share": 50, "seed": 1,
             "coders": [anna.user.signature, bo.user.signature]}  # fmt: skip
    assert anna.post(f"{HOME}two/", cells).status_code == 403
    assert lead.post(f"{HOME}two/", cells).status_code == 302
    assert TextCoding.objects.count() == 1


def test_notes_of_a_meeting_are_for_those_who_run_groups_and_their_marks_stay_out(
    mapping, anna, person
):
    ROWS["meetings"].objects.filter(meeting_id="m").update(record=TEXT)
    both = person("fia", Role.CODER, Role.FACILITATOR)
    address = f"{HOME}read/notes/m/"
    assert anna.get(address).status_code == 403
    assert anna.get(f"{HOME}texts/notes/").status_code == 403
    mark(both, address, words="Hjälpen kommer sent", memo="Hemligt")
    assert "Hjälpen kommer sent" in both.get(f"{HOME}passages/?code=queue").content.decode()
    for path in ("passages/?code=queue", "passages.csv", "by/body/", "", "together/"):
        page = anna.get(HOME + path).content.decode()
        assert "Hjälpen" not in page and "Hemligt" not in page
    assert load_study(mapping).tables["segments"].is_empty()
    step = both.post(f"{HOME}codes/staff/merge/", {"other": "queue"})
    assert step.status_code == 302
    assert HeldMark.objects.get().code_id == "staff"
    marks.forget_notes(mapping, ["m"])
    assert not HeldMark.objects.exists()
    assert "Hjälpen" not in str(list(mapping.tree_steps.values()))


def test_tables_lead_to_the_passages_and_go_down_the_tree(mapping, anna):
    mark(anna, first=1)
    mark(anna, f"{HOME}read/answers/1-02/", first=1, code="staff")
    mark(anna, f"{HOME}read/answers/1-02/", words="är långa")
    top = anna.get(f"{HOME}by/body/").content.decode()
    assert "passages/?code=care&amp;unit=02" in top
    inner = anna.get(f"{HOME}by/item/?under=care").content.decode()
    assert "passages/?code=queue&amp;item=1" in inner
    assert anna.get(f"{HOME}by/body/?under=nowhere").status_code == 404
    found = anna.get(f"{HOME}passages/?code=care&attribute=attr_size%3Dstor").content.decode()
    assert found.count('class="words"') == 2
    met = anna.get(f"{HOME}passages/?code=queue&overlaps=staff").content.decode()
    assert met.count('class="words"') == 1
    csv = anna.get(f"{HOME}passages.csv?unit=01").content.decode()
    assert csv.splitlines()[1].split(",")[1:6] == [
        "queue", "Vård / Köer", "01", "Påhittad region 1", "1",
    ]  # fmt: skip
    assert anna.get(f"{HOME}by/body.csv").content.decode().splitlines()[0].startswith("code,")
    assert "queue" in anna.get(f"{HOME}together.csv").content.decode()


def test_the_figures_of_the_report_are_drawn_from_the_marks(mapping, anna):
    mark(anna, first=1)
    assert figures_of(load_study(mapping))["segments.queue.count"].value == 1


def test_a_document_is_marked_by_line_and_found_by_page(read, member):
    client = Client()
    client.force_login(member(Role.CODER, of=read))
    home = "/studies/exempelregioner/coding/themes/"
    client.post(home, {"name": "Ersättning", "parent": ""})
    address = f"{home}read/documents/p01-plan/?page=29"
    client.post(address, {"do": "mark", "code": "ersattning", "first": 18, "last": 20})
    row = ROWS["segments"].objects.get(project=read, code_id="ersattning")
    text = texts.document(read, "p01-plan")
    assert text.page_of(row.start) == 29
    assert text.text[row.start : row.end].strip()
    found = client.get(f"{home}passages/?code=ersattning").content.decode()
    assert f"?mark={row.segment_id}" in found
    page = client.get(f"{home}read/documents/p01-plan/?mark={row.segment_id}").content.decode()
    assert "<mark" in page


@pytest.mark.long
def test_pages_of_a_large_study_are_few_questions_to_the_database(
    db, make_study, make_item, member, django_assert_max_num_queries
):
    units = [{"unit_id": f"{n:03}", "name": f"Påhittat organ {n}"} for n in range(290)]
    items = [str(n) for n in range(60)]
    project = save_study(make_study(
        [make_item(item, "text") for item in items], units=units,
        responses=[{"response_id": f"{i}-{u['unit_id']}", "unit_id": u["unit_id"], "question_id": i,
                    "text": TEXT, "origin": "survey"} for u in units for i in items],
        codes=[{"code_id": "t", "name": "T"}] + [
            {"code_id": f"c{n}", "name": f"C{n}", "parent_id": "t"} for n in range(30)],
        segments=[{"segment_id": f"{i}-{u['unit_id']}", "code_id": f"c{(int(i) + n) % 30}",
                   "source": f"response:{i}-{u['unit_id']}", "start": 0, "end": 6}
                  for n, u in enumerate(units) for i in items],
    ), slug="stor")  # fmt: skip
    client = Client()
    client.force_login(member(Role.CODER, of=project))
    home = "/studies/stor/coding/themes/"
    load_study(project)
    for path in ("", "texts/?item=7", "read/answers/7-100/", "codes/c1/", "by/body/?under=t",
                 "by/item/", "together/", "passages/?code=t&page=3", "history/"):  # fmt: skip
        with django_assert_max_num_queries(25):
            assert client.get(home + path).status_code == 200
    with django_assert_max_num_queries(60):
        mark(client, f"{home}read/answers/7-100/", code="c1", first=1)


def test_what_is_marked_on_the_web_goes_out_as_refi_and_comes_back_the_same(
    mapping, anna, tmp_path
):
    mark(anna, words="Hjälpen kommer sent", memo="Två köer.")
    mark(anna, f"{HOME}read/answers/2-01/", first=3, name="Söker personal", parent="staff")
    anna.post(f"{HOME}codes/queue/", {"name": "Köer", "parent": "care", "memo": "Se 2."})
    study = load_study(mapping)
    path = tmp_path / "ut.qdpx"
    path.write_bytes(next(iter(export_project(study, "sv").files.values())))
    bare = study.with_table("segments", study.tables["segments"].clear())
    bare = bare.with_table("codes", study.tables["codes"].clear())
    back = import_project(path, bare).study
    columns = ["source", "start", "end", "coder", "memo", "segment_id"]
    assert (
        back.tables["segments"].select(columns).sort("source").rows()
        == study.tables["segments"].select(columns).sort("source").rows()
    )
    assert set(code_paths(back).values()) == set(code_paths(study).values())
    assert set(back.tables["codes"]["memo"]) == {None, "Se 2."}
    assert code_counts(import_project(path, study).study) == code_counts(study)
