"""A coder reads every answer to an item beside the body's others, and decides by a rule."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belagg.judging.coding.actions import Decide
from belagg.judging.coding.sight import Part, Viewer
from belagg.judging.coding.states import Decision, Verdict
from belagg.judging.coding.step import step
from belagg.judging.suggestions import LEAST
from belagg.study.vocabulary import Layer
from belagg.web.coding.doubling.drawing import Wanted, draw
from belagg.web.coding.models import Coding, LookedAt
from belagg.web.coding.recoding import codings
from belagg.web.people.models import AuditEvent, Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS

TEXTS = ("Det finns inte.", "Frågor ställs inom psykiatrin.", "Det är upp till var och en.", "Ja.")
RULE = {"rule_id": "delvis", "version": 1, "category": "partly", "when": "I vissa verksamheter."}


@pytest.fixture
def study(make_study, make_item, answers):
    said = [row | {"text": text} for row, text in
            zip(answers("1", "no partly partly yes"), TEXTS, strict=True)]  # fmt: skip
    units = [{"unit_id": f"{n:02}", "name": f"Påhittad region {n}", "attr_size": "liten"}
             for n in range(1, 5)]  # fmt: skip
    return make_study(
        [make_item("1"), make_item("2", "text"), make_item("3", "select_multiple")],
        units=units, codebook=[RULE],
        responses=[*said, *answers("3", "yes+no - - -"),
                   {"response_id": "2-01", "unit_id": "01", "question_id": "2", "origin": "survey",
                    "text": "Rutinen är från 2019."}],
    )  # fmt: skip


@pytest.fixture
def mapping(db, study):
    return save_study(study)


@pytest.fixture
def deal(mapping, lead):
    """Deal out items to coders: deal(anna), deal(anna, bo, share=1)."""

    def make(*coders, share=0.0, questions=("1",)):
        names = tuple(one.user.signature for one in coders)
        wanted = Wanted(Layer.RECODED, questions, names, share, 7, written=False)
        viewer = Viewer(lead.user.signature, Part.LEAD)
        return draw(mapping, wanted, actor=lead.user, viewer=viewer)

    return make


GRID = "/studies/prov/coding/recode/answers/recoded/1/"


def text(response):
    return response.content.decode()


def test_the_answers_stand_beside_what_the_body_is_and_said_elsewhere(anna, deal):
    deal(anna)
    page = text(anna.get(GRID))
    for told in ("Påhittad region 1", "liten", "Det finns inte.", "Rutinen är från 2019.",
                 "Frågor ställs inom psykiatrin."):  # fmt: skip
        assert told in page
    other = text(anna.get(f"{GRID}?body=02"))
    assert "Rutinen är från 2019." not in other


def test_one_decision_is_made_for_all_that_are_ticked(anna, deal, mapping):
    deal(anna)
    before = load_study(mapping)
    sent = {"body": ["02", "03"], "verdict": "partly", "rule": "delvis", "basis": "text"}
    page = text(anna.post(GRID, sent, follow=True))
    assert "2 beslut är sparade." in page
    rows = ROWS["assessments"].objects.filter(project=mapping).order_by("unit_id")
    assert [(r.unit_id, r.category, r.rule_id, r.coder, r.round) for r in rows] == [
        (unit, "partly", "delvis", anna.user.signature, "first") for unit in ("02", "03")
    ]
    study = load_study(mapping)
    assert study.tables["responses"].equals(before.tables["responses"])
    assert set(Coding.objects.values_list("unit_id", "state")) == {
        ("01", "Assigned"), ("02", "Coded"), ("03", "Coded"), ("04", "Assigned")
    }  # fmt: skip


@pytest.mark.parametrize(
    "sent, told",
    [
        ({"verdict": "no", "rule": "delvis"}, "Markera de svar som beslutet gäller."),
        ({"body": ["01"], "rule": "delvis"}, "Välj ett."),
        ({"body": ["01"], "verdict": "no"}, "Ange regeln, eller skriv varför."),
        ({"body": ["01"], "verdict": "maybe", "rule": "delvis"}, "maybe"),
    ],
)
def test_a_decision_that_lacks_something_is_not_saved(anna, deal, sent, told):
    deal(anna)
    page = text(anna.post(GRID, {"basis": "text"} | sent))
    assert told in page
    assert set(Coding.objects.values_list("state", flat=True)) == {"Assigned"}
    assert 'id="tick-01" checked' in page or "body" not in sent


def test_an_answer_of_another_coder_is_refused_and_the_rest_is_saved(anna, person, deal):
    bo = person("bo", Role.CODER)
    deal(anna, bo)
    hers = sorted(
        Coding.objects.filter(first=anna.user.signature).values_list("unit_id", flat=True)
    )
    sent = {"body": ["01", "02", "03", "04"], "verdict": "no", "rule": "delvis", "basis": "text"}
    page = text(anna.post(GRID, sent, follow=True))
    assert "2 beslut är sparade." in page
    assert page.count("bara de som har fallet kan koda det") == 2
    assert sorted(
        Coding.objects.filter(state="Coded").values_list("unit_id", flat=True)
    ) == hers  # fmt: skip


def test_several_categories_and_reasons_for_none_are_kept_apart(anna, deal, mapping):
    deal(anna, questions=("3",))
    address = GRID.replace("/1/", "/3/")
    sent = {"body": ["01"], "rule": "delvis", "basis": "text"}
    assert "inte båda" in text(anna.post(address, sent | {"verdict": ["yes", "!dont_know"]}))
    anna.post(address, sent | {"verdict": ["yes", "partly"]})
    assert ROWS["assessments"].objects.get(project=mapping).category == "yes partly"


def test_a_page_is_a_page_and_the_next_follows(anna, mapping, deal, make_study, monkeypatch):
    monkeypatch.setattr("belagg.web.coding.recoding.grid.PAGE", 3)
    deal(anna)
    first, second = (text(anna.get(f"{GRID}?page={n}")) for n in (1, 2))
    assert ("Påhittad region 4" in first, "Påhittad region 4" in second) == (False, True)
    assert "1 / 2" in first
    assert "answers/recoded/3/" in first


def test_what_somebody_decided_can_be_taken_back_until_the_other_has(anna, person, deal):
    bo = person("bo", Role.CODER)
    deal(anna, bo, share=1)
    case = f"{GRID}01/"
    sent = {"do": "decide", "verdict": "no", "rationale": "Står så.", "basis": "text"}
    anna.post(case, sent)
    assert "Ta tillbaka det" in text(anna.get(case))
    anna.post(case, {"do": "take back"})
    assert Coding.objects.get(unit_id="01").state == "Assigned"
    anna.post(case, sent)
    bo.post(case, sent)
    page = text(anna.post(case, {"do": "take back"}, follow=True))
    assert "som fallet är nu" in page
    assert Coding.objects.get(unit_id="01").state == "Agreed"


def test_suggestions_are_marked_measured_and_never_applied(
    make_study, make_item, person, db, answers
):
    units = [{"unit_id": f"{n:02}", "name": f"Påhittad region {n}"} for n in range(1, 15)]
    words = {n: "Det finns ingen rutin." if n % 2 else "En rutin finns." for n in range(1, 15)}
    study = make_study(
        units=units,
        responses=[{"response_id": f"r{n}", "unit_id": f"{n:02}", "question_id": "1",
                    "category": "partly", "text": words[n], "origin": "survey"}
                   for n in words],
        assessments=[{"assessment_id": f"a{n}", "unit_id": f"{n:02}", "question_id": "1",
                      "layer": "recoded", "category": "no" if n % 2 else "yes", "coder": "AK",
                      "round": "first"} for n in range(1, LEAST + 3)],
        settings={"study_id": "forslag"},
    )  # fmt: skip
    project = save_study(study)
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, project=project, role=Role.LEAD)
    wanted = Wanted(Layer.RECODED, ("1",), (user.signature,), 0, 7, written=False)
    done = draw(project, wanted, actor=user, viewer=Viewer(user.signature, Part.LEAD))
    assert (done.cases, done.taken) == (2, LEAST + 2)
    client = Client()
    client.force_login(user)
    page = text(client.get("/studies/forslag/coding/recode/answers/recoded/1/"))
    assert 'data-suggested="no"' in page
    assert "Förslag:" in page
    assert f"Prövade på de {LEAST + 2} svaren" in page
    assert Coding.objects.filter(state="Assigned").count() == 2


def test_a_rule_written_anew_lists_what_was_decided_by_it(anna, lead, deal, mapping):
    deal(anna)
    anna.post(GRID, {"body": ["02"], "verdict": "partly", "rule": "delvis", "basis": "text"})
    anna.post(GRID, {"body": ["01"], "verdict": "no", "rationale": "Står så.", "basis": "text"})
    address = "/studies/prov/coding/recode/rules/delvis/"
    sent = {"question_id": "1", "category": "partly", "when": "I någon verksamhet.", "version": 2}
    page = text(lead.post(address, sent, follow=True))
    assert "Påhittad region 2, 1: Delvis" in page
    assert "Påhittad region 1, 1" not in page
    versions = ROWS["codebook"].objects.filter(project=mapping, rule_id="delvis")
    assert [(v.version, v.when) for v in versions.order_by("version")] == [
        (1, "I vissa verksamheter."), (2, "I någon verksamhet.")
    ]  # fmt: skip
    case = Coding.objects.get(unit_id="02")
    lead.post(f"{address}again/", {"case": case.pk, "then": "open", "reason": "Ny gräns."})
    case.refresh_from_db()
    assert case.state == "Assigned"
    assert ROWS["assessments"].objects.get(unit_id="02").category == "partly"
    assert "Ny gräns." in text(anna.get(f"{GRID}02/"))
    assert "Inget är kvar" in text(lead.get(f"{address}again/"))


def test_a_case_that_was_looked_at_and_stands_is_listed_no_more(anna, lead, deal):
    deal(anna)
    anna.post(GRID, {"body": ["02"], "verdict": "partly", "rule": "delvis", "basis": "text"})
    address = "/studies/prov/coding/recode/rules/delvis/"
    lead.post(address, {"category": "partly", "when": "I någon verksamhet.", "version": 2})
    case = Coding.objects.get(unit_id="02")
    lead.post(f"{address}again/", {"case": case.pk, "then": "stand"})
    assert LookedAt.objects.get().coding == case
    assert "Inget är kvar" in text(lead.get(f"{address}again/"))
    case.refresh_from_db()
    assert case.state == "Coded"


def test_a_rule_that_two_write_at_once_is_written_once(lead, mapping):
    address = "/studies/prov/coding/recode/rules/delvis/"
    lead.post(address, {"when": "Den första.", "version": 2})
    page = text(lead.post(address, {"when": "Den andra.", "version": 2}))
    assert "Någon annan har skrivit om regeln" in page
    assert ROWS["codebook"].objects.get(rule_id="delvis", version=2).when == "Den första."


def test_a_new_rule_is_named_by_its_words_and_holds_to_the_categories(lead):
    address = "/studies/prov/coding/recode/rules/new/"
    page = text(lead.post(address, {"when": "Bara på papper", "category": "nope", "version": 1}))
    assert "nope" in page
    lead.post(address, {"when": "Bara på papper", "category": "no", "version": 1})
    assert ROWS["codebook"].objects.get(version=1, category="no").rule_id == "bara-pa-papper"


def test_the_log_says_who_and_which_case_and_not_what(anna, deal):
    deal(anna)
    anna.post(GRID, {"body": ["02"], "verdict": "partly", "rule": "delvis", "basis": "text",
                     "rationale": "Hemligt skäl."})  # fmt: skip
    event = AuditEvent.objects.get(verb="coding: decide")
    assert (event.key, event.actor, event.after) == ("recoded|1|02", anna.user, "Coded")
    told = repr([(e.key, e.before, e.after, e.details) for e in AuditEvent.objects.all()])
    assert "partly" not in told
    assert "Hemligt skäl" not in told


@pytest.mark.parametrize(
    "path",
    ["recode/", "recode/rules/", "recode/answers/recoded/1/", "recode/answers/recoded/1/01/",
     "double/agreement/"],
)  # fmt: skip
def test_who_does_not_code_is_held_out(person, deal, anna, path):
    deal(anna)
    address = f"/studies/prov/coding/{path}"
    allowed = {Role.LEAD, Role.CODER}
    for role in Role:
        status = person(role.value, role).get(address).status_code
        assert status == (200 if role in allowed else 403), role


@pytest.mark.parametrize(
    "path",
    ["recode/rules/new/", "recode/rules/delvis/again/", "double/plan/", "double/disagreements/"],
)
def test_only_the_lead_writes_rules_and_deals_out(person, anna, lead, path):
    assert anna.get(f"/studies/prov/coding/{path}").status_code == 403
    assert lead.get(f"/studies/prov/coding/{path}").status_code == 200


@pytest.mark.long
def test_a_page_asks_as_little_of_the_database_for_17_400_answers_coded_twice(
    db, make_study, make_item, django_assert_max_num_queries
):
    items = [make_item(str(n)) for n in range(1, 61)]
    units = [{"unit_id": f"{n:03}", "name": f"Påhittad kommun {n}"} for n in range(290)]
    given = [{"response_id": f"{u['unit_id']}-{i.question_id}", "unit_id": u["unit_id"],
              "question_id": i.question_id, "category": "yes", "text": "Ja.", "origin": "survey"}
             for u in units for i in items]  # fmt: skip
    claims = [{"claim_id": f"{u['unit_id']}-c", "unit_id": u["unit_id"], "question_id": "1",
               "claim": "Påhittad utsaga."} for u in units]  # fmt: skip
    project = save_study(
        make_study(items, units=units, responses=given, codebook=[RULE], claims=claims)
    )
    people = [User.objects.create_user(f"{name}@example.org") for name in ("lotta", "anna", "bo")]
    for user in people:
        Membership.objects.create(user=user, project=project, role=Role.LEAD)
    coders = tuple(user.signature for user in people[1:])
    lead = Viewer(people[0].signature, Part.LEAD)
    for layer in (Layer.RECODED, None):
        wanted = Wanted(layer, tuple(i.question_id for i in items), coders, 1, 7, written=False)
        draw(project, wanted, actor=people[0], viewer=lead)
    differ(project, coders)
    client = Client()
    client.force_login(people[0])
    for path in ("recode/", "recode/answers/recoded/1/?show=all&page=3",
                 "recode/answers/recoded/1/001/", "recode/rules/", "claims/?show=all",
                 "claims/of/001-c/", "double/plan/", "double/disagreements/",
                 "double/disagreements/?page=2", "double/agreement/", "claims/results/?item=1",
                 ""):  # fmt: skip
        client.get(f"/studies/prov/coding/{path}")
        with django_assert_max_num_queries(30):
            page = client.get(f"/studies/prov/coding/{path}")
        assert page.status_code == 200, path
        assert page.content.count(b'name="body"') <= 25
        assert page.content.count(b"</li>") <= 60, path


def differ(project, coders):
    """Let two coders decide everything on one item and grade every claim, and differ on some."""
    for number, row in enumerate(Coding.objects.filter(question_id="1")):
        state = codings.state_of(row, codings.case_of(row))
        said = ("confirmed", "partly") if row.claim_id else ("yes", "no")
        for place, coder in enumerate(coders):
            verdict = Verdict(said[place if number % 3 else 0])
            state = step(state, Decide(Decision(coder, verdict, "Så.")))
        codings.fill(row, state)
        row.save()


def test_what_differs_is_settled_by_a_third_who_sees_both_reasons_and_no_names(
    anna, person, lead, deal
):
    bo = person("bo", Role.CODER)
    deal(anna, bo, share=1)
    case = f"{GRID}01/"
    sent = {"do": "decide", "basis": "text"}
    queue = "/studies/prov/coding/double/disagreements/"
    anna.post(case, sent | {"verdict": "no", "rationale": "Det finns inte."})
    assert "Påhittad region 1" not in text(lead.get(queue))
    bo.post(case, sent | {"verdict": "partly", "rationale": "Något finns."})
    page = text(lead.get(queue))
    assert "Något finns." in page
    assert "anna" not in page
    assert anna.get(queue).status_code == 403
    settled = {"do": "settle", "verdict": "partly", "rationale": "Något räcker.", "basis": "text"}
    after = lead.post(case, settled, follow=True)
    assert "Inga beslut skiljer sig åt." in text(after)
    rows = ROWS["assessments"].objects.filter(unit_id="01").order_by("round")
    assert [(r.round, r.category) for r in rows] == [
        ("adjudicated", "partly"), ("first", rows[1].category), ("second", rows[2].category)
    ]  # fmt: skip
    assert {rows[1].category, rows[2].category} == {"no", "partly"}
    told = text(anna.get("/studies/prov/coding/double/agreement/"))
    assert "<td>Delvis</td><td>Nej</td>" in told
    assert all(name in told for name in ("AC1", "Cohens kappa", "Fleiss kappa", "nominal"))
    assert "bo@" not in told
    assert "kodare A och kodare B" in told


def test_each_two_coders_are_measured_and_a_negative_number_has_a_true_minus(
    anna, person, lead, deal, mapping
):
    bo, cy = person("bo", Role.CODER), person("cy", Role.CODER)
    deal(anna, bo, share=1)
    other = {"no": "yes", "yes": "no"}
    for n, said in enumerate(("no", "yes", "no", "yes"), 1):
        for client, verdict in ((anna, said), (bo, other[said])):
            client.post(f"{GRID}{n:02}/", {"do": "decide", "verdict": verdict, "rationale": "Så.",
                                           "basis": "text"})  # fmt: skip
        lead.post(f"{GRID}{n:02}/", {"do": "settle", "verdict": "no", "rationale": "Så.",
                                     "basis": "text"})  # fmt: skip
    path = "/studies/prov/coding/double/agreement/"
    for language, minus in (("sv", "\u22121,00"), ("en", "\u22121.00")):
        page = lead.get(path, headers={"Accept-Language": language})
        shown = [one.value for one in page.context["sections"][0].measures]
        assert minus in shown
        assert not [value for value in shown if value.startswith("-")]
    assert "anna" in text(lead.get(path))
    lead.post(f"{GRID}01/", {"do": "open", "reason": "Prov."})
    for client in (anna, bo):
        client.post(f"{GRID}01/", {"do": "decide", "verdict": "no", "rationale": "Så."})
    lead.post(f"{GRID}02/", {"do": "open", "reason": "Prov."})
    lead.post(f"{GRID}02/", {"do": "replace", "coder": bo.user.signature,
                             "by": cy.user.signature})  # fmt: skip
    for client in (anna, cy):
        client.post(f"{GRID}02/", {"do": "decide", "verdict": "no", "rationale": "Så."})
    shown = lead.get(path).context["sections"][0]
    assert {pair.coders: pair.n for pair in shown.pairs} == {"anna och bo": 3, "anna och cy": 1}
    assert "gäller två bedömare" in text(lead.get(path))


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_a_version_of_a_rule_in_use_is_changed_by_no_table(person, anna, deal, mapping, role):
    """The generic editor of tables: the lead is led to the rule book, others are refused."""
    client = person("dora", role)
    row = "/studies/prov/tables/codebook/row/?rule_id=delvis&version=1"
    sent = {"rule_id": "delvis", "version": "1", "when": "Något annat.", "category": "partly"}
    deal(anna)
    page = client.get(row)
    if role is Role.LEAD:
        assert page["Location"].endswith("/coding/recode/rules/delvis/")
        return
    refused = text(client.post(row, sent | {"version": page.context["version"]}))
    assert "adjudicate" not in refused
    assert "versioner ligger fast" in text(
        client.post("/studies/prov/tables/codebook/remove/?rule_id=delvis&version=1", follow=True)
    )
    assert ROWS["codebook"].objects.get().when == RULE["when"]
    new = {name: text for name, text in sent.items() if name != "version"} | {"version": "2"}
    client.post("/studies/prov/tables/codebook/row/", new)
    assert ROWS["codebook"].objects.filter(rule_id="delvis").count() == 2


def test_a_file_does_not_change_a_rule_in_use(person, anna, deal, mapping):
    client = person("dora", Role.COORDINATOR)
    deal(anna)
    path = "/studies/prov/tables/codebook/import/"
    csv = b"rule_id,version,when\ndelvis,1,Annat.\n"
    shown = client.post(path, {"file": SimpleUploadedFile("r.csv", csv)})
    told = client.post(path, {"kept": shown.context["kept"]})
    assert "versioner ligger fast" in text(told)
    assert ROWS["codebook"].objects.get().when == RULE["when"]
