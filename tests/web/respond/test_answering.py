"""An official opens a link, answers, and sends; nothing is lost and nothing overwritten unseen."""

import re

import pytest
from django.test import Client

from belagg.web.people.models import User
from belagg.web.respond import links
from belagg.web.respond.models import AnswerVersion, Link, Sheet
from belagg.web.respond.sending import unlock
from belagg.web.respond.states import NEXT, SheetState, SheetStateError, after
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project, Stage


def text(response):
    return response.content.decode()


def address(project, recipient, **more):
    return links.issue(project, recipient, **more).removeprefix("http://localhost:8000")


def fields(client, sheet, number=1):
    page = text(client.get(f"/answer/{sheet.pk}/page/{number}/"))
    return dict(re.findall(r'name="([^"]+\.version)" value="(\d+)"', page))


def save(client, sheet, question, version=0, **sent):
    data = {f"{question}.version": version}
    data |= {question if k == "chosen" else f"{question}.{k}": v for k, v in sent.items()}
    return client.post(f"/answer/{sheet.pk}/save/{question}/", data)


def test_opening_a_link_changes_nothing_and_the_button_begins(fielded):
    link = address(fielded, "r1")
    client = Client()
    for _scan in range(3):
        assert "Öppna enkäten" in text(client.get(link))
    assert not Sheet.objects.exists()
    assert client.post(link).status_code == 302
    assert Sheet.objects.count() == 1


def test_the_secret_is_kept_nowhere(fielded):
    secret = address(fielded, "r1").split("/")[2]
    assert secret not in str(list(Link.objects.values()))
    assert len(secret) >= 43


@pytest.mark.parametrize("kind", ["expired", "revoked", "guessed"])
def test_links_that_open_nothing_get_the_same_friendly_page(fielded, kind):
    from datetime import timedelta

    from django.utils import timezone

    link = address(fielded, "r1", expires=timezone.now() - timedelta(days=1)) \
        if kind == "expired" else address(fielded, "r1")  # fmt: skip
    if kind == "revoked":
        links.revoke(fielded, "r1")
    if kind == "guessed":
        link = "/a/" + "x" * 43 + "/"
    response = Client().get(link, REMOTE_ADDR=f"10.0.0.{len(kind)}")
    assert response.status_code == 404
    assert "be om en ny länk" in text(response)


