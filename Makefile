# make site and make test work on a fresh machine; everything else is a part of them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
# Parameters that the tutorials run with: smoke, cpu or gpu.
PROFILE ?= cpu
BIN := .venv/bin
PIPELINE := $(BIN)/python -m site_src.pipeline
PRETTIER_FILES := "site_src/web/**/*.{ts,mjs,css}" "tests/web/**/*.ts" "bench/*.ts"

SETUP := .venv/installed node_modules/.package-lock.json

.PHONY: help setup site site-zensical serve test lint format lock fuzz layer-table letters
.PHONY: quick check publish-runs chaos outdated oldest findings frameworks peers browser libreoffice bench links fonts offline-bundle spelling clean clean-cache

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(SETUP) ## install the locked Python and npm packages

.venv/installed: requirements.lock exporters/pyproject.toml
	@echo "Installing the Python packages into .venv (next: npm packages)"
	@command -v $(PYTHON) >/dev/null || { echo "Install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=python3.12, say."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --disable-pip-version-check -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e exporters
	@touch $@

node_modules/.package-lock.json: package-lock.json
	@echo "Installing the npm packages into node_modules (next: the demos)"
	@command -v npm >/dev/null || { echo "Install Node.js 20 or newer."; exit 1; }
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

site: $(SETUP) ## build the whole site into site/
	@$(PIPELINE) build --profile $(PROFILE)
	@echo "Done: site/. Look at it with: $(BIN)/python -m http.server --directory site 8000"

site-zensical: $(SETUP) ## build it with the second builder, into site-zensical/
	@$(PIPELINE) build --profile $(PROFILE) --builder zensical --site site-zensical

serve: $(SETUP) ## serve the site and follow changes
	@$(PIPELINE) serve

# This reporter names what failed once more at the end, where it is found. What hangs fails after
# twenty minutes, which is several times as long as the longest test takes.
NODE_TESTS := npx tsx --test --test-reporter=spec --test-timeout=1200000
# digits runs with its real parameters: its promise is checked, its model can be tried.
TESTED := --profile smoke --except digits=cpu
test: lint spelling browser libreoffice ## everything that has to pass
	@echo "Building the site (next: Python tests, then tests of the demos)"
	@$(PIPELINE) build $(TESTED) --whole --site build/test-site
	@$(PIPELINE) build $(TESTED) --whole --site build/test-zensical --builder zensical
	@OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal tests/exporters
	@OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadgroup --ignore tests/exporters
	@$(NODE_TESTS) tests/web/*.test.ts
	@# One browser at a time: without a graphics card it paints on both cores.
	@SITE_DIR=build/test-site $(NODE_TESTS) --test-concurrency=1 tests/web/browser/*.test.ts

# Left out: what takes many minutes, or a browser, or LibreOffice.
SLOW := applications layers xlsx chromium efficientnet training ops networks package
quick: $(SETUP) ## the tests that need no browser and no built site (minutes)
	@OMP_NUM_THREADS=1 $(BIN)/pytest -n auto --dist worksteal \
	  $(SLOW:%=--ignore-glob='*/test_%.py') tests/repository tests/exporters tests/pipeline
	@$(NODE_TESTS) tests/web/*.test.ts

SINCE ?= HEAD
check: $(SETUP) ## what your changes touch, in a minute and a half (SINCE=main: a branch's)
	@$(BIN)/python -m site_src.tools.check --since $(SINCE)

findings: ## see whether the surprises in findings/ are still there (an hour, many GB)
	@for script in findings/*.sh; do echo "$$script"; bash "$$script" || failed=1; done; exit $${failed:-0}

PEERS := build/peers-venv
peers: site ## write networks for other ways into the browser, to compare (2 GB)
	@echo "Installing what writes them into $(PEERS) (next: the networks)"
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r bench/peers/requirements.txt
	@$(PEERS)/bin/pip install --quiet --disable-pip-version-check --no-deps ./exporters
	@$(PEERS)/bin/python bench/peers/networks.py site build/peers

bench: peers ## measure (writes bench/*.json)
	@npm ci --prefix bench --ignore-scripts --no-audit --no-fund --loglevel=error
	@npx tsc -p bench
	@for script in bench/*.ts; do echo "$$script"; npx tsx "$$script" || exit 1; done
	@for script in bench/*.py; do echo "$$script"; $(BIN)/python "$$script" || exit 1; done
	@NODE_PATH=$(CURDIR)/node_modules $(PEERS)/bin/python bench/peers/agreement.py
	@$(BIN)/python -m bench.support.ways

# Each kind of fault, so many times.
ROUNDS ?= 3
chaos: $(SETUP) browser ## break builds and demos in many ways, and write what held (two hours)
	@$(BIN)/python -m bench.chaos --rounds $(ROUNDS)
	@echo "Building the site (next: files of its demos, and its memory)"
	@$(PIPELINE) build $(TESTED) --whole --site build/test-site
	@$(BIN)/python -m bench.chaos.in_browser --site build/test-site

TRY ?=
outdated: $(SETUP) ## say which pins have newer releases (TRY=1: try the quick tests with them)
	@$(BIN)/python -m site_src.tools.outdated $(if $(TRY),--try)

OLDEST := build/oldest-venv
# What the exporters' own file says: keras>=3.5 is tried as keras==3.5.*
OLDEST_PINS = $(shell sed -nE 's/.*"(keras|torch)>=([0-9.]+)".*/\1==\2.*/p' exporters/pyproject.toml)
oldest: node_modules/.package-lock.json ## export the examples with the oldest Keras and PyTorch (5 GB)
	@echo "Installing $(OLDEST_PINS) into $(OLDEST) (next: the examples)"
	@test -x $(OLDEST)/bin/python || $(PYTHON) -m venv $(OLDEST)
	@$(OLDEST)/bin/pip install --quiet --disable-pip-version-check $(OLDEST_PINS:%='%') ./exporters
	@rm -rf build/oldest && mkdir -p build/oldest
	@for example in exporters/examples/*.py; do echo "$$example"; (cd build/oldest && \
	  KERAS_BACKEND=torch NODE_PATH=$(CURDIR)/node_modules \
	  $(abspath $(OLDEST))/bin/python $(CURDIR)/$$example) || exit 1; done
	@! grep -L '"status": "passed"' build/oldest/exported/*/card.json | grep . || \
	  { echo "These were written, but not checked."; exit 1; }

newest: $(SETUP) ## execute all tutorials with the newest release of everything
	@$(BIN)/python -m site_src.tools.outdated --install
	@build/newest/bin/python -m site_src.pipeline execute --profile $(PROFILE)

LOCKED := . bench site_src/data site_src/tools/letters
audit: ## ask whether what is locked has known holes (needs pipx)
	@pipx run pip-audit --requirement requirements.lock --no-deps --disable-pip || failed=1; \
	  for folder in $(LOCKED); do echo "$$folder"; \
	    (cd $$folder && npm audit --audit-level=moderate) || failed=1; done; exit $${failed:-0}

lint: $(SETUP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@npx tsc -p site_src/web
	@npx tsc -p tests/web
	@npx eslint --cache --cache-location node_modules/.cache/eslint/ site_src/web tests/web
	@npx knip
	@npx prettier --check --log-level=warn $(PRETTIER_FILES)

format: $(SETUP) ## format all code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@npx prettier --write --log-level=warn $(PRETTIER_FILES)

FRAMEWORKS := build/frameworks-venv
frameworks: $(SETUP) ## train one network in six frameworks, for the stored table (3 GB)
	@echo "Installing six frameworks into $(FRAMEWORKS) (next: training in each)"
	@test -x $(FRAMEWORKS)/bin/python || $(PYTHON) -m venv $(FRAMEWORKS)
	@$(FRAMEWORKS)/bin/pip install --quiet --disable-pip-version-check -r site_src/tools/frameworks/requirements.txt
	@$(BIN)/python -m site_src.tools.frameworks

links: .venv/installed ## ask the catalogue's addresses whether they answer
	@$(PIPELINE) links

fonts: $(SETUP) ## cut the typefaces, and draw icon and wordmark, again
	@$(BIN)/python -m site_src.tools.fonts.subset
	@$(BIN)/python -m site_src.tools.fonts.brand

offline-bundle: site ## pack site, scripts and data for a classroom without internet
	@$(PIPELINE) bundle

publish-runs: $(SETUP) ## make a signed release of all finished runs (LAYERS_SIGNING_KEY)
	@$(PIPELINE) publish-runs --profile $(PROFILE)

spelling: node_modules/.package-lock.json ## check the spelling of all prose
	@npx cspell --no-progress --no-summary || { echo "A right word that is unknown belongs into words.txt."; exit 1; }

lock: $(SETUP) ## lock the Python packages anew
	@$(BIN)/pip-compile --quiet --extra dev --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-annotate --no-header \
	  --output-file requirements.lock pyproject.toml
	@sed -i.old 's/+cpu$$//' requirements.lock && rm requirements.lock.old

# Draws layers and small modules, other ones each time, until the minutes are over.
MINUTES ?= 10
fuzz: $(SETUP) ## compare random layers and modules with TensorFlow.js (MINUTES=10)
	@end=$$((SECONDS + 60 * $(MINUTES))); while ((SECONDS < end)); do \
	  FUZZ_EXAMPLES=40 $(BIN)/pytest tests/exporters/test_layers.py \
	    tests/exporters/graph/test_fuzz.py || exit 1; done

layer-table: $(SETUP) ## write docs/exporters/keras-layers.md from what the tests find
	@$(BIN)/pytest tests/exporters/test_layers.py --write-table

letters: $(SETUP) ## draw the data set of letters again from its pinned fonts (500 MB)
	@echo "Installing the fonts (next: drawing the letters)"
	@npm ci --prefix site_src/tools/letters --ignore-scripts --loglevel=error
	@$(BIN)/python -m site_src.tools.letters

browser: node_modules/.package-lock.json ## find or install a browser for the tests
	@bash tests/ensure_browser.sh

libreoffice: ## find or install LibreOffice for the tests
	@bash tests/ensure_libreoffice.sh

clean: ## remove what was built (finished runs stay in the cache)
	rm -rf build site site-zensical

clean-cache: ## remove the finished runs
	@$(PIPELINE) cache clean
