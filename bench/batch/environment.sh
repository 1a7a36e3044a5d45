# What the measurements run with; sourced. Leaves $PYTHON, the interpreter of a virtual environment with the pinned
# packages, and builds the jars that are missing. The environment is made in $NIGHTJAR_BENCH_VENV, or in a temporary
# folder that is removed at the end.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)

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
if ! cmp -s "$home/bench/requirements.txt" "$venv/requirements.txt"; then
  echo "installing the peers into $venv ..." >&2
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$home/bench/requirements.txt"
  cp "$home/bench/requirements.txt" "$venv/requirements.txt"
fi

if [ ! -f "$home/bench/target/nightjar-bench.jar" ] || [ ! -f "$home/jobs/target/spark.classpath" ] \
  || [ ! -f "$home/serving/target/nightjar-serving.jar" ]; then
  echo "building the jars (needs Maven) ..." >&2
  (cd "$home" && mvn -q -B -Pbench -DskipTests package) >&2
fi
export PYTHONDONTWRITEBYTECODE=1