def test_whoever_tries_many_links_has_to_wait(fielded):
    client = Client(REMOTE_ADDR="10.9.9.9")
    codes = [client.get(f"/a/{'y' * 42}{n}/").status_code for n in range(25)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert client.get(address(fielded, "r1")).status_code == 429


def test_a_revoked_link_closes_what_it_had_opened(fielded, opened):
    client, sheet = opened()
    links.revoke(fielded, "r1")
    assert client.get(f"/answer/{sheet.pk}/").status_code == 404
    assert save(client, sheet, "1", chosen="yes").status_code == 404


def test_the_link_of_one_body_opens_no_other(opened):
    client, _mine = opened("r1")
    _other, theirs = opened("r3")
    for path in ("", "page/1/", "review/", "receipt/"):
        assert client.get(f"/answer/{theirs.pk}/{path}").status_code == 404


def test_all_questions_are_seen_before_any_is_answered(opened):
    client, sheet = opened()
    page = text(client.get(f"/answer/{sheet.pk}/"))
    for question in ("1", "1a", "2", "3", "4", "5"):
        assert f"Fråga {question}?" in page


def test_a_page_is_saved_and_the_next_one_shown(opened):
    client, sheet = opened()
    sent = fields(client, sheet) | {"1": "no", "2": ["plan", "other"], "2.text": "En sak",
                                    "3": "1 200"}  # fmt: skip
    response = client.post(f"/answer/{sheet.pk}/page/1/", sent)
    assert response["Location"].endswith("/page/2/")
    kept = {v.question_id: v for v in AnswerVersion.objects.all()}
    assert (kept["2"].category, kept["2"].text) == ("plan other", "En sak")
    assert kept["3"].value == "1200"


def test_a_condition_that_comes_true_shows_its_item_at_once(opened):
    client, sheet = opened()
    sent = fields(client, sheet) | {"1": "yes"}
    assert client.post(f"/answer/{sheet.pk}/page/1/", sent)["Location"].endswith("/page/1/")
    assert "1a" in save(client, sheet, "1", chosen="yes", version=1).json()["put"]
    # No item is put or not because of the third.
    assert save(client, sheet, "3", chosen="4").json()["put"] is None


@pytest.mark.parametrize(
    "question, sent, said",
    [
        ("3", {"chosen": "många"}, "heltal"),
        ("4", {"chosen": "19 maj"}, "datum"),
        ("1", {"chosen": "kanske"}, "svarsalternativen"),
        ("1", {"missing": "lat"}, "skälen"),
        ("5", {"text": "x" * 50_001}, "längre"),
    ],
)
def test_what_cannot_be_an_answer_is_said_and_not_kept(opened, question, sent, said):
    client, sheet = opened()
    response = save(client, sheet, question, **sent)
    assert response.status_code == 422
    assert said in response.json()["error"]
    assert not AnswerVersion.objects.exists()


def test_that_one_cannot_answer_is_an_answer(opened):
    client, sheet = opened()
    save(client, sheet, "1", missing="dont_know")
    save(client, sheet, "5", missing="other_body")
    kept = {v.question_id: (v.missing, v.text) for v in AnswerVersion.objects.all()}
    assert kept["1"] == ("dont_know", "")
    assert kept["5"] == ("not_applicable", "Det är en annan huvudmans uppgift.")


def test_two_in_the_same_answer_the_later_one_sees_both(opened):
    first, sheet = opened("r1")
    second, same = opened("r2")
    assert same == sheet
    assert save(first, sheet, "1", chosen="yes").status_code == 200
    response = save(second, sheet, "1", chosen="no")
    assert response.status_code == 409
    assert response.json() == {"theirs": "Ja", "version": 1}
    assert save(second, sheet, "1", version=1, chosen="no").json()["version"] == 2


def test_without_scripts_the_later_one_chooses_on_the_page(opened):
    first, sheet = opened("r1")
    second, _same = opened("r2")
    stale = fields(second, sheet)
    save(first, sheet, "5", text="")
    save(first, sheet, "1", chosen="yes")
    response = second.post(f"/answer/{sheet.pk}/page/1/", stale | {"1": "no", "3": "7"})
    assert "En kollega har svarat under tiden" in text(response)
    assert AnswerVersion.objects.get(question_id="3").value == "7"
    again = fields(second, sheet) | {"1": "no", "1.keep": "theirs"}
    second.post(f"/answer/{sheet.pk}/page/1/", again | {"3": "7"})
    assert AnswerVersion.objects.filter(question_id="1").count() == 1


def test_an_old_page_whose_answers_one_did_not_touch_makes_no_conflict(opened):
    first, sheet = opened("r1")
    second, _same = opened("r2")
    stale = fields(second, sheet)
    save(first, sheet, "1", chosen="no")
    response = second.post(f"/answer/{sheet.pk}/page/1/", stale | {"3": "7"})
    assert response.status_code == 302
    assert AnswerVersion.objects.get(question_id="1").category == "no"


def test_a_save_that_is_repeated_is_kept_once(opened):
    client, sheet = opened()
    for _again in range(3):
        assert save(client, sheet, "1", chosen="yes").json()["version"] == 1
    assert AnswerVersion.objects.count() == 1


def test_what_must_be_answered_is_asked_for_before_sending(opened):
    client, sheet = opened()
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT


def finished(client, sheet):
    save(client, sheet, "1", chosen="yes")
    save(client, sheet, "1a", text="Så här.\r\nOch så.")
    save(client, sheet, "3", chosen="3")
    save(client, sheet, "4", missing="refused")
    sent = {"signed": "Direktör", "registry_number": "RS 2021/17"}
    return client.post(f"/answer/{sheet.pk}/review/", sent, follow=True)


def test_a_response_that_is_sent_becomes_answers_of_the_study(opened, fielded):
    client, sheet = opened("r2")
    page = text(finished(client, sheet))
    sheet.refresh_from_db()
    assert sheet.checksum in page
    rows = {r["question_id"]: r for r in load_study(fielded).tables["responses"].to_dicts()}
    assert rows["1"]["category"] == "yes"
    assert rows["1"]["recipient_id"] == "r2"
    assert rows["1a"]["text"] == "Så här.\nOch så."
    assert rows["4"]["missing"] == "refused"
    assert "5" not in rows


def test_an_item_that_was_not_put_is_missing_as_not_asked(opened, fielded):
    client, sheet = opened()
    save(client, sheet, "1", chosen="no")
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "x"})
    rows = ROWS["responses"].objects.in_bulk(field_name="id").values()
    assert {r.question_id: r.missing for r in rows}["1a"] == "not_asked"


def test_drafts_never_enter_the_study(opened, fielded):
    client, sheet = opened()
    save(client, sheet, "1", chosen="yes")
    assert len(load_study(fielded).tables["responses"]) == 0


def test_what_has_been_sent_is_locked_until_it_is_unlocked(opened, fielded):
    client, sheet = opened()
    finished(client, sheet)
    assert save(client, sheet, "1", version=1, chosen="no").status_code == 423
    unlock(sheet, actor=User.objects.create_user("lotsen@example.org"))
    assert save(client, sheet, "1", version=1, chosen="no").status_code == 200
    assert ROWS["responses"].objects.get(question_id="1").category == "yes"
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})
    assert ROWS["responses"].objects.get(question_id="1").category == "no"
    assert AnswerVersion.objects.filter(question_id="1").count() == 2


def test_each_answers_on_her_own_where_the_study_says_so(opened, fielded):
    Project.objects.update(shared=False)
    _first, one = opened("r1")
    _second, two = opened("r2")
    assert one != two


def test_a_closed_study_takes_no_answers(opened, fielded):
    client, sheet = opened()
    Project.objects.update(stage=Stage.CLOSED)
    assert save(client, sheet, "1", chosen="yes").status_code == 403
    assert "stängd" in text(client.get(f"/answer/{sheet.pk}/"))


@pytest.mark.parametrize("now", SheetState)
@pytest.mark.parametrize("wanted", SheetState)
def test_a_response_goes_only_where_it_may(now, wanted):
    if wanted in NEXT[now]:
        assert after(now, wanted) is wanted
    else:
        with pytest.raises(SheetStateError):
            after(now, wanted)
