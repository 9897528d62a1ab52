# What you can do here. Needed: Python 3.11 to 3.13 with venv, and make. All else is brought, or named.

PYTHON ?= $(firstword $(foreach one,python3.11 python3.12 python3.13 python3,$(shell command -v $(one) 2>/dev/null)))
BIN := .venv/bin
UV = $(or $(wildcard $(BIN)/uv),$(shell command -v uv 2>/dev/null),$(BIN)/uv)
RUN = $(BIN)/python
PYTEST = $(RUN) -m pytest
# Two at a time: two cores are what everybody has. One room's tests are over before a second worker stands.
TWO = $(if $(T),,-n 2)
T ?=
# Compiled once and kept, also where a machine's image says otherwise: else each of some hundred processes begins anew.
export PYTHONDONTWRITEBYTECODE :=
# A tool that loads the settings must not open your books.
SCRATCH := $(CURDIR)/.mypy_cache/home

.DEFAULT_GOAL := help
.PHONY: help install demo serve test check postgres walks fuzz soak bench look-back docs lint types format lock clean

help: ## show this
	@echo "Goodword: who might put in a good word for you today. What make can do:"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | \
	  while IFS='|' read -r name line; do printf '%-16s %s\n' "$$name" "$$line"; done

# To run ------------------------------------------------------------------------------------------

install: .venv/installed ## make .venv/bin/goodword
	@echo "Ready: $(BIN)/goodword --help"

demo: .venv/installed ## look around in Corner Bakery, an example business made anew in ./demo
	@rm -rf demo
	@$(BIN)/goodword demo --home demo

serve: .venv/installed ## open your own books, in ./home, in a browser
	@$(BIN)/goodword serve --home home

# To build ----------------------------------------------------------------------------------------

test: .venv/checks ## quick tests on SQLite, no browser; make test T=goodword/people for one room
	@$(PYTEST) -q $(TWO) $(T)

lint: .venv/checks ## how the code is written, which floor it stands on, the templates
	@$(BIN)/ruff format --check --quiet . || (echo "Some files want: make format"; exit 1)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports >/dev/null || $(BIN)/lint-imports
	@$(BIN)/djlint goodword --lint --quiet

types: .venv/checks ## types, with Django's look-ups
	@GOODWORD_HOME=$(SCRATCH) $(BIN)/mypy

format: .venv/checks ## put the code into the usual shape
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

# What never asks the database is the same on either, and is not done twice.
NO_DATABASE = goodword/analysis goodword/fleet goodword/lib tests/test_look_back.py

postgres: .venv/checks ## every test but the browser's on a real PostgreSQL server, started for it
	@$(RUN) -m tests.postgres
	@$(PYTEST) -q --postgres $(TWO) -m "not walk" $(if $(T),$(T),$(addprefix --ignore=,$(NO_DATABASE)))

walks: .venv/checks ## walks in a real browser; SHOTS=1 keeps pictures in ./shots
	@$(RUN) -m tests.walks.chromium
	@$(PYTEST) -q -m walk $(or $(T),tests/walks)

fuzz: .venv/checks ## a minute of made-up input at every door that reads; FUZZ=3600 for an hour, SEED=1 for the same input
	@$(PYTEST) -q --fuzz $(or $(FUZZ),60) $(addprefix --hypothesis-seed=,$(SEED)) -n 2 -m "not walk"

check: .venv/checks ## everything: what CI runs; some forty minutes on two cores
	@$(RUN) -m tests.postgres && $(RUN) -m tests.walks.chromium && $(RUN) -m tests.java
	@$(MAKE) --no-print-directory lint types postgres test
	@$(MAKE) --no-print-directory fuzz SEED=1
	@$(PYTEST) -q -n 2 --dist loadgroup -m "walk or slow"

soak: .venv/checks ## the long one, once per issue: a hundred kills, an hour of fuzz, load
	@$(RUN) -m tests.postgres
	@KILLS=$(or $(KILLS),100) $(PYTEST) -q -m slow tests/crash
	@KILLS=$(or $(KILLS),100) $(PYTEST) -q --postgres -m slow tests/crash
	@$(PYTEST) -q --fuzz $(or $(FUZZ),3600) -m "not walk"
	@$(RUN) -m bench

bench: .venv/checks ## how quick, how big; beside others; writes docs/benchmarks.md; PART=rooms or numbers for one part
	@$(RUN) -m bench $(PART)

look-back: .venv/installed ## the arithmetic on data of your own; make look-back DATA=folder OUT=report.md
	@$(RUN) -m bench.look_back "$(DATA)" "$(OUT)"

docs: .venv/checks ## write the pages that are made from the code
	@$(RUN) docs/made.py

# The environment ---------------------------------------------------------------------------------

lock: .venv/made ## choose the newest versions that fit, and write them down with their sums
	@$(UV) pip compile pyproject.toml --upgrade --universal --generate-hashes --no-header --no-annotate -q -o requirements.lock
	@$(UV) pip compile pyproject.toml --group dev -c requirements.lock --upgrade --universal --generate-hashes \
	  --no-header --no-annotate -q -o requirements-dev.lock

clean: ## take away what make made, your books in ./home excepted
	@rm -rf .venv demo shots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/made:
	@$(or $(PYTHON),python3) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  (echo "Goodword needs Python 3.11, 3.12 or 3.13. If it is somewhere else: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1)
	@test -x $(RUN) || $(PYTHON) -m venv .venv || \
	  (echo "Python here cannot make environments. On Debian: sudo apt-get install python3-venv"; exit 1)
	@test -x "$(UV)" || $(RUN) -m pip install -q uv
	@touch $@

# To run, the shorter list is enough; an environment that has the tools of the checks keeps them.
# The version that is told is read from pyproject.toml when Goodword is installed.
.venv/installed: .venv/made requirements.lock pyproject.toml
	@if [ -x $(BIN)/pytest ]; then $(MAKE) --no-print-directory .venv/checks; else \
	  $(UV) pip sync -q --python $(RUN) --require-hashes requirements.lock && \
	  $(UV) pip install -q --python $(RUN) --no-deps --editable . ; fi
	@touch $@

.venv/checks: .venv/made requirements-dev.lock pyproject.toml
	@$(UV) pip sync -q --python $(RUN) --require-hashes requirements-dev.lock
	@$(UV) pip install -q --python $(RUN) --no-deps --editable .
	@touch $@ .venv/installed
