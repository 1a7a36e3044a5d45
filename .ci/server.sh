# Starting a server and knowing when it answers; sourced.

# A port that nobody listens on.
free_port() {
  "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# await SECONDS PID LOG WHAT COMMAND...: until the command succeeds, unless the process ends or the time does.
await() {
  local seconds=$1 pid=$2 log=$3 what=$4 waited=0
  shift 4
  until "$@"; do
    waited=$((waited + 1))
    if [ "$waited" -gt "$seconds" ] || ! kill -0 "$pid" 2>/dev/null; then
      echo "$what within $seconds s:" >&2
      cat "$log" >&2
      return 1
    fi
    sleep 1
  done
}

# start_server STORE PORT LOG [FLAG...]: in the background; its process id is added to $servers.
start_server() {
  bin/nightjar serve --store "$1" --port "$2" "${@:4}" >"$3" 2>&1 &
  servers="$servers $!"
  await 120 "$!" "$3" "the server of $1 must be ready" \
    curl -fsk -o "$3.ready" "${SCHEME:-http}://127.0.0.1:$2/readyz"
}

# start_proxy PORT TARGET: a server that fails first, in the background; its process id is added to $servers.
start_proxy() {
  "$PYTHON" .ci/conformance/unreliable.py "$1" "$2" >"$WORK/proxy.log" 2>&1 &
  servers="$servers $!"
  await 30 "$!" "$WORK/proxy.log" "the proxy must be ready" \
    curl -fs -o "$WORK/proxy.ready" "http://127.0.0.1:$1/attempts/nobody"
}

stop_servers() {
  local pid
  for pid in $servers; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in $servers; do
    wait "$pid" 2>/dev/null || true
  done
  servers=
}
