# The project's commands. PYTHON names the interpreter; else the first Python 3.12 or newer on the PATH is taken.
PYTHON ?= $(shell for p in python python3.13 python3.12 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
SHARED := ../shared

.PHONY: run test check prove bench score setup

REAL := $(wildcard $(addprefix $(SHARED)/corpus/,seed/conference.txt party/127-KL-TW.txt tasks/172-KH-UBND.txt tasks/844-QD-TTg.pdf \
	normative/03-2026-TT-BYT.txt normative/137-2025-QH15.txt gazette/28-2026-QD-TTg.pdf word/1667-QD-BYT.docx))

run: setup
	@test -n "$(REAL)" || echo "No ../shared/corpus here: only the project's own samples are read."
	$(BIN)/vanban page samples/* $(REAL) --out build/report --open

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

prove: setup
	$(BIN)/python -m tests.fuzz --seconds 600

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m bench docs/bench.md

score: setup
	@mkdir -p build
	$(BIN)/vanban read $(SHARED)/corpus/normative/*.txt $(SHARED)/corpus/party/*.txt $(SHARED)/corpus/tasks/*.txt $(SHARED)/corpus/news/*.txt $(SHARED)/corpus/seed/*.txt --json > build/readings.jsonl
	$(BIN)/python $(SHARED)/score/score.py build/readings.jsonl $(SHARED)/corpus/gold --corpus $(SHARED)/corpus
