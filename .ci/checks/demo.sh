#!/usr/bin/env bash
# The demo up to the point where it would serve; keeps what it printed: demo.sh PORT
set -euo pipefail
bin/nightjar demo --no-serve --store "$DEMO_STORE" --port "$1" | tee "$WORK/demo.out"
"$PYTHON" .ci/checks/beats_popularity.py "$DEMO_STORE" demo 1.5
