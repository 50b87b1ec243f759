"""What the clients do (locust): officials who save answer after answer, or inserts of a row.

`TARGET` is `app` or `bare`; `LINKS` a file with a personal link a line; `PACE` how many requests a
second each client makes at most, 0 for as fast as it is answered.
"""

import itertools
import json
import os
import random
import re
from pathlib import Path

from gevent.event import Event
from locust import FastHttpUser, constant, constant_throughput, task

_PACE = float(os.environ["PACE"])
_WAIT = constant_throughput(_PACE) if _PACE else constant(0)
_NUMBERS, _READY, _ALL_READY = itertools.count(), itertools.count(1), Event()


def begin_together(user):
    """Wait until every client is ready; what came before is not measured."""
    if next(_READY) == int(os.environ["CLIENTS"]):
        user.environment.stats.reset_all()
        _ALL_READY.set()
    _ALL_READY.wait()


if os.environ["TARGET"] == "bare":

    class Inserter(FastHttpUser):
        """Inserts a row each time."""

        wait_time = _WAIT

        def on_start(self):
            begin_together(self)

        @task
        def insert(self):
            self.client.post("/insert/", data={"text": f"ord {random.random()}"}, name="save")

else:
    _LINKS = Path(os.environ["LINKS"]).read_text().split()
    _ITEMS = json.loads(os.environ["ITEMS"])

    class Official(FastHttpUser):
        """Opens her link, and saves an answer each time in new words."""

        wait_time = _WAIT

        def on_start(self):
            number = next(_NUMBERS)
            # Two of each body: they share a response, and each has her own items of it.
            self.items = _ITEMS[number % 2 :: 2]
            self.versions = dict.fromkeys(self.items, 0)
            link = _LINKS[number % len(_LINKS)]
            page = self.client.get(link, name="open").text
            opened = self.client.post(link, data=self._signed(page), name="open")
            self.sheet = re.search(r"/answer/(\d+)/", opened.text)[1]
            page = self.client.get(f"/answer/{self.sheet}/page/1/", name="open").text
            self.token = self._signed(page)
            for item, version in re.findall(r'name="(\w+)\.version" value="(\d+)"', page):
                if item in self.versions:
                    self.versions[item] = int(version)
            begin_together(self)

        def _signed(self, page):
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            return {"csrfmiddlewaretoken": found[1]}

        @task
        def save(self):
            item = random.choice(self.items)
            sent = {f"{item}.version": self.versions[item], item: random.choice(["yes", "no"]),
                    f"{item}.text": f"ord {random.random()}"}  # fmt: skip
            with self.client.post(f"/answer/{self.sheet}/save/{item}/", data=sent | self.token,
                                  headers={"Origin": self.host}, name="save",
                                  catch_response=True) as answer:  # fmt: skip
                if answer.status_code == 200:
                    self.versions[item] = json.loads(answer.text)["version"]
                elif answer.status_code == 409:
                    # Saved in the round before; the version is taken over, as on the page.
                    self.versions[item] = json.loads(answer.text)["version"]
                    answer.success()
                else:
                    answer.failure(f"{answer.status_code} {answer.text[:80]}")
