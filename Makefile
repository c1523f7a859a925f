# The project's commands. PYTHON names the interpreter; else the first Python 3.12 or newer on the PATH is taken.
PYTHON ?= $(shell for p in python python3.13 python3.12 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
SHARED := ../shared

.PHONY: run test check bench score setup

setup: $(BIN)/.ready

$(BIN)/.ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.12 or newer found. Install one (https://www.python.org/downloads/) or say: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

test: setup check
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: setup
	@mkdir -p build
	$(BIN)/vanban read $(SHARED)/corpus/normative/*.txt $(SHARED)/corpus/party/*.txt $(SHARED)/corpus/tasks/*.txt $(SHARED)/corpus/news/*.txt $(SHARED)/corpus/seed/*.txt --json > build/readings.jsonl
	$(BIN)/python $(SHARED)/score/score.py build/readings.jsonl $(SHARED)/corpus/gold --corpus $(SHARED)/corpus
