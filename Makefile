# `make serve` and `make test` are all that most people need; `make help` lists the rest.
# What is needed on the machine: Python 3.10 and make. Everything else is installed into .venv from requirements.lock.

VENV    := .venv
PYTHON  := $(VENV)/bin/python
LOCK    := $(shell cksum < requirements.lock | cut -d ' ' -f 1)
PROJECT := $(shell cksum < pyproject.toml | cut -d ' ' -f 1)
PACKAGES_IN := $(VENV)/.stamps/lock-$(LOCK)
PROJECT_IN  := $(VENV)/.stamps/project-$(PROJECT)

export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3

.DEFAULT_GOAL := help
.PHONY: help install serve train actions shell test lint types imports unit browser data stories evaluate lock clean

help:  ## Lists the commands
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/make \1	\2/p' Makefile | expand -t 18

install: $(PROJECT_IN)  ## Builds the environment in .venv

serve: $(PROJECT_IN) train  ## Serves the assistant on http://127.0.0.1:5005/, the staff console on http://127.0.0.1:5006/
	@exec $(PYTHON) -m bot.server.together

train: $(PROJECT_IN)  ## Trains the model, unless one fits the sources
	@$(PYTHON) -m bot.training

actions: $(PROJECT_IN)  ## Runs the actions as a server of their own (for rasa run, rasa shell, PLAN_ACTIONS=http)
	@exec $(PYTHON) -m rasa run actions

shell: train  ## Talks with the assistant in the terminal; needs `make actions` in another
	@exec $(PYTHON) -m rasa shell --model models/$$($(PYTHON) -m bot.model).tar.gz

test: lint types imports train data stories unit browser  ## Runs everything that CI runs

lint: $(PROJECT_IN)  ## Checks style
	@echo "== ruff"
	@$(PYTHON) -m ruff check .

types: $(PROJECT_IN)  ## Checks types
	@echo "== mypy"
	@$(PYTHON) -m mypy

imports: $(PROJECT_IN)  ## Checks which package may import which
	@echo "== import rules"
	@$(VENV)/bin/lint-imports

data: $(PROJECT_IN)  ## Checks the training data
	@echo "== rasa data validate"
	@$(PYTHON) -W ignore -m rasa data validate --fail-on-warnings

stories: train  ## Runs the stories of the dialogue flow
	@echo "== rasa test"
	@$(PYTHON) -W ignore -m rasa test core --model models/$$($(PYTHON) -m bot.model).tar.gz --stories tests \
	  --e2e --fail-on-prediction-errors --no-plot --out results

unit: train  ## Runs the tests
	@echo "== pytest"
	@$(PYTHON) -m pytest --ignore tests/browser

browser: train  ## Runs the tests in a real browser; needs Chromium
	@echo "== pytest in the browser"
	@$(PYTHON) -m pytest tests/browser

# All of it: make evaluate ARGS="--ablation --nlu"; other cases: make evaluate ARGS="FILE.yml --limit 50".
evaluate: export OMP_NUM_THREADS ?= 2
evaluate: train  ## Measures how well the assistant answers the cases
	@$(PYTHON) -m bot.evaluation $(ARGS)

lock: $(PROJECT_IN)  ## Renews requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --python-version 3.10 --generate-hashes --no-emit-index-url \
	  -o requirements.lock

clean:  ## Removes environment, models and data
	rm -rf $(VENV) models var results .rasa build *.egg-info

$(PACKAGES_IN): requirements.lock
	@for python in python3.10 python3 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.10 is needed (Rasa 3.6 runs on no newer one), and none of python3.10, python3, python is it." >&2; \
	  exit 1; \
	fi; \
	if ! $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  echo "== Making the environment $(VENV) with $$found"; \
	  $$found -m venv --clear $(VENV) || { echo "Python's venv module is needed (Debian: python3.10-venv)." >&2; exit 1; }; \
	fi
	@echo "== Installing about 190 packages (some 700 MB; takes minutes the first time)"
	@$(PYTHON) tools/install_packages.py requirements.lock
	@rm -f $(VENV)/.stamps/lock-*; mkdir -p $(@D); touch $@

$(PROJECT_IN): $(PACKAGES_IN) pyproject.toml
	@echo "== Installing the project itself"
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.stamps/project-*; mkdir -p $(@D); touch $@
