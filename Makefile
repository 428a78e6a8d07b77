# Needs git, make and python3 (3.11 or later, with venv); everything else goes into $(VENV), pinned by constraints.txt.
PYTHON ?= python3
VENV ?= .venv
WORKERS ?= auto
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
WHEEL := build/wheel
DIST ?= $(WHEEL)/dist
RELEASE := build/release
PYTHONS ?= python3.11 python3.12 python3.13 python3.14
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

.DEFAULT_GOAL := help
.PHONY: demo docs help venv test fuzz conformance faults pairs picture lint format types contracts workflows golden golden-check wheel-check release-check ci bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv: $(INSTALLED) ## install the pinned tools, and Pilothouse in editable form

$(INSTALLED): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Tests start hundreds of processes, which share the compiled modules.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(INSTALLED) ## run all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

conformance: export EXAMPLES ?= 500
conformance: $(INSTALLED) ## compare with the real client: EXAMPLES=5000 for many, EXAMPLE=17 for one
	$(BIN)/python -m pytest tests/conformance -q

faults: export FAULTS = all
faults: $(INSTALLED) ## let each call of each AWS command fail in turn, and run it again
	$(BIN)/python -m pytest tests/faults -q

fuzz: KIND ?= all
fuzz: SEED ?= 1
fuzz: N ?= 1000
fuzz: JOBS ?= $(shell nproc 2>/dev/null || echo 1)
fuzz: $(INSTALLED) ## try hostile input: N=100000 for many, KIND=patches SEED=17 N=1 or FILES=… for one
	$(BIN)/python -m tests.fuzz --kind $(KIND) --seed $(SEED) --count $(N) --jobs $(JOBS) --files $(FILES)

pairs: export PAIRS ?= 25
pairs: $(INSTALLED) ## deploy one pipeline twice at the same moment: PAIRS=25 first deployments, and as many updates
	$(BIN)/python -m pytest tests/aws/test_deploy_together.py -q -k two_at_once

docs: $(INSTALLED) ## build the documentation site into build/site; a broken link fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

lint: $(INSTALLED) ## check formatting and lint (ruff)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: $(INSTALLED) ## format, and fix what ruff can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(INSTALLED) ## check types (mypy --strict)
	$(BIN)/mypy

contracts: $(INSTALLED) ## check the import contracts
	$(BIN)/lint-imports --no-logo

workflows: $(INSTALLED) ## check the workflows, the Action, the issue forms and the Dockerfile
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/actionlint .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet --persona auditor .github action.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms \
		$(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/hadolint Dockerfile

demo: $(INSTALLED) ## compile the demo workspace; show its template, graph and diagnostics
	@mkdir -p build/demo
	@echo; echo '$$ pilothouse compile --output build/demo/     # fixtures/workspaces/demo'; echo
	@cd fixtures/workspaces/demo && $(abspath $(BIN))/pilothouse compile --output $(abspath build/demo)/
	@ls -l build/demo/*.yml
	@echo; echo '$$ pilothouse compile demo-environments        # from the stages on'; echo
	@sed -n '/^      Stages:/,$$p' build/demo/pipeline-demo-demo-environments.stack.yml
	@echo; echo '$$ pilothouse graph --format svg --output build/demo/'
	@cd fixtures/workspaces/demo && $(abspath $(BIN))/pilothouse graph --format svg --output $(abspath build/demo)/
	@ls -l build/demo/*.svg
	@echo; echo '$$ pilothouse lint                             # fixtures/workspaces/mistakes'; echo
	@cd fixtures/workspaces/mistakes && $(abspath $(BIN))/pilothouse lint || test $$? = 1

golden: $(INSTALLED) ## regenerate the golden files
	$(BIN)/python -m tests.golden

picture: $(INSTALLED) ## draw the README's whole session again, against the emulator
	$(BIN)/python -m tests.newcomer_picture

golden-check: $(INSTALLED) ## check that the golden files are current
	$(BIN)/python -m tests.golden --check

wheel-check: $(INSTALLED) ## build sdist and wheel, install the wheel in a clean environment; DIST=folder takes that one
	rm -rf $(WHEEL)
ifeq ($(DIST),$(WHEEL)/dist)
	$(BIN)/python -m build --no-isolation --outdir $(DIST) .
endif
	mkdir -p $(WHEEL)
	sed '/^ *--hash=/d; s/ *\\$$//' constraints.txt > $(WHEEL)/pins.txt
	$(PYTHON) -m venv $(WHEEL)/venv
	$(WHEEL)/venv/bin/python -m pip install --quiet --disable-pip-version-check -c $(WHEEL)/pins.txt $(DIST)/*.whl
	$(WHEEL)/venv/bin/pilothouse --version
	$(WHEEL)/venv/bin/pilothouse schema | cmp - schemas/manifest.schema.json
	$(BIN)/pilothouse explain PH101 > $(WHEEL)/page.md
	$(WHEEL)/venv/bin/pilothouse explain PH101 | cmp - $(WHEEL)/page.md
	$(WHEEL)/venv/bin/pilothouse compile --context fixtures/context.yml fixtures/ok/actions.yml \
		| cmp - fixtures/ok/actions.template.yml

release-check: workflows ## build a release twice, compare the bytes, and try the wheel on each Python
	rm -rf $(RELEASE)
	commit=$$(git rev-parse HEAD); $(BIN)/python -m release build --commit "$$commit" $(RELEASE)/1; \
	umask 077; TZ=Asia/Kathmandu PYTHONHASHSEED=7 $(BIN)/python -m release build --commit "$$commit" $(RELEASE)/2
	diff -r $(RELEASE)/1 $(RELEASE)/2
	cd $(RELEASE)/1 && sha256sum --check --quiet SHA256SUMS
	$(BIN)/python -m release tag --dry "v$$($(BIN)/python -c 'import pilothouse; print(pilothouse.__version__)')"
	for python in $(PYTHONS); do \
		if $$python --version 2>/dev/null; then $(MAKE) wheel-check DIST=$(RELEASE)/1 PYTHON=$$python; \
		else echo "$$python is not here: the wheel was not tried on it"; fi; \
	done

ci: lint types contracts workflows docs test wheel-check ## everything that CI checks

bench: $(INSTALLED) ## measure run times, next to their baselines
	$(BIN)/python -m benchmarks

lock: ## resolve the dependencies again into constraints.txt; then run `make golden` for derived files
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/lock/bin/uv pip compile --no-config --universal --python-version 3.11 --all-extras --group dev \
		--generate-hashes --annotation-style line --custom-compile-command 'make lock' $(LOCKFLAGS) \
		--quiet --output-file constraints.txt pyproject.toml

clean: ## remove the files of the other targets
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
