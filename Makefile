# `make demo` and `make test` do all the set-up they need. `make help` lists the verbs.
.DEFAULT_GOAL := help
.PHONY: help demo test journeys check fix bench bench-filing shell reset requirements
PYTHON := .venv/bin/python
# Else each of a dozen processes compiles all of the house at its start, where the machine says to keep nothing.
unexport PYTHONDONTWRITEBYTECODE

help:  ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo:  ## set everything up and start it (PORT=8000, ADS=path to real ads)
	@scripts/setup demo
	@exec $(PYTHON) -m tandem.project.demo

test:  ## everything: lint, types, contracts, migrations, catalogues, tests, real browser
	@scripts/setup dev
	@scripts/chromium
	@scripts/check
	@exec $(PYTHON) -m pytest --numprocesses=auto --dist=loadfile

journeys:  ## every procedure in four languages, with JavaScript and without, at all sizes (ONLY='claim and fr')
	@scripts/setup dev
	@scripts/chromium
	@JOURNEYS=all $(PYTHON) -m pytest -m procedure -k "$(ONLY)" tests/journeys

check:  ## lint, types, contracts, migrations, catalogues; no tests
	@scripts/setup dev
	@scripts/check

fix:  ## mend what a machine can mend: formatting, imports, catalogues
	@scripts/setup dev
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(PYTHON) manage.py messages update

bench:  ## measure, print a table, write JSON (ADS_COUNT=250000, LEDGER_ROWS=150000)
	@scripts/setup dev
	@exec $(PYTHON) -m tandem.project.bench

bench-filing:  ## the day everybody comes (FILING_SECONDS=300, FILING_AT_ONCE=8, FILING_CROWD=150, KILL=1)
	@scripts/setup dev
	@exec $(PYTHON) -m tandem.project.bench.filing

shell:  ## a Python shell on the demo's data
	@scripts/setup demo
	@exec $(PYTHON) -m tandem.project.demo --shell

reset:  ## forget the demo's and the tests' data
	@scripts/setup demo
	@$(PYTHON) -m tandem.project.demo --reset

requirements:  ## resolve requirements/*.in anew into hash-pinned files
	@scripts/setup dev
	@for name in bootstrap run s3 demo dev; do \
		.venv/bin/uv pip compile --quiet --no-header --upgrade --universal --python-version 3.11 --generate-hashes \
			requirements/$$name.in --output-file requirements/$$name.txt; done
