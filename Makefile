# Two commands do everything: `make site` builds the demo, `make test` checks the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONTENT ?= content
SITE ?= site

.DEFAULT_GOAL := help
.PHONY: help site test lint lock serve demo clean browser

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

site: $(VENV)/.site-ready ## Install what is needed and build the demo site
	$(BIN)/backstory build $(CONTENT) -o $(SITE)
	@echo
	@echo "Open $(SITE)/index.html in a browser, or run: $(BIN)/backstory serve $(CONTENT)"

serve: $(VENV)/.site-ready ## Preview the demo site on this machine, rebuilt on every change
	$(BIN)/backstory serve $(CONTENT)

test: $(VENV)/.test-ready browser lint ## Check formatting, types, and run the whole suite
	$(BIN)/python -m pytest -n 2 --dist loadscope -q

lint: $(VENV)/.test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

browser:
	@sh tests/browser/install.sh

demo: $(VENV)/.test-ready ## Make the demo's pictures and notes again
	$(BIN)/python -m tests.demo

lock: | $(VENV)/bin/python ## Choose newest versions of all packages and write the lock files
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command 'make lock' --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command 'make lock' --no-annotate -c requirements.lock \
	  --group test pyproject.toml -o requirements-test.lock

clean: ## Remove what was built; content, cache and lock files stay
	rm -rf $(SITE) dist build $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python can't make virtual environments; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.site-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.test-ready: requirements-test.lock $(VENV)/.site-ready
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@
