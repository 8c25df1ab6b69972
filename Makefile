# Every target documents itself: `make help`. Paths may hold spaces and accents: make extract IN="mes notes" OUT=résultats
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
IN ?= samples
OUT ?= output
CORPORA ?= corpora
PLAIN ?= $(CORPORA)/plain
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup tesseract extract validate test check bench samples train clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv and install the project in it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (some minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

tesseract:
	@bash scripts/install-tesseract.sh

extract: $(READY) tesseract ## documents in IN (samples/) become JSON in OUT (output/)
	@$(BIN)/briefs extract "$(IN)" --output "$(OUT)" --jobs $(JOBS) --summary

validate: $(READY) ## hold the JSON in OUT against the schema
	@$(BIN)/briefs -v validate "$(OUT)"

test: $(READY) tesseract ## the tests
	@$(BIN)/python -m pytest

check: $(READY) tesseract ## ruff, mypy --strict, then the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

bench: $(READY) tesseract ## speed and memory, as ratios against the bare engines
	@$(BIN)/python scripts/bench.py

samples: $(READY) ## set the PDF samples again from their texts
	@$(BIN)/python samples/make_samples.py

train: $(READY) ## train the shipped spaCy pipeline again; CORPORA= and PLAIN=folders (docs/organizations.md)
	@OMP_NUM_THREADS=1 $(BIN)/python -m pipeline.training.french --output pipeline/language/fr/model --corpora "$(CORPORA)" \
	  --plain "$(PLAIN)/vdd.txt" "$(PLAIN)/travail.txt" "$(PLAIN)/legi.txt" --teacher fr_core_news_md

clean: ## remove the environment and the results
	rm -rf $(VENV) build *.egg-info
	find output -mindepth 1 ! -name .gitkeep -delete
