# make report   sets everything up in .venv and builds the model case
# make test     sets everything up and runs the test suite
# make soak     kills server and worker again and again while officials answer and mail goes out
# make fuzz     reads damaged files of every kind, half an hour each
# make ci       all of it: system packages, linters, long tests (what .ci/run calls)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report test ci soak fuzz benchmarks lint lock messages clean

report: $(READY)
	$(BIN)/belagg build examples/kse-2021 --out build/kse-2021

test: $(READY)
	$(BIN)/python -m pytest -n auto -m "not long"
	BELAGG_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto -m "not long" tests/web

$(READY): requirements.lock pyproject.toml
	$(PYTHON) scripts/setup_venv.py $(VENV)
	touch $@

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	BELAGG_HOME=build/lint $(BIN)/mypy
	$(BIN)/lint-imports

ORACLES := .oracles/.ready

$(ORACLES): tests/oracles/requirements.lock tests/oracles/taguette.lock
	$(PYTHON) scripts/make_oracles.py

ci: $(ORACLES)
	bash scripts/ci_system_packages.sh
	$(MAKE) lint
	-$(BIN)/python scripts/audit_dependencies.py
	BELAGG_REQUIRE_ALL=1 $(MAKE) test
	BELAGG_REQUIRE_ALL=1 $(BIN)/python -m pytest -n auto -m long
	BELAGG_REQUIRE_ALL=1 BELAGG_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto -m long tests/web

# The locks hold hashes and no index address, so that any index serves them. That of deploy/ is what
# a server needs of the other.
lock: $(READY)
	uv pip compile pyproject.toml --universal --python-version 3.11 \
	  --extra web --extra server --extra cluster --extra dev --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -o requirements.lock
	cp requirements.lock deploy/requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 \
	  --extra web --extra server --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -o deploy/requirements.lock

# Takes about two hours: on each database the server is killed 200 times while 20 clients answer,
# and the worker 100 times while it sends 580 mails.
soak: $(READY)
	$(BIN)/python tests/soak/answers.py --kills 200 --clients 20 --burst 50
	$(BIN)/python tests/soak/answers.py --kills 200 --clients 20 --burst 50 --database postgresql
	$(BIN)/python tests/soak/mails.py
	$(BIN)/python tests/soak/mails.py --database postgresql

# Half an hour for each importer and for the reader of documents, with other files every time.
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz.run

# An hour or so on a machine that does nothing else.
benchmarks: $(READY)
	$(BIN)/python benchmarks/all.py

messages: $(READY)
	$(BIN)/python scripts/messages.py

clean:
	rm -rf $(VENV) .oracles build
