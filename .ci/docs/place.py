"""Where the commands of one page are run: a folder that looks like the checkout, with a store, sample data and free ports.

What the docs call /srv/nightjar, /opt/nightjar, /data, port 8080 … is here a folder or port of its own. Programs that would not
end, or that another check has run already, are wrapped: `serve` goes to the background once it is ready, `demo` takes over
the store of the demo that `.ci/run` made.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

WRAPPER = r"""#!/usr/bin/env bash
# Stands in for bin/nightjar on this page.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
case ${1:-} in
  serve) shift; exec "$here/serve-in-background" "$here/real/bin/nightjar" serve "$@" ;;
  demo) cat "$here/demo.out"
    case " $* " in *" --no-serve "*) ;; *) exec "$here/serve-in-background" "$here/real/bin/nightjar" serve --store store --port @PORT@ ;; esac ;;
  *)
    # Few users and no need to be good: little learning, and a compiler and planner that start quickly.
    export JDK_JAVA_OPTIONS="-XX:TieredStopAtLevel=1 -Dnightjar.kernel=scalar"
    export NIGHTJAR_SPARK_OPTS="--conf spark.sql.codegen.wholeStage=false --conf spark.sql.shuffle.partitions=2"
    case " $* " in " nightly "*aws-sims*) ;; " nightly "*) set -- "$@" --epochs 1 --dimension 8 --iterations 1 ;; esac
    exec "$here/real/bin/nightjar" "$@" ;;
esac
"""
JAVA = r"""#!/usr/bin/env bash
# Stands in for java on this page: a server goes to the background.
case " $* " in
  *"nightjar-serving.jar --"*) exec "@HERE@/serve-in-background" "@JAVA@" "$@" ;;
  *) exec "@JAVA@" "$@" ;;
esac
"""
SERVE = r"""#!/usr/bin/env bash
# Starts a server in place of the one before, and waits until it is ready.
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
PATH=${PATH#"$here/shims:"}
if [ -f server.pid ]; then
  kill "$(cat server.pid)" 2>/dev/null
  for _ in $(seq 100); do kill -0 "$(cat server.pid)" 2>/dev/null || break; sleep 0.1; done
fi
arguments=("$@")
case " $* " in *" --port"*) ;; *) arguments+=(--port @PORT@) ;; esac
case " $* " in *" --admin-port"*) ;; *) arguments+=(--admin-port @ADMIN@) ;; esac
"${arguments[@]}" >server.log 2>&1 </dev/null &
pid=$!
echo "$pid" >server.pid
for _ in $(seq 240); do
  if "@CURL@" -fsk -o ready.json "@READY@/readyz"; then exit 0; fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.5
