#!/usr/bin/env bash
# The committed golden scores are what the oracle computes, byte by byte.
set -euo pipefail
golden=shared/src/test/resources/golden/scores.json
"$PYTHON" - "$WORK/scores.json" <<'TEXT'
import pathlib
import sys

sys.path.insert(0, "shared/src/test/oracle")
sys.dont_write_bytecode = True
import golden_scores

golden_scores.TARGET = pathlib.Path(sys.argv[1])
golden_scores.main()
TEXT
cmp "$golden" "$WORK/scores.json"
