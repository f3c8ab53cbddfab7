# Everything is installed into this checkout: .venv (Python), node_modules (what the pages load). `make help` lists all.
# Written for GNU make 3.81 and newer, so that macOS' own make will do.

PORT ?= 8080
HOURS ?=
export PORT HOURS
# Where it is set, each process compiles all modules, and the tests' asserts, anew: a third of a test run.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
CHECKED := booking routing voice_prompts ivr migrations tests

RUN := .venv/.installed
DEV := .venv/.installed-dev
PAGES := node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help install run call test check format prompts pictures bench soak-api soak-booking soak-calls soak-queue soak-routing soak-sentences soak-suite lock clean

help: ## List all targets.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

install: $(DEV) $(PAGES) ## Install all that running and testing need, into this folder.

run: $(RUN) $(PAGES) ## Start line, worker and simulated carrier on PORT (8080) and PORT+1; HOURS=always: agents at night, too.
	@exec $(PY) -m ivr.run

call: $(RUN) ## Call the line from this terminal (in a second one `make run` is running).
	@exec $(PY) -m ivr.simulator.terminal

test: $(DEV) $(PAGES) ## Run the whole suite, pages in a real Chromium, too; ARGS=--pictures keeps pictures of them in build/screens.
	$(PY) -m tests.web.chromium
	$(PY) -m pytest -n 4 --dist worksteal $(ARGS)

check: $(DEV) $(PAGES) ## Format, lint, types, import contracts; the migrations lead to the models.
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(BIN)/lint-imports --no-logo
	PYTHONPATH=. $(PY) .ci/check_migrations.py

format: $(DEV) ## Put the code into shape.
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

prompts: $(RUN) ## Print how long callers listen, path by path, and name what is too long, missing or unreviewed.
	@$(PY) -m ivr.prompt_report

pictures: $(DEV) $(PAGES) ## Take README's pictures anew: plays some stories in a browser, and keeps what they saw.
	$(PY) -m tests.web.chromium
	$(PY) -m tests.pictures

bench: $(DEV) $(PAGES) ## Measure against the yardsticks: a table, and build/bench.json.
	$(PY) -m tests.bench $(ARGS)

soak-api: $(DEV) ## Send the book's API every request that its description allows, and many that it does not.
	$(PY) -m tests.booking.api.every_request $(ARGS)

soak-booking: $(DEV) ## Use the book at random 100,000 times, killing clients and the database; a checker looks.
	$(PY) -m tests.soak $(ARGS)

soak-calls: $(DEV) ## Let 1,000 callers press and say anything on a carrier with bad days; then see what is left behind.
	$(PY) -m tests.soak.calls $(ARGS)

soak-queue: $(DEV) ## Run long days of the simulated line, against Erlang C; say how far off the told wait is.
	$(PY) -m tests.soak.queue $(ARGS)

soak-sentences: $(DEV) ## Say 10,000 random sentences to the line; an oracle sees that nothing is booked but by a yes.
	$(PY) -m tests.soak.sentences $(ARGS)

soak-suite: $(DEV) $(PAGES) ## Run the tests that take long and are shown in short by others.
	$(PY) -m pytest -n 2 -m long $(ARGS)

soak-routing: $(DEV) ## Kill worker, web processes and database in the middle of 200 calls in real time; see how each one ends.
	$(PY) -m tests.soak.routing $(ARGS)

lock: $(DEV) ## Choose newer versions of all dependencies and lock them with their hashes.
	sh .ci/lock.sh $(PY)

clean: ## Remove what was installed and built; the data in var/ stay.
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than the lock that it stands for, so a second start asks nobody.
.venv/.made:
	@sh .ci/venv.sh .venv
	@touch $@

$(RUN): .venv/.made requirements.lock
	@echo "Installing Python packages ..."
	@$(PIP) -r requirements.lock
	@touch $@

$(DEV): $(RUN) requirements-dev.lock
	@echo "Installing Python packages for tests and checks ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(PAGES): .venv/.made package-lock.json requirements-node.lock
	@sh .ci/pages.sh $(PY)
	@touch $@
