# Starting a server and knowing when it answers; sourced.

# A port that nobody listens on.
free_port() {
  "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_server STORE PORT LOG [FLAG...]: in the background; its process id is added to $servers.
start_server() {
  bin/nightjar serve --store "$1" --port "$2" "${@:4}" >"$3" 2>&1 &
  servers="$servers $!"
  local waited=0
  until curl -fsk -o "$3.ready" "${SCHEME:-http}://127.0.0.1:$2/readyz"; do
    waited=$((waited + 1))
    if [ "$waited" -gt 120 ] || ! kill -0 "$!" 2>/dev/null; then
      echo "the server of $1 must be ready within 120 s:" >&2
      cat "$3" >&2
      return 1
    fi
    sleep 1
  done
}

# start_proxy PORT TARGET: a server that fails first, in the background; its process id is added to $servers.
start_proxy() {
  "$PYTHON" .ci/conformance/unreliable.py "$1" "$2" &
  servers="$servers $!"
  local waited=0
  until curl -fs -o "$WORK/proxy.ready" "http://127.0.0.1:$1/attempts/nobody"; do
    waited=$((waited + 1))
    if [ "$waited" -gt 30 ] || ! kill -0 "$!" 2>/dev/null; then
      echo "the proxy must be ready within 30 s" >&2
      return 1
    fi
    sleep 1
  done
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
