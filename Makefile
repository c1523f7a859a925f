# The project's commands. PYTHON names the interpreter; else the first Python 3.12 or newer on the PATH is taken.
PYTHON ?= $(shell for p in python python3.13 python3.12 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
SHARED := ../shared

.PHONY: run look report test check prove bench bench-app score setup

READ := $(wildcard $(addprefix $(SHARED)/corpus/,seed/conference.txt party/127-KL-TW.txt tasks/172-KH-UBND.txt tasks/844-QD-TTg.pdf \
	normative/03-2026-TT-BYT.txt normative/137-2025-QH15.txt gazette/28-2026-QD-TTg.pdf word/1667-QD-BYT.docx))

# REAL=1 also loads the real documents of ../shared, where they are.
run: setup
	THONGSUOT_HOME=$(CURDIR)/data $(BIN)/thongsuot serve --demo $(if $(REAL),$(if $(wildcard $(SHARED)/corpus),--real $(SHARED)/corpus/party))

report: setup
	@test -n "$(READ)" || echo "No ../shared/corpus here: only the project's own samples are read."
	$(BIN)/vanban page samples/* $(READ) --out build/report --open

setup: look

$(BIN)/.ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.12 or newer found. Install one (https://www.python.org/downloads/) or say: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# Style sheets, fonts and the Vietnamese words: built from the lock file and the word lists, never committed.
look: $(BIN)/.ready
	@$(BIN)/python -m thongsuot.look

# The library once; the application whole on SQLite, and whole on a PostgreSQL that the suite starts and stops itself:
# there too people walk through a browser, but what a page looks like is looked at once.
test: setup check
	$(BIN)/python -m pytest tests/vanban tests/test_house.py tests/test_postgres.py tests/test_wheel.py
	$(BIN)/python -m pytest tests/thongsuot tests/browser
	$(BIN)/python -m tests.postgres -- $(BIN)/python -m pytest tests/thongsuot tests/browser -m "not looks"

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=. $(BIN)/mypy
	$(BIN)/lint-imports

prove: setup
	$(BIN)/python -m tests.fuzz --seconds 600
	$(BIN)/python -m tests.prove.kills --times 100
	$(BIN)/python -m tests.prove.backups
	SLOW_SERVER=0.2 $(BIN)/python -m pytest tests/browser -m "not looks"

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m bench docs/bench.md

bench-app: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python -m bench.app docs/bench-app.md

score: setup
	@mkdir -p build
	$(BIN)/vanban read $(SHARED)/corpus/normative/*.txt $(SHARED)/corpus/party/*.txt $(SHARED)/corpus/tasks/*.txt $(SHARED)/corpus/news/*.txt $(SHARED)/corpus/seed/*.txt --json > build/readings.jsonl
	$(BIN)/python $(SHARED)/score/score.py build/readings.jsonl $(SHARED)/corpus/gold --corpus $(SHARED)/corpus
