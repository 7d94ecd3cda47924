# `make demo` shows kpi-xl at work, `make test` runs every check. Both need only Python 3.11+ and make.

PYTHON ?= python3
WORKERS ?= 2
SEEDS ?= 2000
KILLS ?= 200

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help demo test soffice warehouses bench bench-reading mutants attack pythons docs pictures templates extension clean

help:
	@echo 'make demo    show kpi-xl at work (installs it into $(VENV) first)'
	@echo 'make test    every check: ruff, mypy, import-linter, tests and doctests'
	@echo 'make bench   measure, and print the goals beside what was measured (a quarter of an hour)'
	@echo 'make mutants change the code in 500 small ways, and say which of them no test notices (an hour; goes on where it stopped)'
	@echo 'make attack  try thousands of broken inputs and kills, and write the figures into docs/reliability.md'
	@echo 'make pythons the fast tests on the oldest and newest Python here, and the same workbooks on all'
	@echo 'make docs    write the generated pages of docs/ again'
	@echo 'make pictures   take all pictures of README and docs again (needs LibreOffice, Chromium, Xvfb, xdotool and ImageMagick)'
	@echo 'make templates  build the .xlsm workbooks and the add-in of workbook_templates/ again'
	@echo 'make extension  compile the interface of the LibreOffice extension again (needs libreoffice-dev)'
	@echo 'make clean   remove $(VENV), caches and build output'
	@echo
	@echo 'PYTHON=python3.12   the Python to build $(VENV) with (3.11 or newer)'
	@echo 'WORKERS=2           test processes; 0 runs the tests in one'
	@echo 'SOFFICE=soffice     the LibreOffice to recalculate workbooks with'

demo: $(INSTALLED)
	@$(BIN)/kpi-xl demo

# All checks run even when one fails, so that one run tells everything.
test: $(INSTALLED_DEV) soffice warehouses
	@failed=; \
	check() { name=$$1; shift; echo "--- $$name"; "$$@" || failed="$$failed $$name"; }; \
	check ruff $(BIN)/ruff check .; \
	check mypy $(BIN)/mypy; \
	check import-linter $(BIN)/lint-imports; \
	check pytest $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup; \
	check pythons $(BIN)/python -m tests.pythons; \
	check attack $(BIN)/python -m tests.hostile --count 2000 --seconds 100; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed" >&2; exit 1; fi

# The tests recalculate workbooks in LibreOffice, run the extension in it (python3-uno), click its menu on a screen of
# their own (Xvfb), read what it prints (poppler-utils), and open the page for the phone in a browser (chromium). All is
# fetched where that needs no password; the tests say what happens when it is still missing.
soffice:
	@command -v apt-get >/dev/null || exit 0; \
	need=; lacks() { command -v "$$1" >/dev/null || need="$$need $$2"; }; \
	[ -n "$$SOFFICE" ] || command -v libreoffice >/dev/null || lacks soffice libreoffice-calc; \
	/usr/bin/python3 -c 'import uno' 2>/dev/null || need="$$need python3-uno"; \
	[ -n "$$SOFFICE" ] || [ -e /usr/lib/libreoffice/program/resource/ja ] || need="$$need libreoffice-l10n-ja"; \
	lacks Xvfb xvfb; lacks xdotool xdotool; lacks import imagemagick; lacks pdftotext poppler-utils; \
	lacks chromium chromium; lacks chromedriver chromium-driver; \
	[ -n "$$need" ] || exit 0; \
	if [ "$$(id -u)" = 0 ]; then root=; \
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then root='sudo -n'; \
	else exit 0; fi; \
	echo "Installing for the tests:$$need"; \
	apt="$$root env DEBIAN_FRONTEND=noninteractive apt-get -q"; \
	{ $$apt update && $$apt install -y --no-install-recommends $$need fonts-ipafont-gothic; } </dev/null \
	    || echo 'Not all of it could be installed; going on without' >&2

# The tests count in a PostgreSQL server of their own and in Spark, which runs in Java. They are fetched likewise.
warehouses:
	@if { ls /usr/lib/postgresql/*/bin/pg_ctl || command -v pg_ctl; } >/dev/null 2>&1 && command -v java >/dev/null \
	    || ! command -v apt-get >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then root=; \
	elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then root='sudo -n'; \
	else exit 0; fi; \
	echo 'Installing PostgreSQL and Java, to compare what warehouses count in the tests'; \
	apt="$$root env DEBIAN_FRONTEND=noninteractive apt-get -q"; \
	{ $$apt update && $$apt install -y --no-install-recommends postgresql default-jre-headless; } </dev/null \
	    || echo 'PostgreSQL and Java could not be installed; going on without' >&2

# A quarter of an hour on a quiet machine; it ends with the goals and what was measured of each.
bench: $(INSTALLED_DEV)
	@$(BIN)/python -m benchmarks

# What reading costs: a month's list against a script, CP932 against UTF-8, a workbook's log against its cells alone.
bench-reading: $(INSTALLED_DEV)
	@$(BIN)/python -m benchmarks.month_end
	@$(BIN)/python -m benchmarks.imports
	@$(BIN)/python -m benchmarks.workbook_log

# Broken inputs from seeds, and kills: the figures go into docs/reliability.md. `make test` tries the first seeds, for two minutes at most.
attack: $(INSTALLED_DEV)
	@$(BIN)/python -m tests.hostile --count $(SEEDS) --workers $(WORKERS) --record
	@$(BIN)/python -m tests.hostile.kills --kills $(KILLS) --workers $(WORKERS) --record
	@$(BIN)/python -m tests.hostile.cases --record

pythons: $(INSTALLED_DEV)
	@$(BIN)/python -m tests.pythons

mutants: $(INSTALLED_DEV)
	@$(BIN)/python -m tests.mutants --workers $(WORKERS)

docs: $(INSTALLED_DEV)
	@$(BIN)/python -m kpi_xl.cli.reference.pages
	@$(BIN)/python -m docs.rooms

# A test opens the menu and makes a report, on a screen that nobody sees; its pictures are cut and set to the width of a page.
pictures: $(INSTALLED_DEV) soffice
	@$(BIN)/python -m docs.pictures
	@$(BIN)/python -m pytest -q tests/hosts/libreoffice/test_window.py -k inserted_from_the_menu
	@convert build/screenshots/menu.png -crop 1600x800+0+0 +repage -resize 1100x -dither None -colors 96 docs/pictures/libreoffice-menu.png
	@convert build/screenshots/member.png -resize 1100x -dither None -colors 96 docs/pictures/libreoffice-report.png

# With the XlsxWriter of the checks: the files are committed and compared byte for byte.
templates: $(INSTALLED_DEV)
	@$(BIN)/kpi-xl templates build

# When functions, or their parameters, have changed. The two files that it writes are committed.
extension: $(INSTALLED)
	@$(BIN)/python -m kpi_xl.hosts.libreoffice.build

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Redone only when what is to be installed changes; the code itself is used where it lies (editable).
$(INSTALLED): setup.cfg pyproject.toml | $(BIN)/python
	@echo 'Installing kpi-xl into $(VENV)'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(INSTALLED_DEV): setup.cfg pyproject.toml | $(BIN)/python
	@echo 'Installing kpi-xl and its checks into $(VENV)'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(INSTALLED) $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null \
	    || { echo 'No $(PYTHON) here. Name a Python 3.11 or newer: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "kpi-xl needs Python 3.11 or newer, got $$($(PYTHON) --version). Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo '$(PYTHON) cannot make virtual environments. On Debian: apt-get install python3-venv' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
