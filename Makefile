# One command means the same everywhere: what runs here runs in .ci/run.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= $(shell install/find-swift)
SCRATCH ?= .build
BUILD = $(SWIFT) build --scratch-path $(SCRATCH)
TEST = $(SWIFT) test --skip-build --disable-xctest --scratch-path $(SCRATCH)
PROGRAMS = renga-builder renga-hooks renga renga-runner renga-router renga-acme renga-drain
# Each by its name, as in install/programs.sh.
BUILD_PROGRAMS = for program in $(PROGRAMS); do \
	    $(SWIFT) build --scratch-path $(SCRATCH) -c release --static-swift-stdlib --product $$program; \
	done
SCRIPTS = install.sh install/find-swift .ci/run Tests/Install/lifecycle Tests/Install/key-import Tests/Install/reservations Tests/Install/sshd-limits Tests/Install/program-order Tests/Install/other-runner Tests/Install/quiet-work Tests/Mirrors/make Tests/Mirrors/fill $(wildcard Tests/Mirrors/*/fill Tests/Mirrors/*/lock)
TEST_PACKAGES = gunicorn nodejs nghttp2-client slowhttptest testssl.sh python3-websockets pebble wrk rsyslog rsyslog-openssl zsh fish
# Real installations, with sshd, git and crun: they need root and take minutes.
SLOW = EndToEnd|InstallTests

.PHONY: help check test test-one golden format lint bench-build bench-neighbour bench-push bench-hooks bench-boot bench-runner bench-flood bench-router strictness fuzz simulate packages build

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | column -t -s $$'\t'

check: lint build ## format, lint, build, and the tests that take seconds
	$(TEST) --skip '$(SLOW)'

test: packages build ## every test, real installations included (root; installs the packages it needs)
	@log=$$(mktemp); \
	if ! $(TEST) 2>&1 | tee "$$log"; then \
	    echo "what failed:"; grep -aE '^✘ ' "$$log"; rm -f "$$log"; exit 1; \
	fi; \
	if grep -a -E '^[^ ]+ (Test|Suite) .* skipped(: ".*")?\.?$$' "$$log"; then \
	    rm -f "$$log"; echo "a skipped test shows nothing: make it run, or remove it" >&2; exit 1; \
	fi; \
	rm -f "$$log"

test-one: build ## the tests whose name matches NAME=...
	$(TEST) --filter '$(or $(NAME),$(error give NAME=, a part of a test'\''s name))'

golden: build ## write the golden files and docs/config.yml anew; look at the difference before you commit it
	RECORD=1 $(TEST) --skip '$(SLOW)'
	RECORD=1 $(TEST) --filter ConfigurationExampleTests

format: ## format all Swift files
	$(SWIFT) format --in-place --parallel --recursive --configuration .swift-format Package.swift Plugins Sources Tests Fuzz/Package.swift Fuzz/Head Fuzz/Chunks Fuzz/Loop Fuzz/Claim

lint: ## formatting and house rules, shell scripts included
	$(SWIFT) format lint --strict --parallel --recursive --configuration .swift-format Package.swift Plugins Sources Tests Fuzz/Package.swift Fuzz/Head Fuzz/Chunks Fuzz/Loop Fuzz/Claim
	shellcheck --external-sources $(SCRIPTS)

simulate: ## deploys, dynos, one-off dynos and jobs whose processes die between any two effects: SEEDS=1000000 seeds (release build), or one SEED=N and all that happens in its world
	@$(SWIFT) build --scratch-path $(SCRATCH) -c release --product simulate
	@$(SCRATCH)/release/simulate $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),10000))

bench-build: ## what a push costs in the builder, beside the bare tools (root; half an hour; release build)
	./install.sh --packages-only
	$(BUILD_PROGRAMS)
	Benchmarks/build --programs $(SCRATCH)/release

bench-runner: ## what starts of dynos and 500 apps cost (root; a quarter of an hour; release build)
	./install.sh --packages-only
	$(BUILD_PROGRAMS)
	Benchmarks/runner --programs $(SCRATCH)/release

bench-neighbour: ## what builds cost those who visit a running app (root; ten minutes; release build)
	./install.sh --packages-only
	$(BUILD_PROGRAMS)
	Benchmarks/neighbour --programs $(SCRATCH)/release

bench-push: ## how long a push takes until the new code answers (root; minutes; release build)
	./install.sh --packages-only
	$(BUILD_PROGRAMS)
	Benchmarks/push --programs $(SCRATCH)/release

bench-hooks: ## how long renga-hooks takes to start, against git (release build)
	$(SWIFT) build --scratch-path $(SCRATCH) -c release --static-swift-stdlib --product renga-hooks
	Benchmarks/hooks-start --program $(SCRATCH)/release/renga-hooks

bench-boot: ## how long thirty apps take to serve after the machine was started anew (root; minutes; release build)
	./install.sh --packages-only
	$(BUILD_PROGRAMS)
	Benchmarks/boot --programs $(SCRATCH)/release
	Benchmarks/boot --programs $(SCRATCH)/release --work 0 --sleep 20

bench-flood: ## what a dyno that prints without end costs others (root; minutes; release build)
	./install.sh --packages-only
	$(BUILD_PROGRAMS)
	Benchmarks/flood --programs $(SCRATCH)/release

bench-router: ## what a request costs in the router and in nginx, HAProxy, Caddy and Envoy (root; minutes; release build)
	dpkg -s nginx haproxy caddy wrk nghttp2-client > /dev/null 2>&1 || apt-get install -y -q nginx haproxy caddy wrk nghttp2-client
	$(SWIFT) build --scratch-path $(SCRATCH) -c release --static-swift-stdlib --product renga-router
	Benchmarks/router --program $(SCRATCH)/release/renga-router

strictness: build ## what nginx and HAProxy take and refuse, written into docs/router-strictness.md (root)
	dpkg -s nginx haproxy > /dev/null 2>&1 || apt-get install -y -q nginx haproxy
	STRICTNESS=1 $(TEST) --filter StrictnessTableTests

fuzz: ## libFuzzer with AddressSanitizer over the router, FUZZ_SECONDS (60) for each target; a finding stays in its file
	$(SWIFT) build --package-path Fuzz --scratch-path $(SCRATCH)/fuzz -c release --sanitize=fuzzer -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer,address
	for target in Head Chunks Loop; do \
	    mkdir -p $(SCRATCH)/fuzz/corpus/$$target; \
	    SWIFT_BACKTRACE=enable=no $(SCRATCH)/fuzz/release/Fuzz$$target -max_total_time=$(or $(FUZZ_SECONDS),60) -timeout=20 -max_len=4096 \
	        -artifact_prefix=$(SCRATCH)/fuzz/$$target- $(SCRATCH)/fuzz/corpus/$$target Fuzz/Seeds/$$target; \
	done

packages:
	./install.sh --packages-only
	@# Web servers that the router is held against, and clients.
	dpkg -s $(TEST_PACKAGES) > /dev/null 2>&1 || apt-get install -y -q $(TEST_PACKAGES) || \
	    { apt-get update -q && apt-get install -y -q $(TEST_PACKAGES); }

build:
	$(BUILD) --build-tests
