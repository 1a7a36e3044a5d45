#!/usr/bin/env bash
# Executes a copy of every notebook against the demo's store and server.
set -euo pipefail
mkdir -p "$WORK/notebooks"
for notebook in notebooks/*.ipynb; do
  "$PYTHON" -m nbconvert --to notebook --execute --ExecutePreprocessor.timeout=300 \
    --output-dir "$WORK/notebooks" "$notebook"
  "$PYTHON" .ci/checks/notebook_outputs.py "$notebook"
done
