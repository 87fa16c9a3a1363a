# 案例册 Casebook. Every target prepares what it needs; `make help` lists them.
# Another Python than the one found: make PYTHON=/path/to/python3 run

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --require-hashes -r
BENCHES = $(basename $(notdir $(wildcard tests/bench/extraction.py tests/bench/bench_*.py)))
export PYTHONUTF8 := 1

.PHONY: run test install lint dist bench lock clean help
.DEFAULT_GOAL := help

run: .venv/run  ## Start the program (the first time: make .venv and install what it runs on)
	@sh .ci/system-packages
	@$(PY) main.py $(ARGS)

test: .venv/dev  ## Run the tests (ARGS="-k pages" for some of them)
	@sh .ci/system-packages pdftotext Xvfb
	@$(PY) -m pytest $(ARGS)

install: .venv/dev  ## Make .venv with everything for running, testing and building
	@sh .ci/system-packages pdftotext Xvfb objdump

lint: .venv/dev  ## Check the code with ruff
	@$(PY) -m ruff check .

dist: .venv/dev  ## Build the executable: dist/casebook/casebook
	@sh .ci/system-packages objdump
	@$(PY) -m PyInstaller --noconfirm --log-level WARN build.spec
	@du -sh dist/casebook

bench: .venv/bench  ## Measure: every program of tests/bench in turn (BENCHES=bench_search ARGS=1m for one)
	@sh .ci/system-packages rg
	@missed=0; for module in $(BENCHES); do \
	    echo "== $$module"; $(PY) -m tests.bench.$$module $(ARGS) || missed=1; done; exit $$missed

lock: .venv/dev  ## Pin the requirements anew, with hashes for every system
	@$(PY) -m pip --disable-pip-version-check install --quiet uv
	@for name in requirements requirements-cluster requirements-dev requirements-bench; do \
	    env -u PIP_FIND_LINKS .venv/bin/uv pip compile --quiet --no-config --upgrade --universal --python-version 3.11 \
	        --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	        $$([ $$name = requirements ] || echo "-c requirements.txt") -o $$name.txt $$name.in || exit 1; done

clean:  ## Remove .venv and everything built (never a library)
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-9s%s\n", $$1, $$2 }'

# A .venv whose Python has gone away is made anew; its stamps must be gone before make looks at them.
$(shell [ -x .venv/bin/python ] || rm -f .venv/run .venv/dev .venv/bench)

.venv/bin/python:
	@sh .ci/make-venv

.venv/run: requirements.txt | .venv/bin/python
	@[ .venv/dev -nt requirements.txt ] || $(PIP) requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt | .venv/bin/python
	@$(PIP) requirements-dev.txt
	@touch $@

.venv/bench: requirements-bench.txt | .venv/dev
	@$(PIP) requirements-bench.txt
	@touch $@
