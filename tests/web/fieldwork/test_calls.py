"""The coordinator calls those who have not answered, at the times they agreed."""

import datetime as dt

import pytest
from django.utils import timezone

from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.people.models import Membership
from belagg.web.people.permissions import Role
from belagg.web.store.models import ROWS


@pytest.fixture
def coordinator(planned, lead, client):
    Membership.objects.create(user=lead, project=planned, role=Role.COORDINATOR)
    ROWS["recipients"].objects.filter(recipient_id="r1").update(phone="08-000 00 00")
    client.force_login(lead)
    return client


def page(client, path):
    response = client.get(f"/studies/prov/field/{path}")
    assert response.status_code == 200
    return response.content.decode()


def call(client, who="r1", **sent):
    return client.post(f"/studies/prov/field/calls/{who}/", {"outcome": "non_contact"} | sent)


def test_the_list_has_those_who_have_not_answered(coordinator):
    shown = page(coordinator, "calls/")
    assert "08-000 00 00" in shown
    assert "Påhittad region 1" in shown
    assert "Påhittad region 2" not in shown


def test_the_script_is_that_of_the_plan_with_its_fields_filled_in(coordinator, planned):
    planned.steps.filter(key="call").update(body_sv="Hej, finns **{unit}** <b>kvar</b>?")
    shown = page(coordinator, "calls/r1/")
    assert "Hej, finns <strong>Påhittad region 1</strong> &lt;b&gt;kvar&lt;/b&gt;?" in shown


def test_a_call_is_written_down_once_with_the_next_time(coordinator):
    again = timezone.localtime() + dt.timedelta(days=1)
    sent = {"again": f"{again:%Y-%m-%dT%H:%M}", "note": "Efter lunch"}
    assert call(coordinator, **sent).status_code == 302
    row = ROWS["contacts"].objects.get()
    assert (row.channel, row.outcome, row.note) == ("phone", "non_contact", "Efter lunch")
    assert "Påhittad region 1" not in page(coordinator, "calls/")
    later = page(coordinator, "calls/?when=all")
    assert f"{again:%Y-%m-%d %H:%M}" in later
    assert "Efter lunch" in page(coordinator, "calls/r1/")


def test_a_call_agreed_for_now_comes_first_and_stands_on_the_desk(coordinator, planned):
    soon = timezone.now() - dt.timedelta(minutes=1)
    Reach.objects.create(project=planned, recipient_id="r4", call_again=soon)
    shown = page(coordinator, "calls/")
    assert shown.index("Påhittad region 4") < shown.index("Påhittad region 1")
    desk = coordinator.get("/studies/prov/desk/").content.decode()
    assert "1 samtal är avtalat till nu" in desk


def test_a_time_that_has_passed_is_refused(coordinator):
    response = call(coordinator, again="2021-06-01T10:00")
    assert "Den tiden har passerat." in response.content.decode()
    assert not ROWS["contacts"].objects.exists()


@pytest.mark.parametrize("outcome, listed", [
    ("refusal", False), ("not_eligible", False), ("sent", True), ("non_contact", True),
])  # fmt: skip
def test_who_has_said_no_is_not_called_again(coordinator, outcome, listed):
    call(coordinator, outcome=outcome)
    assert ("Påhittad region 1" in page(coordinator, "calls/")) is listed


def test_the_link_is_sent_again_on_request(coordinator):
    call(coordinator, outcome="sent", send_link="on")
    mail = OutboxMail.objects.get()
    assert mail.recipient_id == "r1"
    assert "{link}" in mail.body


def test_who_has_no_address_is_not_offered_a_link(coordinator):
    assert "send_link" not in page(coordinator, "calls/r4/")
    call(coordinator, who="r4", send_link="on")
    assert not OutboxMail.objects.exists()


def test_the_list_as_a_file_has_no_names_and_numbers(coordinator):
    call(coordinator)
    rows = page(coordinator, "calls.csv").splitlines()
    assert rows[1].startswith("r3,")
    assert any(row.startswith("r1,Påhittad region 1,Ordförande,1,") for row in rows)
    assert "08-000" not in "".join(rows)


def test_the_list_asks_little_of_the_database(coordinator, django_assert_max_num_queries):
    page(coordinator, "calls/")
    with django_assert_max_num_queries(15):
        page(coordinator, "calls/")
