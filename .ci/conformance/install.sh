#!/usr/bin/env bash
# The clients that the conformance checks use, into a folder: install.sh FOLDER
set -euo pipefail
folder=$1 here=$(dirname "${BASH_SOURCE[0]}")
python3 -m venv "$folder/debian"
"$folder/debian/bin/pip" install -q --disable-pip-version-check -r "$here/requirements-debian.txt"
mvn -q -B -ntp -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/java"
mkdir -p "$folder/javascript"
cp "$here"/package.json "$here"/package-lock.json "$here"/client.mjs "$folder/javascript"
npm ci --silent --no-fund --no-audit --prefix "$folder/javascript"
