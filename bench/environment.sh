# What the measurements run with; sourced. Leaves $home, the repository, $here, the folder of the script that sources
# it, and $PYTHON, the interpreter of a virtual environment with the packages that $requirements pins (bench/requirements.txt
# unless it is set). The environment is made in $NIGHTJAR_BENCH_VENV, or in a temporary folder that is removed at the end.
here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
requirements=${requirements:-$home/bench/requirements.txt}

# Either would choose a kernel of OpenBLAS that this machine may not run best.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
# The workers are told how many threads they get; nothing else may.
unset OPENBLAS_NUM_THREADS OMP_NUM_THREADS MKL_NUM_THREADS

venv=${NIGHTJAR_BENCH_VENV:-}
if [ -z "$venv" ]; then
  temporary=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-bench.XXXXXX")
  trap 'rm -rf "$temporary"' EXIT
  venv=$temporary/venv
fi
PYTHON=$venv/bin/python
if ! cmp -s "$requirements" "$venv/requirements.txt"; then
  echo "installing the packages of $requirements into $venv ..." >&2
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$venv/requirements.txt"
fi
# Modules that several measurements use lie beside this file.
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$home/bench

# need_jars FLAGS FILE...: builds when a jar is missing.
need_jars() {
  local flags=$1 file
  shift
  for file in "$@" jobs/target/nightjar-jobs.jar jobs/target/spark.classpath serving/target/nightjar-serving.jar; do
    if [ ! -f "$home/$file" ]; then
      echo "building the jars (needs Maven) ..." >&2
      # shellcheck disable=SC2086
      (cd "$home" && mvn -q -B $flags -DskipTests package) >&2
      return
    fi
  done
}
