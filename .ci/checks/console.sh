#!/usr/bin/env bash
# The console in a real browser, on a copy of the demo's store; screenshots stay in target/console-screenshots.
set -euo pipefail
. .ci/tools.sh
. .ci/server.sh
need chromium chromium fonts-liberation
servers=
folder=$WORK/console
trap 'stop_servers' EXIT

mkdir -p "$folder"
cp .ci/console/package.json .ci/console/package-lock.json .ci/console/*.mjs "$folder"
npm ci --silent --no-fund --no-audit --prefix "$folder"
"$PYTHON" .ci/console/store.py "$DEMO_STORE" "$folder/store"

# serve LOG [FLAG...]: one campaign of the store is broken on purpose, so /readyz never says that it is ready.
serve() {
  : >"$1"
  bin/nightjar serve --store "$folder/store" "${@:2}" >"$1" 2>&1 &
  servers="$servers $!"
  await 120 "$!" "$1" "the server must have loaded its campaigns" grep -q '^Console: ' "$1"
}

port=$(free_port) admin=$(free_port)
serve "$folder/server.log" --port "$port" --admin-port "$admin"
token=that-only-the-operators-know
printf '%s\n' "$token" >"$folder/token"
chmod 600 "$folder/token"
guarded=$(free_port)
serve "$folder/guarded.log" --port "$(free_port)" --admin-port "$guarded" --admin-token "$folder/token"
rm -rf target/console-screenshots
node "$folder/check.mjs" "http://127.0.0.1:$admin" "http://127.0.0.1:$port" target/console-screenshots "http://127.0.0.1:$guarded" "$token"
