# Two commands matter: make demo, make test. Everything else serves those who work on the project.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
STAMP := $(VENV)/.installed
DEVELOP := $(VENV)/.installed-dev
ARGS ?=

.PHONY: install develop demo test test-all coverage lint docs lock benchmarks clean clean-data

# What serving needs: uv where present, else venv and pip; both from the same locked, hashed list.
install: $(STAMP)
$(STAMP): requirements.lock pyproject.toml
	@scripts/install.sh requirements.lock $(PYTHON)
	@touch $(STAMP)

# And what those who work on the project need.
develop: $(DEVELOP)
$(DEVELOP): requirements-dev.lock pyproject.toml
	@scripts/install.sh requirements-dev.lock $(PYTHON)
	@touch $(STAMP) $(DEVELOP)

demo: install
	@$(BIN)/jumelage demo $(ARGS)

test: develop lint
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not slow and not browser and not postgres and not shared" $(ARGS)

# The fast tests, counting the lines they run: a floor for each room.
COVERAGE := --cov=jumelage --cov-report=json:coverage.json --cov-report=
coverage: develop
	$(MAKE) test ARGS="$(COVERAGE)"
	$(BIN)/python scripts/coverage_floors.py coverage.json

# What waits for a machine (servers, browsers, other databases) runs two at a time, each file in one process; browsers in
# processes of their own, for they keep an event loop that the database refuses.
test-all: develop
	$(BIN)/pytest -q -n 2 --dist loadfile -m "(slow or postgres or shared) and not browser" $(ARGS)
	$(BIN)/pytest -q -n 2 --dist loadfile -m browser $(ARGS)

# Every linter runs, so that one run shows everything; what failed is named at the end.
LINTERS := "ruff check ." "ruff format --check ." "djangofmt --check src/jumelage/web/templates" "mypy" "lint-imports" "python scripts/dead_code.py"
lint: develop
	@failed=; for linter in $(LINTERS); do echo "== $$linter"; $(BIN)/$$linter || failed="$$failed; $$linter"; done; \
	if [ -n "$$failed" ]; then echo "lint: $${failed#; }"; exit 1; fi

docs: develop
	$(BIN)/zensical build --clean --strict

# Names and hashes only: no address of any index.
LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	uv pip compile pyproject.toml --extra all $(LOCKING) -o requirements.lock
	uv pip compile pyproject.toml --extra all --group dev -c requirements.lock $(LOCKING) -o requirements-dev.lock

benchmarks: develop
	$(BIN)/python -m benchmarks $(ARGS)

# Everything that these commands made, but the database: what people entered is theirs to remove.
clean:
	rm -rf $(VENV) out site coverage.json .coverage build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	@if [ -d var ]; then echo "var/ (base de données / database) reste : make clean-data l'efface / stays: make clean-data removes it"; fi

clean-data:
	rm -rf var
