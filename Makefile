# SPDX-License-Identifier: GPL-2.0-only
#
# The verbs. What they do lies in tools/; `make help` prints the ## lines below.
#
# make itself ends 2 whenever a command fails; the status of the command is in the
# last line ("Error 1": a promise was violated). build/wbsim gives it directly.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help sim shrink replay bench test canaries coverage gate kmod kernel-test kernel-bench
.PHONY: fuzz fuzz-all fuzz-bench fuzz-canaries format tidy clean
.PHONY: audit explore

## sim SCENARIO=name [SEED=n | TAPE=file] [ARGS=...]
##	run one scenario: a path, folder/name, or a name that is unique
sim:
	@tools/setup build
	@tools/build default wbsim
	@build/wbsim run $(if $(SCENARIO),'$(SCENARIO)') $(if $(SEED),--seed '$(SEED)') \
		$(if $(TAPE),--tape '$(TAPE)') $(ARGS)

## shrink FINDING=findings/finding-... [ARGS=...]
##	make a finding small: shrunk.lua, a scenario of a few lines, and its tape
shrink:
	@tools/setup build
	@tools/build default wbsim
	@build/wbsim shrink $(if $(FINDING),'$(FINDING)') $(ARGS)

## explore SCENARIO="name ..." ARGS="--crash | --faults | --memory | --schedules ..."
##	many worlds of these scenarios: all cuts, all failing I/O and allocations, schedules
explore:
	@tools/setup build
	@tools/build default wbsim
	@build/wbsim explore $(SCENARIO) $(ARGS)

## replay LOG=file [ARGS="--crash-at every 50 ..."]
##	play recorded I/O, of dm-log-writes or fio, against a simulated device
replay:
	@tools/setup build
	@tools/build default wbsim
	@build/wbsim replay $(if $(LOG),'$(LOG)') $(ARGS)

## audit [WORLDS=n] [ARGS="--jobs n ..."]
##	many short worlds, each run twice: equal digests, and nothing left behind
audit:
	@tools/setup build
	@tools/build default wbsim
	@build/wbsim audit $(if $(WORLDS),--worlds '$(WORLDS)') $(ARGS)

## test [STEPS="name ..."]
##	everything that must hold, or only the named steps of tools/tests.d/
test:
	@tools/setup test
	@tools/test $(STEPS)

## canaries [CANARY="name ..." | SAMPLE=n] [ARGS=...]
##	are deliberate faults of driver and oracles found? writes build/canaries.json
canaries:
	@tools/setup build
	@tools/build default wbsim
	@tools/canaries-run $(if $(SAMPLE),--sample '$(SAMPLE)') $(ARGS) $(CANARY)

## coverage [ARGS=--record]
##	what of the project its tests run: a table, build/coverage/html and summary.json
coverage:
	@tools/setup coverage
	@tools/coverage $(ARGS)

## gate [STAGES="name ..." | FROM=stage] [ARGS=--list]
##	all that must hold before anything goes into a kernel, and then in one; docs/gate.md
gate:
	@tools/setup gate
	@tools/gate $(if $(FROM),--from '$(FROM)') $(ARGS) $(STAGES)

## bench [ARGS=...]
##	speed and memory: prints a table, writes build/bench.json
bench:
	@tools/setup build
	@tools/build default wbsim
	@build/wbsim bench $(ARGS)

## fuzz TARGET=name [ENGINE=libfuzzer|afl] [TIME=60s] [JOBS=n] [FORK=n] [SANITIZE=address|none]
##	search with a fuzzing engine; tools/fuzz --help
fuzz:
	@tools/setup fuzz
	@tools/fuzz $(if $(TARGET),--target '$(TARGET)') $(if $(ENGINE),--engine '$(ENGINE)') \
		$(if $(TIME),--time '$(TIME)') $(if $(JOBS),--jobs '$(JOBS)') \
		$(if $(FORK),--fork '$(FORK)') $(if $(SANITIZE),--sanitize '$(SANITIZE)') $(ARGS)

## fuzz-all [TIME=60s] [...]
##	the same with every target, one after the other
fuzz-all:
	@$(MAKE) fuzz TARGET=all

## fuzz-bench
##	how fast the engines run: a table, build/bench-fuzz.json
fuzz-bench:
	@tools/setup fuzz
	@tools/fuzz-bench

## fuzz-canaries
##	does fuzzing find the deliberate faults of recovery, barriers and dead state?
fuzz-canaries:
	@tools/setup fuzz
	@tools/fuzz-canaries

## kmod [KDIR=folder]
##	build/kmod/dm-writeboost.ko by kbuild, with W=1 and no warning allowed
kmod:
	@KDIR='$(KDIR)' tools/setup kmod
	@KDIR='$(KDIR)' tools/kmod

## kernel-test [SUITES="name ..."]
##	suites of kernel-test/ in a stock 6.1 kernel under QEMU; tools/kernel-test --list
kernel-test:
	@tools/kernel-test $(SUITES)

## kernel-bench [PARTS="name ..."]
##	speed in a stock 6.1 kernel, in instructions: a table, build/kernel-bench.json
kernel-bench:
	@tools/kernel-bench $(PARTS)

## format
##	put C sources into the project's format
format:
	@tools/setup tidy
	@tools/format

## tidy
##	check the style: sizes, arrows, names, format
tidy:
	@tools/setup tidy
	@reports/tidy

## clean
##	remove build/
clean:
	@rm -rf build

## help
##	this list
help:
	@echo 'make VERB, where VERB is'
	@sed -n 's/^##\t/        /p; s/^## /  /p' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo 'A command ends 0: all held; 1: a promise was violated; 2: bad usage, scenario'
	@echo 'or input; 3: the harness failed. make ends 2 for each of 1, 2 and 3, and names'
	@echo 'the status in its last line; build/wbsim run SCENARIO ends with it.'
