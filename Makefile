# 两条命令就够：make run（装好并检查示例）、make test（装好并跑完全部测试）。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check bench fuzz docs lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: $(READY)
	$(BIN)/mingzhang example --output build/example

test: check
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/docs.py --check

bench: $(READY)
	$(BIN)/python tools/bench.py

fuzz: $(READY)
	$(BIN)/python tools/fuzz.py

docs: $(READY)
	$(BIN)/python tools/docs.py

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev pyproject.toml -q -o requirements.lock

clean:
	rm -rf $(VENV) build
