#!/usr/bin/env bash
# The measurement of the server under load runs: everybody answers, and all answer the same. No time is looked at.
set -euo pipefail
NIGHTJAR_BENCH_VENV=$WORK/bench-serving bench/serving/run --smoke
NIGHTJAR_BENCH_VENV=$WORK/bench-serving bench/serving/start --smoke
