# Countersign. `make help` lists every target.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8501
DRAFTER ?= rules
CASES ?= data/cases
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which with PYTHON=python3.12"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV) ..." >&2
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.txt
	@echo "Installing what tests need ..." >&2
	@$(PIP) install -r requirements.txt -r requirements-dev.txt
	@touch $@

.PHONY: run
run: $(VENV)/run.stamp ## start the app on 127.0.0.1 (another port: make run PORT=8600); Ctrl-C stops everything
	@exec $(BIN)/python -m hitl.entrypoints.serve --port $(PORT)

.PHONY: test
test: lint browser ## everything: format, lint, types, import contract, all tests on SQLite and PostgreSQL
	@$(BIN)/pytest -n 2

.PHONY: check
check: lint ## the quick part: format, lint, types, import contract, tests of the pure rules
	@$(BIN)/pytest -n 2 tests/domain

.PHONY: lint
lint: $(VENV)/dev.stamp ## format, lint, types and import contract alone
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: browser
browser: ## Debian's chromium for the browser tests, where none is found
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  echo "Installing chromium ..." >&2; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }

.PHONY: format
format: $(VENV)/dev.stamp ## format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: eval
eval: $(VENV)/run.stamp ## draft and gate the labelled cases and print accuracy and the wrong ones
	@$(BIN)/python -m hitl eval $(CASES) --drafter $(DRAFTER)

.PHONY: bench
bench: $(VENV)/dev.stamp ## the benchmarks; each compares two things in one run
	@$(BIN)/python scripts/bench.py

.PHONY: soak
soak: $(VENV)/dev.stamp ## the long trials: kill -9 fifty times, many cases; minutes to an hour
	@$(BIN)/python scripts/soak.py

.PHONY: shots
shots: $(VENV)/dev.stamp browser ## a screenshot of every page, light and dark, 1440 and 390 wide, into shots/
	@$(BIN)/python scripts/shots.py

.PHONY: lock
lock: $(VENV)/dev.stamp ## compile the pinned requirement files from the .in files
	@for name in requirements requirements-dev; do \
	  $(BIN)/pip-compile --quiet --no-header --strip-extras --no-emit-index-url --no-emit-find-links \
	    --no-emit-trusted-host --output-file $$name.txt $$name.in; done

.PHONY: clean
clean: ## remove the virtual environment, caches and everything this installation made (var/)
	@rm -rf $(VENV) var shots .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help
help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10
