# Each target makes .venv when it is missing or pyproject.toml has changed, and not again otherwise.
PYTHON ?= python3
BIN := .venv/bin
CHART := trade.png
FUZZ := 60

.DEFAULT_GOAL := help
AXE := .venv/axe/node_modules/axe-core/axe.min.js
.PHONY: help run test test-browser test-engines test-all fuzz lint format bench docs archive-evidence nowcast-evidence outlook-evidence

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/ready ## Show the figures, project them to 200 and save a chart
	$(BIN)/tradetrack show
	$(BIN)/tradetrack project --target 200
	$(BIN)/tradetrack chart --target 200 -o $(CHART)

test: .venv/ready ## Run the tests
	$(BIN)/pytest -n auto

test-browser: .venv/ready ## Test the page of `report` in Chromium, which it installs where it may
	tools/browser.sh
	TRADETRACK_BROWSER=1 TRADETRACK_AXE=$(AXE) $(BIN)/pytest tests/test_browser.py

test-all: .venv/ready ## Run every example with coverage, the oldest dependencies, no pyarrow, other Pythons
	tools/test_all.sh

test-engines: .venv/ready ## Screen the same flows on Spark, PostgreSQL and DuckDB (needs Java and PostgreSQL)
	tools/test_engines.sh

fuzz: .venv/ready ## Feed it broken and hostile ledgers and rows for a minute (FUZZ=SECONDS), then sound ones
	TRADETRACK_FUZZ=$(FUZZ) $(BIN)/pytest tests/test_fuzz.py tests/test_fuzz_add.py tests/test_fuzz_change.py tests/test_fuzz_import.py
	TRADETRACK_TESTS=all $(BIN)/pytest -n auto tests/test_oracle.py tests/test_mixed_years.py
	$(BIN)/python tools/faults.py

lint: .venv/ready ## Check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/typing_precision.py

format: .venv/ready ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/ready ## Time whole commands beside the imports and reads they cannot avoid
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/screen.py

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev --editable '.[flows]'
	$(BIN)/python -m compileall -q tradetrack # pip compiles what it installs, but nothing that stays here
	@touch $@

docs: .venv/ready ## Put what the commands print now into the README and docs
	$(BIN)/tradetrack chart -o docs/trade.png --target 200 --target 250 --growth 10
	$(BIN)/python tools/readme.py
	$(BIN)/python tools/cli_docs.py
	$(BIN)/python tools/docs_tables.py
	$(BIN)/python tools/data_package.py

archive-evidence: .venv/ready ## Make the tables that rest on the archive of stated targets: base rates, calibration, predictions
	$(BIN)/python tools/base_rates.py
	$(BIN)/python tools/archive_evidence.py
	$(BIN)/python tools/predictions.py

nowcast-evidence: .venv/ready ## Measure the full-year estimates on monthly flows (DATA=PATH)
	@if [ -n "$(DATA)" ]; then $(BIN)/python tools/nowcast_evidence.py "$(DATA)"; else echo "skipped: name the flows with DATA=PATH"; fi

SAMPLE := tests/outlook_sample
TARGETS := data/stated-targets.csv

outlook-evidence: .venv/ready ## Test the outlook: the page of the sample, and the docs' from real flows (DATA=PATH MONTHLY=PATH)
	$(BIN)/python tools/outlook_evidence.py $(SAMPLE)/flows.csv --monthly $(SAMPLE)/months.csv --targets $(SAMPLE)/targets.csv --since 2014 > $(SAMPLE)/page && mv $(SAMPLE)/page $(SAMPLE)/evidence.md
	@if [ -n "$(DATA)" ]; then $(BIN)/python tools/outlook_evidence.py "$(DATA)" --monthly "$(MONTHLY)" --targets $(TARGETS) > docs/page && mv docs/page docs/outlook-evidence.md; else echo "skipped the docs' page: name the flows with DATA=PATH MONTHLY=PATH"; fi
