# SPDX-License-Identifier: GPL-2.0-or-later
#
# A front for people; the build itself is Meson's (see docs/building.md).
# Lines that begin with two hashes become the text of "make help".

PREFIX ?= /usr/local
FUZZ_SECONDS ?= 20

export DATA FUZZ_SECONDS

.PHONY: help demo test deps build check bench fuzz static install clean
.NOTPARALLEL:

help: ## what can be made (this list)
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' Makefile | expand -t 12
	@echo
	@echo 'make demo DATA=SOURCE takes the records from a folder, a repository or an archive.'

demo: ## install what is lacking, build, and check the running host and 6.1.147
	@scripts/demo

test: ## build with the sanitizers and run all tests
	@scripts/deps build test web
	@scripts/test

deps: ## install the packages that building and testing need
	@scripts/deps build test web

build: ## build/kvet, a release build
	@scripts/deps build web
	@PREFIX="$(PREFIX)" scripts/build

check: ## formatting, static analysis, shell scripts
	@scripts/deps build test check
	@scripts/check

bench: build ## measure speed and memory; with TREE=FOLDER, a kernel's, a census of it too
	@scripts/deps bench
	@if [ -x bench/run ]; then bench/run; else echo 'bench/run: not there yet'; fi
	@if [ -n "$(TREE)" ]; then bench/census "$(TREE)"; fi

fuzz: ## run each fuzz target for FUZZ_SECONDS (20)
	@scripts/deps build fuzz
	@scripts/fuzz

static: ## build-static/kvet, one static binary (musl)
	@scripts/deps build static
	@scripts/static

install: build ## install under PREFIX (/usr/local)
	@meson install -C build --no-rebuild

clean: ## remove everything that was built
	rm -rf build build-*
