# make data   environment, then the dataset from seeds/ into data/
# make test   environment, then the tests
# make slow   the longer tests: every cut of a run, a killed cluster node, growth of every rule
# make ui     Dagster on http://127.0.0.1:3000 (PORT=… for another)
# make quality  what it gets right on labelled text, on one page: build/quality (LABELS=… where the labelled sets are)
# make bench  what it costs, against the goals, on one page: build/bench (BENCH="--quick" for a smoke run)
# make fuzz   100,000 generated hostile inputs, then fuzzing led by coverage (FUZZ="--inputs 5000 --guided 0")
# make torture  200 kills and full disks at random moments, then everybody at once (TORTURE="--kills 20 --minutes 1")
# make soak   1,000 edits of seeds under the sensor: nothing grows (SOAK="--edits 100")
# make pictures  README's pictures of the graph, the evidence page and the explorer, taken anew in headless Chromium
# make sbom   bill of materials (sbom.cdx.json), reasons and licences (tests/DEPENDENCIES.md)
# make lint   style, types, layers, lock
# make lock   renew the lock files from pyproject.toml
# make clean  remove the dataset and what tools left behind; the environment stays

PORT ?= 3000
VENV := .venv
BIN := $(VENV)/bin
export DAGSTER_HOME := $(CURDIR)/.dagster
export PYTHONWARNINGS ?= ignore::DeprecationWarning

.PHONY: data test slow ui quality bench fuzz torture soak sbom pictures lint lock clean
.DEFAULT_GOAL := data

data: $(VENV)/run.stamp
	@$(BIN)/newsclaims build

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal

slow: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m slow

ui: $(VENV)/run.stamp
	@mkdir -p seeds data
	@$(BIN)/dagster dev --host 127.0.0.1 --port $(PORT)

quality: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.quality $(if $(LABELS),--labels $(LABELS)) $(QUALITY)

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench $(BENCH)

fuzz: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.fuzz.run $(FUZZ)

torture: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.torture.run $(TORTURE)

soak: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.torture.soak $(SOAK)

pictures: $(VENV)/dev.stamp
	@NEWSCLAIMS_PICTURES=tests/pictures $(BIN)/python -m pytest -k picture tests/pictures tests/test_ui.py

sbom: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.supply_chain

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check pipeline schemas tests
	$(BIN)/ruff format --check pipeline schemas tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	.ci/check-lock

# Python 3.12 and 3.13 read more than twice as fast as 3.11: take the newest there is.
$(VENV)/pip.stamp: requirements-pip.txt
	@python=$$(.ci/find-python) && echo "environment: $$python" && "$$python" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pip.txt
	@touch $@

$(VENV)/run.stamp: requirements.txt pyproject.toml $(VENV)/pip.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

# uv writes locks for every Python and system at once, and names no registry.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		pyproject.toml --output-file requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		pyproject.toml --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf build *.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find data -mindepth 1 ! -name .gitkeep -delete
	find .dagster -mindepth 1 ! -name dagster.yaml -delete
