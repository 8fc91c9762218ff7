# Two commands matter: make demo, make test. Everything else serves those who work on the project.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
STAMP := $(VENV)/.installed
ARGS ?=

.PHONY: install demo test test-all coverage lint docs lock benchmarks clean

install: $(STAMP)

# uv where present, else venv and pip; both from the same locked, hashed list.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Jumelage demande Python 3.11 ou plus récent / needs Python 3.11 or later (PYTHON=python3.11 make install)"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV) && \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps -e . ; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e . ; \
	fi
	@touch $(STAMP)

demo: install
	@$(BIN)/jumelage demo $(ARGS)

test: install lint
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not slow and not browser and not postgres and not shared" $(ARGS)

# The fast tests, counting the lines they run: a floor for each room.
COVERAGE := --cov=jumelage --cov-report=json:coverage.json --cov-report=
coverage: install
	$(MAKE) test ARGS="$(COVERAGE)"
	$(BIN)/python scripts/coverage_floors.py coverage.json

# What waits for a machine (servers, browsers, other databases) runs two at a time, each file in one process; browsers in
# processes of their own, for they keep an event loop that the database refuses.
test-all: install
	$(BIN)/pytest -q -n 2 --dist loadfile -m "(slow or postgres or shared) and not browser" $(ARGS)
	$(BIN)/pytest -q -n 2 --dist loadfile -m browser $(ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djangofmt --check src/jumelage/web/templates
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/dead_code.py

docs: install
	$(BIN)/zensical build --clean --strict

# Names and hashes only: no address of any index.
lock:
	uv pip compile pyproject.toml --extra all --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

benchmarks: install
	$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf $(VENV) out site coverage.json .coverage build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
