# The two commands: `make demo` plays a whole session, `make test` runs every test. Both install what is missing.

SWIFT ?= swift
FLAGS ?= --traits KafkaSampling
BIN = .build/debug
INTEROP = .build/interop
VERIFY = .build/verify
# What the build, the sandbox and the tests need on Debian; librdkafka-dev is for the trait KafkaSampling only.
PACKAGES = git g++ libpq-dev libcurl4-openssl-dev libssl-dev libyaml-dev librdkafka-dev postgresql python3-venv openssl
# The engine, which runs the jobs of the sandbox and the cases of `make verify-sql`, is a Java program.
JAVA_PACKAGES = default-jdk-headless curl
# What the demo runs jobs on: flink, flink:1.17, flink:1.20, or none.
ENGINE ?= flink
# The releases of Flink that the tests need; the demo needs the last one.
RELEASES ?= 1.17.2 1.20.5
# `make verify-sql` and `make verify-engine` draw a random corpus of SEED (given, or drawn and printed) and CASES.
verify-sql: CASES ?= 500
verify-engine: CASES ?= 60

# A compiler that is newer than ours may know new warnings; they stop our builds, never a user's `swift build`.
export WARNINGS_AS_ERRORS ?= true

.PHONY: help demo engine test build release release-sandbox setup unit interop verify-sql verdicts verify-engine fuzz benchmark golden format lint dist docs clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1#/p' Makefile | awk -F'#' '{ printf "make %-16s %s\n", $$1, $$2 }'

demo: build ## build, and play a whole session in the sandbox with a real Flink; ENGINE=none is the short one
	@[ "$(ENGINE)" = none ] || $(MAKE) --no-print-directory engine RELEASES="$(lastword $(RELEASES))"
	$(BIN)/flink-sandbox demo --engine $(ENGINE)

# A Java that is there already will do, whatever package it came from.
engine: ## download and compile the Flink that the sandbox runs jobs on, once
	@command -v javac >/dev/null || $(MAKE) --no-print-directory setup PACKAGES="$(JAVA_PACKAGES)"
	Sources/FlinkEngine/prepare $(RELEASES)

test: unit interop ## install what is missing and run every test

setup: ## install the packages that the build and the tests need (Debian)
	@command -v $(firstword $(SWIFT)) >/dev/null || { echo "Install Swift 6.3 first: https://www.swift.org/install/linux/"; exit 1; }
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing$$missing"; sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  touch Sources/C*/*.c Sources/C*/include/*; fi  # what was built without their headers is rebuilt

build: setup ## debug build, with Kafka sampling
	$(SWIFT) build $(FLAGS)

# C sources name their own file in assertions; without the folder, two builds of one commit are the same bytes.
RELEASE = $(FLAGS) -c release --static-swift-stdlib -Xcc -ffile-prefix-map=$(CURDIR)=.
release: setup ## optimised build of flink-deploy with the Swift runtime inside
	$(SWIFT) build $(RELEASE) --product flink-deploy

release-sandbox: release ## the same of flink-sandbox
	$(SWIFT) build $(RELEASE) --product flink-sandbox

# Those that only compute come first, and by themselves: they would take the processors from servers with time limits.
PURE_TESTS = (FlinkSQL|SQLLint|PipelineChanges|JSONCoding|YAML|Deployments)Tests\.

# Those on a real Flink come last: each starts jobs. Updates, batches and the monitor have an engine of their own, since
# jobs need slots.
ENGINE_TESTS = EngineTests\.Engine/
UPDATE_TESTS = EngineTests\.Engine/(Update|BatchOnEngine|Monitor)Tests
# The matrices of updates and of the monitor take the processors for minutes; beside them, a day of 1,000 jobs took 30
# times as long.
MATRIX_TESTS = FlinkDeployTests\.(Update(FaultMatrix|Crash|Sequence)|MonitorCrash)Tests
DAY_TESTS = FlinkDeployTests\.MonitorDayTests

TESTS = $(SWIFT) test --skip-build $(FLAGS)
unit: setup engine ## the Swift tests; their whole output is in .build/tests
	$(SWIFT) build --build-tests $(FLAGS)
	Tests/quietly pure $(TESTS) --filter '$(PURE_TESTS)'
	Tests/quietly most $(TESTS) --skip '$(PURE_TESTS)' --skip '$(ENGINE_TESTS)' --skip '$(MATRIX_TESTS)' \
	  --skip '$(DAY_TESTS)' --experimental-maximum-parallelization-width 24
	Tests/quietly day $(TESTS) --filter '$(DAY_TESTS)'
	Tests/quietly matrices $(TESTS) --filter '$(MATRIX_TESTS)'
	Tests/quietly engine $(TESTS) --filter '$(ENGINE_TESTS)' --skip '$(UPDATE_TESTS)'
	Tests/quietly updates $(TESTS) --filter '$(UPDATE_TESTS)'

# Real clients as the other side, one environment for each requirements file; mcp 1.x and 2.x cannot share one.
CLIENTS = 1 2 fastmcp agent terminal
$(INTEROP)/ready: $(CLIENTS:%=Tests/Interop/requirements-%.txt)
	rm -rf $(INTEROP)
	for client in $(CLIENTS); do \
	  python3 -m venv $(INTEROP)/$$client && \
	  $(INTEROP)/$$client/bin/pip install -q --disable-pip-version-check -r Tests/Interop/requirements-$$client.txt || exit 1; done
	touch $@

interop: build engine $(INTEROP)/ready ## official MCP clients against the server
	Tests/Interop/run $(BIN) $(INTEROP)

