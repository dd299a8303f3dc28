# 两条命令就够：make run（装好并检查示例）、make test（装好并跑完全部测试）。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test browser check bench fuzz docs lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src
	touch $@

run: $(READY)
	$(BIN)/mingzhang example --output build/example
	$(BIN)/mingzhang serve --demo

test: check browser
	$(BIN)/python -m pytest -n 2

# 网页测试用 Debian 的 chromium；装不了时这些测试说明原因并跳过。
browser:
	@command -v chromium >/dev/null 2>&1 \
	|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
	|| echo "没有 chromium，也装不了：网页测试将跳过（可执行 apt-get install chromium 后再试）。"

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
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev --extra web pyproject.toml -q -o requirements.lock

clean:
	rm -rf $(VENV) build
