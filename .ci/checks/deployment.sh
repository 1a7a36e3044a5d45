#!/usr/bin/env bash
# The files of deploy/ and the Dockerfile, without the systems that they are for.
set -euo pipefail
. .ci/tools.sh
need systemd-analyze systemd
"$PYTHON" .ci/checks/deployment.py