verify-sql: setup engine ## real Flink judges generated SQL and dry parses; SEED=n repeats a run
	$(SWIFT) build $(FLAGS) --product flink-sql-corpus
	Tests/FlinkEngine/run compare $(BIN)/flink-sql-corpus $(VERIFY) "$(SEED)" $(CASES)

RUNS ?= 1
verdicts: build engine ## verdicts on broken jobs on a real Flink; RUNS=n
	PATH="$(CURDIR)/$(BIN):$$PATH" python3 Tests/Verdicts/verdicts.py --runs $(RUNS)

verify-engine: setup engine ## the same topics through broker, job and database; SEED=n repeats a run
	$(SWIFT) build $(FLAGS) --product flink-sql-corpus
	Tests/FlinkEngine/run store $(BIN)/flink-sql-corpus $(VERIFY) "$(SEED)" $(CASES)

FUZZ_SECONDS ?= 30
fuzz: build ## random input to the server for FUZZ_SECONDS=30; SEED=n repeats a run
	python3 Tests/Fuzz/fuzz.py $(BIN)/flink-deploy --seconds $(FUZZ_SECONDS) $(if $(SEED),--seed $(SEED))

benchmark: release-sandbox $(INTEROP)/ready ## start-up, throughput and load of the release build, as ratios
	python3 Tests/Benchmarks/startup.py .build/release/flink-deploy $(INTEROP)/1/bin/python
	$(SWIFT) build $(RELEASE) --product sampling-benchmark
	.build/release/sampling-benchmark
	python3 Tests/Benchmarks/memory.py .build/release/flink-deploy
	.build/release/flink-sandbox run -- python3 Tests/Benchmarks/exits.py .build/release/flink-deploy
	.build/release/flink-sandbox run --durations 2300,7000,500 -- python3 Tests/Benchmarks/waits.py .build/release/flink-deploy
	.build/release/flink-sandbox run -- python3 Tests/Benchmarks/load.py .build/release/flink-deploy 1 1000
	.build/release/flink-sandbox run -- python3 Tests/Benchmarks/load.py .build/release/flink-deploy 10 100
	.build/release/flink-sandbox run --durations 20,20,20 -- python3 Tests/Benchmarks/monitor.py .build/release/flink-deploy
	python3 Tests/Benchmarks/batches.py .build/release/flink-sandbox .build/release/flink-deploy

# Look at the difference before you commit it: it is what users will read.
golden: setup ## write the golden files and the generated pages of the documentation
	FLINK_DEPLOY_UPDATE_GOLDEN=1 $(SWIFT) test $(FLAGS) --filter '(FlinkDeploy|FlinkSQL)Tests'

format: ## format the sources
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift tool-schemas

lint: ## check format, layers and language
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift tool-schemas
	python3 Tests/Lint/layers.py
	python3 Tests/Lint/language.py

DIST = .build/dist
MANUALS = .build/dist-manuals
TREE = .build/dist-tree
# Everything of a release has the time of its commit, so that two builds of one commit are the same bytes.
EPOCH ?= $(shell git log -1 --format=%ct)
# Where the release will be; with all three, `make dist` also writes server.json for the MCP registry.
NAMESPACE ?=
REPOSITORY ?=
DOWNLOADS ?=
# For the processor of this machine only: Swift has no SDK for another one here (`swift sdk list`).
dist: release-sandbox ## what a release consists of, in .build/dist: archive, one-click bundle, SHA-256 sums
	rm -rf $(DIST) $(MANUALS) $(TREE)
	$(SWIFT) build $(RELEASE) --product generate-manual
	mkdir -p $(MANUALS) && for program in flink-deploy flink-sandbox; do \
	  env -u FLINK_DEPLOY_LANGUAGE LC_ALL=C .build/release/generate-manual .build/release/$$program --multi-page --date "$$(date -u -d @$(EPOCH) +%F)" --output-directory $(MANUALS) || exit 1; done
	python3 Sources/Packaging/archive.py --bin .build/release --manuals $(MANUALS) --checkouts .build/checkouts \
	  --epoch $(EPOCH) --output $(DIST)
	mkdir $(TREE) && tar -xzf $(DIST)/*.tar.gz -C $(TREE) --strip-components=1
	SOURCE_DATE_EPOCH=$(EPOCH) python3 Sources/Packaging/bundle/bundle.py $(TREE)/bin/flink-deploy $(DIST)/flink-deploy.mcpb \
	  --notices $(TREE)/share/doc/flink-deploy/NOTICES.txt
	python3 Sources/Packaging/bundle/check.py $(DIST)/flink-deploy.mcpb
	[ -z "$(DOWNLOADS)" ] || python3 Sources/Packaging/bundle/registry.py $(DIST)/flink-deploy.mcpb $(DIST)/server.json \
	  --namespace "$(NAMESPACE)" --repository "$(REPOSITORY)" --download-base "$(DOWNLOADS)"
	cd $(DIST) && sha256sum -- * >SHA256SUMS

DOCS = .build/docs
docs: build ## the documentation as a website, in .build/docs/site; a warning fails
	rm -rf $(DOCS) && mkdir -p $(DOCS)/symbols
	$(SWIFT) symbolgraph-extract -module-name FlinkDeploy -I $(BIN)/Modules \
	  $$(for map in $(BIN)/C*.build/module.modulemap; do echo "-Xcc -fmodule-map-file=$$map"; done) \
	  -target $$($(SWIFT) -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p') -output-dir $(DOCS)/symbols
	docc convert Sources/FlinkDeploy/Documentation.docc --additional-symbol-graph-dir $(DOCS)/symbols \
	  --warnings-as-errors --output-dir $(DOCS)/site

clean: ## delete the build
	rm -rf .build