done
echo "the server must be ready:" >&2
cat server.log >&2
exit 1
"""
CURL = '#!/usr/bin/env bash\n# A reply that is an error fails the block.\nexec "@CURL@" --fail-with-body "$@"\n'
MVN = """#!/usr/bin/env bash
# What .ci/run itself has run on this checkout.
case "$*" in verify|'-q -DskipTests package') echo "run by .ci/run" ;; *) echo "not run by any check: mvn $*" >&2; exit 1 ;; esac
"""


class Place:
    """One folder for one page; `close` ends what its commands started."""

    def __init__(self, folder, demo_store, demo_output, recipe_store):
        self.folder = folder
        self.checkout = pathlib.Path.cwd()
        self.port, self.admin = free_port(), free_port()
        folder.mkdir(parents=True)
        os.symlink(self.checkout, folder / "real")
        for name in ("jobs", "serving", "deploy", "docs", "notebooks", "bench", ".ci", "Dockerfile"):
            os.symlink(self.checkout / name, folder / name)
        self.data(pathlib.Path(demo_store) / "demo-data")
        self.store(pathlib.Path(demo_store), pathlib.Path(recipe_store) if recipe_store else None)
        shutil.copy(demo_output, folder / "demo.out")
        os.mkdir(folder / "bin")
        os.mkdir(folder / "nightjar")
        self.keys()
        os.mkdir(folder / "shims")
        self.program("bin/nightjar", WRAPPER)
        self.program("serve-in-background", SERVE)
        self.program("shims/curl", CURL)
        self.program("shims/java", JAVA)
        self.program("shims/mvn", MVN)
        self.environment = dict(os.environ, PATH=f"{folder}/shims:{os.environ['PATH']}", NIGHTJAR_STORE=str(folder / "store"))
        self.environment.update(AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="any", AWS_SECRET_ACCESS_KEY="any")
        self.environment["AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME"] = f"http://127.0.0.1:{self.port}"
        for name in ("JAVA_HOME", "NIGHTJAR_SERVE_OPTS", "NIGHTJAR_SPARK_OPTS", "SPARK_HOME"):
            self.environment.pop(name, None)

    def program(self, name, text):
        path = self.folder / name
        for key, value in {
            "@HERE@": self.folder, "@PORT@": self.port, "@ADMIN@": self.admin, "@CURL@": shutil.which("curl"),
            "@JAVA@": shutil.which("java"), "@READY@": f"http://127.0.0.1:{self.port}",
        }.items():
            text = text.replace(key, str(value))
        path.write_text(text)
        path.chmod(0o755)

    def keys(self):
        """What /etc/nightjar has: access keys, not for everybody to read."""
        path = self.folder / "etc" / "keys.json"
        path.parent.mkdir()
        path.write_text('{"accessKeys": [{"accessKeyId": "DOCS", "secretAccessKey": "sixteen or more characters"}]}\n')
        path.chmod(0o640)

    def data(self, demo):
        """Few of the demo's users, so that a night is short: their interactions in one file, and as a folder."""
        with open(demo / "interactions.csv", encoding="utf-8") as file:
            header, *rows = file.read().splitlines()
        text = "\n".join([header] + [row for row in rows if row < "user-0061"]) + "\n"
        (self.folder / "interactions").mkdir()
        for name in ("interactions.csv", "interactions/part-0.csv"):
            (self.folder / name).write_text(text)
        for name in ("items.csv", "users.csv"):
            shutil.copy(demo / name, self.folder / name)

    def store(self, demo, recipes):
        """The demo's store under the names that the docs have: models shared by hard links, campaigns of their own."""
        store = self.folder / "store"
        for model in sorted((demo / "models").iterdir()):
            if (model / "model.json").exists():
                shutil.copytree(model, store / "models" / model.name, copy_function=os.link)
        os.mkdir(store / "campaigns")
        os.mkdir(store / "filters")
        pointer = json.loads((demo / "campaigns" / "demo.json").read_text())
        self.model = pointer["model"]
        others = [model.name for model in (store / "models").iterdir() if model.name != self.model]
        for name, recipe in {
            "demo": "aws-user-personalization", "demo-ranking": "aws-personalized-ranking",
            "home": "aws-user-personalization-v2", "rank": "aws-personalized-ranking-v2", "popular": "aws-popularity-count",
        }.items():
            campaign = pointer | {"campaign": name, "recipe": recipe}
            if others:
                campaign["previousModel"] = min(others)
            (store / "campaigns" / f"{name}.json").write_text(json.dumps(campaign))
        if recipes:
            together = json.loads((recipes / "campaigns" / "sims.json").read_text())
            model = together["model"]
            shutil.copytree(recipes / "models" / model, store / "models" / model, copy_function=os.link)
            (store / "campaigns" / "together.json").write_text(json.dumps(together | {"campaign": "together"}))
        for name, expression in {
            "by-genre": "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)",
            "unseen": 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")',
        }.items():
            body = {"filter": name, "expression": expression, "created": "2026-01-01T00:00:00Z"}
            (store / "filters" / f"{name}.json").write_text(json.dumps(body))

    def here(self, text):
        """The text of a block with the names that hold here; in one go, as names that hold here may look like those there."""
        store, folder = f"{self.folder}/store", f"{self.folder}"
        names = {
            "/srv/nightjar": store, "/opt/nightjar": folder, "/srv/export": folder, "/data/": f"{folder}/", "/var/log/": f"{folder}/",
            "/etc/nightjar/": f"{folder}/etc/", "/tmp/nightjar": f"{folder}/nightjar", "0.0.0.0": "127.0.0.1", "8080": f"{self.port}",
            "8081": f"{self.admin}", "models/MODEL": f"models/{self.model}", "--model MODEL": f"--model {self.model}",
        }
        return re.sub("|".join(map(re.escape, names)), lambda there: names[there[0]], text)

    def running(self):
        return (self.folder / "server.pid").exists()

    def close(self):
        if self.running():
            pid = int((self.folder / "server.pid").read_text())
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                return
            for _ in range(100):
                try:
                    os.kill(pid, 0)
                except ProcessLookupError:
                    return
                time.sleep(0.1)
            os.kill(pid, signal.SIGKILL)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def run(command, place, timeout):
    """Runs bash in the folder of a page; exit code and what it printed. What takes too long ends with all that it started."""
    started = subprocess.Popen(
        ["bash", "-c", command], cwd=place.folder, env=place.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )
    try:
        output, _ = started.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        return 124, started.communicate()[0]
    return started.returncode, output
