"""Documents of made-up regions, of which one plan has 43 pages; and those who code."""

import shutil
from pathlib import Path

import pytest
from django.test import Client

from belagg.documents.review import review
from belagg.documents.review_files import Source
from belagg.documents.review_read import read_files
from belagg.study.study import Study
from belagg.web.coding.documents import reading
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project

EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelregioner"


@pytest.fixture
def regions(db) -> Project:
    """The made-up regions, with documents that nobody has read."""
    return save_study(Study.load(EXAMPLE))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory) -> Path:
    """The texts of the documents, read once for all tests."""
    path = tmp_path_factory.mktemp("corpus") / "documents.corpus"
    found = [Source(one.name, one) for one in sorted((EXAMPLE / "documents").glob("*.pdf"))]
    review(found, (), corpus=path, read=read_files)
    return path


@pytest.fixture
def read(regions, corpus) -> Project:
    """The made-up regions, with documents that the worker has read."""
    reading.corpus_path().parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(corpus, reading.corpus_path())
    reading.ask(regions)
    reading.run(regions.pk)
    return regions


@pytest.fixture
def person(mapping):
    """Give a client and account of somebody with roles: person("anna", Role.CODER).

    `mapping` is the study of the file of tests.
    """

    def make(name, *roles):
        user = User.objects.create_user(f"{name}@example.org", name=name)
        for role in roles:
            Membership.objects.create(user=user, project=mapping, role=role)
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return make


@pytest.fixture
def lead(person):
    return person("lotta", Role.LEAD)


@pytest.fixture
def anna(person):
    return person("anna", Role.CODER)
