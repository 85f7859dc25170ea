# hocvuso. `make` alone lists what there is; `make run` starts the assistant; `make test` runs what CI runs.
# Settings of a run go in .env (see README.md); options of `hocvuso run` in ARGS: make run ARGS="--lan --port 9000"

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
ARGS ?=
PYTEST_ARGS ?=
# one more than there are processors: many tests wait for programs they have started
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test soak bench clean browser

help: ## List the targets (liệt kê các lệnh)
	@echo "hocvuso – trợ lý Bình dân học vụ số"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  make run ARGS="--lan --port 9000"   options for hocvuso run (tùy chọn khi chạy)'

setup: $(VENV)/.ready ## Install into .venv, once (cài đặt vào .venv, chỉ một lần)

run: setup ## Start the assistant and print its address (chạy trợ lý, in ra địa chỉ)
	@exec $(BIN)/hocvuso run $(ARGS)

test: $(VENV)/.ready-to-test browser ## Format, lint, types, layers and tests, as CI runs them (kiểm thử)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(if $(CI),PYTHONPATH=tests )$(BIN)/python -m pytest $(if $(CI),-p plugins.no_skips )-n $(WORKERS) --dist loadfile $(PYTEST_ARGS)

soak: $(VENV)/.ready-to-test ## The long lists of tests/soak (kiểm thử dài)
	$(BIN)/python -m pytest tests/soak --timeout=0 -s $(PYTEST_ARGS)

bench: $(VENV)/.ready-to-test ## Measure against the named baselines (đo tốc độ)
	$(BIN)/python -m pytest tests/benchmarks -s $(PYTEST_ARGS)

clean: ## Remove .venv, build and caches; data/ stays (dọn dẹp, giữ lại data/)
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@set -e; found=; \
	for candidate in $(PYTHON) python3 python3.13 python3.12 python3.14 python3.11 python; do \
	  if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then \
	    found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "LỖI: chưa thấy Python 3.11 trở lên (3.11–3.14). Hãy cài Python rồi chạy lại, hoặc chỉ rõ: make setup PYTHON=/đường/dẫn/python3" >&2; \
	  echo "ERROR: no Python 3.11 to 3.14 found. Install one and run again, or name it: make setup PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	echo "[1/3] Tạo môi trường $(VENV) bằng / creating $(VENV) with $$("$$found" --version)"; \
	if "$$found" -c 'import ensurepip' 2>/dev/null; then "$$found" -m venv $(VENV); \
	elif "$$found" -m pip --version >/dev/null 2>&1; then \
	  "$$found" -m venv --without-pip $(VENV) && "$$found" -m pip --python $(BIN)/python install pip; \
	else \
	  echo "LỖI: Python này thiếu pip. Trên Debian/Ubuntu: apt-get install python3-venv" >&2; \
	  echo "ERROR: this Python has no pip. On Debian/Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; \
	fi || { rm -rf $(VENV); exit 1; }

$(VENV)/.ready: requirements.txt constraints.txt pyproject.toml | $(BIN)/python
	@echo "[2/3] Cài các gói cần thiết / installing the packages of requirements.txt (khoảng một phút / about a minute)"
	@$(BIN)/python -m pip install --progress-bar off -c constraints.txt -r requirements.txt
	@echo "[3/3] Cài hocvuso / installing hocvuso"
	@$(BIN)/python -m pip install --quiet --no-deps -e .
	@$(BIN)/python -m compileall -q bot handlers knowledge scheduler storage  # so that the first start is no slower
	@$(BIN)/python -c "from knowledge.answering.answerer import keep_shipped; keep_shipped()"  # nor the first question
	@touch $@
	@echo "Cài đặt xong / ready: make run"

$(VENV)/.ready-to-test: requirements-dev.txt $(VENV)/.ready
	@echo "Cài công cụ kiểm thử / installing requirements-dev.txt"
	@$(BIN)/python -m pip install --progress-bar off -c constraints.txt -r requirements-dev.txt
	@touch $@

browser:
	@if [ -x /usr/bin/chromium ]; then exit 0; fi; \
	if command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	  echo "Cài trình duyệt để kiểm thử / installing Debian's chromium for the page tests"; \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium && exit 0; \
	fi; \
	echo "Thiếu /usr/bin/chromium: các kiểm thử trang web sẽ bị bỏ qua. Trên Debian: sudo apt-get install chromium" >&2; \
	echo "No /usr/bin/chromium: the page tests will be skipped. On Debian: sudo apt-get install chromium" >&2; \
	if [ -n "$(CI)" ]; then echo "CI: a missing browser is a failure." >&2; exit 1; fi
