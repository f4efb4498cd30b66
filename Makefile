# monthend: what can be done here. `make` prints this menu.
.DEFAULT_GOAL := menu
.PHONY: menu setup build demo tests test soak reliability fuzz canaries check differential bench peers fixtures lint clean

SHELL := /bin/bash
APT := pkg-config libxml2-dev zlib1g-dev libsqlite3-dev libzip-dev libssl-dev libsimdjson-dev libqpdf-dev \
  make gcc g++ python3 zip gzip ca-certificates
PEERS := hledger openssl sqlite3 gcc libxml2-dev python3-venv
# The Swift libraries go into the program: it starts in half the time and runs without a toolchain.
RELEASE := swift build -c release --static-swift-stdlib
MONTHEND := .build/release/monthend
CLIENT := pipelines/cafe-lumiere
INBOX := fixtures/cafe-lumiere/inbox
DEMO := out/demo

menu:
	@echo "make demo      build, close three months of the sample client, show the proof"
	@echo "make test      every test, the fixture cases and the independent recomputation"
	@echo "make reliability  faults, hostile files, tampering in full; writes the table of Tests/README.md"
	@echo "make soak      the reliability harnesses in their long form (RELIABILITY_SEED=n: other draws)"
	@echo "make fuzz      made-up bytes for every reader (TARGET=csv,xml SECONDS=600)"
	@echo "make canaries  faults planted in the product, each of which a test must notice"
	@echo "make check     the fixture cases alone"
	@echo "make differential  their books as hledger and beancount read them"
	@echo "make bench     seconds and memory beside what others would use"
	@echo "make build     the release program, .build/release/monthend"
	@echo "make fixtures  write the sample clients' drops anew (seeded)"
	@echo "make lint      swift format, strict"
	@echo "make clean     remove what was built or made"

# Installs what is missing, as root or through sudo; silent when nothing is.
define install
missing=; for p in $(1); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  if [ $$(id -u) = 0 ]; then run=; else run=sudo; fi; \
	  echo "installing:$$missing"; \
	  $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

setup:
	@$(call install,$(APT))
	@[ ! -d .build/planted ] || python3 Tests/canaries/plant.py --restore
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: swift.org/install"; exit 1; }

build: setup
	@$(RELEASE) --product monthend 2>&1 | tail -1; exit $${PIPESTATUS[0]}
	@$(RELEASE) --product SampleData 2>&1 | tail -1; exit $${PIPESTATUS[0]}

# Exits 0 to 2 are a month closed with something to look at; anything worse fails.
demo: build
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@for period in 2026-07 2026-08; do \
	  $(MONTHEND) run $(CLIENT) -p $$period --inbox $(INBOX) --book $(DEMO)/book.sqlite \
	    --out $(DEMO)/pack/$$period -q; [ $$? -le 2 ] || exit 1; \
	done
	@$(MONTHEND) run $(CLIENT) -p 2026-09 --inbox $(INBOX) --book $(DEMO)/book.sqlite \
	  --out $(DEMO)/pack/2026-09 --lang en; code=$$?; echo; \
	cat $(DEMO)/pack/2026-09/trial-balance.txt; echo; \
	echo "The pack lies in $(DEMO)/pack/2026-09, what to settle in exceptions.txt there."; \
	[ $$code -le 2 ]

# The suites, and the fuzz targets as they read files; libFuzzer has its own build. strace shows
# what hostile files make the program open.
tests: build
	@$(call install,strace)
	@swift build --build-tests 2>&1 | tail -3; exit $${PIPESTATUS[0]}
	@$(RELEASE) --product Fuzz 2>&1 | tail -1; exit $${PIPESTATUS[0]}

test: tests
	MONTHEND_PRODUCTS=$(CURDIR)/.build/release swift test --skip-build --parallel --num-workers 2
	$(MONTHEND) check fixtures
	@Tests/independent/run $(MONTHEND)
	@$(MAKE) --no-print-directory differential
	@python3 Tests/faults/faults.py $(MONTHEND) --scale short
	@python3 Tests/reliability/reliability.py $(MONTHEND) --scale short
	@python3 Tests/fuzz/fuzz.py .build/release/Fuzz --smoke
	@python3 Tests/model/model_test.py $(MONTHEND) --scale short
	@python3 Tests/canaries/plant.py --check
	@python3 Tests/canaries/plant.py --some 6 --seed $$(git rev-list --count HEAD 2>/dev/null || echo 1)

# The books of every fixture case as two other programs read them.
differential: build
	@$(call install,hledger python3-venv)
	@.build/books-venv/bin/python -c 'import beancount' 2>/dev/null || { \
	  python3 -m venv .build/books-venv && \
	  .build/books-venv/bin/pip install -q 'beancount>=3.2,<4'; }
	.build/books-venv/bin/python Tests/differential/compare.py $(MONTHEND)

# ARGS="--only A1,C2 --seed 7": some harnesses, other draws; else the table of Tests/README.md too.
# SCALE=short: what make test runs, a fifth of it.
reliability: tests
	@python3 Tests/reliability/gather.py $(MONTHEND) --scale $(or $(SCALE),commit) $(ARGS)

soak: tests
	@python3 Tests/reliability/gather.py $(MONTHEND) --scale long --seed $${RELIABILITY_SEED:-1}

# libFuzzer tells by what the program does; what stops a target is kept in Tests/fuzz/crashers.
fuzz: setup
	@swift build -c release --product Fuzz -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld \
	  --scratch-path .build/fuzz 2>&1 | tail -1; exit $${PIPESTATUS[0]}
	@python3 Tests/fuzz/fuzz.py .build/fuzz/release/Fuzz $(if $(TARGET),--target $(TARGET)) \
	  --seconds $(or $(SECONDS),20) --seed $(or $(SEED),1)

# ARGS="--some 6": some of the faults of Tests/canaries/faults.txt; each is built and tested.
canaries: setup
	@python3 Tests/canaries/plant.py $(ARGS)

check: build
	$(MONTHEND) check fixtures

# ARGS="--rows 20000 --only small,firm": a quick trial; --markdown: the table of README.
bench: build peers
	python3 Tests/bench/bench.py $(MONTHEND) .build/release/SampleData $(ARGS)

# What the bench runs beside us; one that cannot be had is said here and in its line.
peers: setup
	@for peer in $(PEERS); do $(call install,$$peer) || echo "not installed: $$peer"; done
	@mkdir -p .build
	@gcc -O2 $$(pkg-config --cflags libxml-2.0) Tests/bench/peers/saxnull.c \
	  $$(pkg-config --libs libxml-2.0) -o .build/bench-saxnull || echo "not compiled: saxnull.c"
	@.build/bench-venv/bin/python -c 'import duckdb' 2>/dev/null || { \
	  python3 -m venv .build/bench-venv && .build/bench-venv/bin/pip install -q duckdb; \
	} || echo "not installed: duckdb"

fixtures: setup
	@$(RELEASE) --product SampleData 2>&1 | tail -1; exit $${PIPESTATUS[0]}
	rm -rf $(INBOX)
	.build/release/SampleData client --seed 7 --out $(INBOX)
	gzip -n -9 $(INBOX)/sales/caisse-*.csv
	rm -rf fixtures/atelier-nord/inbox
	.build/release/SampleData client --of atelier-nord --seed 7 --out fixtures/atelier-nord/inbox
	rm -rf fixtures/harbor-goods/inbox
	.build/release/SampleData client --of harbor-goods --seed 7 --out fixtures/harbor-goods/inbox

lint:
	swift format lint --strict -r -p Sources Tests Package.swift

clean:
	rm -rf .build out
