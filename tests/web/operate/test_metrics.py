"""The numbers for whoever watches over the server are hers alone, and name nobody."""

from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from belagg.web.people.permissions import Role

ADDRESS = "/health/metrics"


def numbers(answer):
    return {
        (s.name, *s.labels.values()): s.value
        for family in text_string_to_metric_families(answer.content.decode())
        for s in family.samples
    }


def test_this_machine_may_ask_and_a_visitor_through_the_proxy_may_not(db):
    assert Client().get(ADDRESS).status_code == 200
    assert Client().get(ADDRESS, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
    assert Client().get(ADDRESS, REMOTE_ADDR="192.0.2.7").status_code == 404


def test_with_a_token_only_who_shows_it_may_ask(db, monkeypatch):
    monkeypatch.setenv("BELAGG_METRICS_TOKEN", "hemligt")
    assert Client().get(ADDRESS).status_code == 404
    assert Client().get(ADDRESS, headers={"Authorization": "Bearer fel"}).status_code == 404
    shown = {"Authorization": "Bearer hemligt"}
    assert Client().get(ADDRESS, headers=shown, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_every_state_has_its_number_and_nobody_is_named(project, member):
    someone = member(Role.LEAD)
    answer = Client().get(ADDRESS)
    told = numbers(answer)
    assert told["belagg_studies", "design"] == 1
    assert told["belagg_mails", "failed"] == 0
    assert told["belagg_responses", "sent"] == 0
    assert told["belagg_disk_free_bytes",] > 0
    for name in (project.slug, someone.email, someone.name or someone.email):
        assert name not in answer.content.decode()
