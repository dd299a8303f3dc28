# 两条命令就够：make run（装好并检查示例）、make test（装好并跑完全部测试）。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
POSTGRESQL ?= postgresql:///postgres
PROGRAMS := chromium libreoffice-writer libreoffice-calc fonts-noto-cjk fonts-liberation qpdf
# 已在 SQLite 上跑过、与数据库种类无关的慢测试
SQLITE_ONLY := $(foreach name,*_browser.py test_killed.py test_keeping.py test_admin_pages.py test_board.py,--ignore-glob='*/$(name)')

.PHONY: run test programs check bench fuzz docs lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src
	$(BIN)/python -m mingzhang.cli.keep
	touch $@

run: $(READY)
	$(BIN)/mingzhang example --output build/example
	$(BIN)/mingzhang serve --demo

test: check programs
	$(BIN)/python -m pytest -n 2 -rs
	@if $(BIN)/python -c 'import psycopg; psycopg.connect("$(POSTGRESQL)", connect_timeout=3)' 2>/dev/null; \
	then MINGZHANG_DATABASE_URL=$(POSTGRESQL) $(BIN)/python -m pytest -n 2 -q tests/web $(SQLITE_ONLY); \
	elif [ -n "$$CI" ]; then echo "连不上 $(POSTGRESQL)：设了 CI，算失败。"; exit 1; \
	else echo "连不上 $(POSTGRESQL)：工作台的测试只在 SQLite 上跑过（可设 POSTGRESQL=地址 再试）。"; fi

# 测试用的 Debian 软件：网页用 chromium，Word、Excel 用 LibreOffice 和字体。装不了时，用到它们的测试
# 说明原因并跳过；设了环境变量 CI 就不跳过，缺什么算失败。
programs:
	@missing=""; for package in $(PROGRAMS); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] \
	|| { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null 2>&1 \
	|| echo "没有$$missing，也装不了：用到它们的测试将跳过（可执行 apt-get install$$missing 后再试）。"

check: $(READY)
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/docs.py --check
	$(BIN)/bandit -q -r src -ll
	$(BIN)/python tools/audit.py

bench: $(READY)
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/compiling.py
	$(BIN)/python tools/load.py

fuzz: $(READY)
	$(BIN)/python tools/fuzz.py

docs: $(READY)
	$(BIN)/python tools/docs.py

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev --extra web pyproject.toml -q -o requirements.lock

clean:
	rm -rf $(VENV) build
