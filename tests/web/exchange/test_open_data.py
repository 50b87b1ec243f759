"""Real answers with long justifications come in on the web, are dealt out, marked and built."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belagg.publish.build import build
from belagg.study.study import Study
from belagg.web.coding.models import Coding, TextCoding
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS

pytestmark = pytest.mark.long
EXAMPLE = Path(__file__).parents[3] / "examples" / "open-data-barometer"


def sent(path):
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_answers_come_in_are_coded_by_two_marked_and_built(db, needs, member):
    file = needs("shared") / "data" / "odb2-context-impact.csv"
    project = save_study(Study.load(EXAMPLE))
    user, other = member(Role.LEAD, of=project), member(Role.CODER, of=project)
    lead = Client()
    lead.force_login(user)
    home = f"/studies/{project.slug}/"
    there = f"{home}exchange/in/responses/"
    shown = lead.post(there, {"file": sent(file), "toml": sent(EXAMPLE / "mapping.toml")})
    token = re.search(r'name="token" value="(\w+)"', shown.content.decode())[1]
    lead.post(there, {"token": token, "mapping": shown.context["mapping"], "bring": ""})
    assert ROWS["responses"].objects.filter(project=project).count() == 86 * 13
    draw = {"questions": ["ECON"], "coders": [user.signature, other.signature], "share": 25,
            "seed": 7}  # fmt: skip
    lead.post(f"{home}coding/double/plan/", draw | {"layer": "recoded", "written": "yes"})
    assert Coding.objects.filter(project=project).count() == 86
    grid = lead.get(f"{home}coding/recode/answers/recoded/ECON/")
    assert grid.content.decode().count('class="answer"') == 25
    lead.post(f"{home}coding/themes/two/", draw)
    assert TextCoding.objects.filter(project=project).count() == 22
    free = ROWS["responses"].objects.filter(project=project, question_id="INIT").first()
    lead.post(f"{home}coding/themes/read/answers/{free.response_id}/",
              {"do": "mark", "first": 1, "name": "Begun"})  # fmt: skip
    study = load_study(project)
    assert len(study.tables["segments"]) == 1
    page = build(study, lambda _said: None).files["report.html"].decode()
    assert 'data-figure="INIT.yes.count"' in page
