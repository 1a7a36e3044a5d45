"""The files of deploy/ and the Dockerfile as far as they can be tried without their systems: deployment.py

Kubernetes objects against its schemas, systemd units by systemd-analyze, the Dockerfile by hadolint. Then the steps of the
Dockerfile after its Maven build are run in a clean folder, and both images' entry points with the arguments of the manifests:
the server on an empty store, a night on some sample data, prune, and the server until it is ready. Needs DEMO_STORE and WORK.
"""

import ast
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import kubernetes_validate
import yaml

KUBERNETES = ["1.29", "1.33", "1.37"]
WORK = pathlib.Path(os.environ["WORK"]) / "deployment"
IMAGES = WORK / "images"


def run(command, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=400, **options)
    assert done.returncode == 0, f"exit code {done.returncode}: {' '.join(map(str, command))}\n{done.stdout[-3000:]}"
    return done.stdout


def instructions():
    """The instructions of the Dockerfile by stage: pairs of keyword and text."""
    text = pathlib.Path("Dockerfile").read_text().replace("\\\n", " ")
    stages = []
    for line in filter(None, map(str.strip, text.splitlines())):
        keyword, _, rest = line.partition(" ")
        if keyword == "FROM":
            stages.append((rest.split(" AS ")[1], []))
        elif keyword != "#" and not keyword.startswith("#"):
            stages[-1][1].append((keyword, rest.strip()))
    return dict(stages)


def inside(stage, text):
    """A path or command of a stage, with the absolute folders that it makes moved into a folder of this check."""
    return re.sub(r"(?<![\w./-])/(build|image|opt/nightjar)(?![\w-])", lambda path: f"{IMAGES}/{stage}{path[0]}", text)


def build(stages):
    """Does what docker build would do, but for the base images, users and Maven, whose outcome lies in target/."""
    for stage, todo in stages.items():
        (IMAGES / stage).mkdir(parents=True)
        folder = IMAGES / stage
        for keyword, text in todo:
            if keyword == "WORKDIR":
                folder = IMAGES / stage / text.lstrip("/")
                folder.mkdir(parents=True, exist_ok=True)
            elif keyword == "COPY":
                *options, source, target = text.split()
                origin = pathlib.Path(inside("build", source)) if options else pathlib.Path(source)
                target = pathlib.Path(inside(stage, target)) if target.startswith("/") else folder / target
                target = target / origin.name if text.endswith("./") else target
                target.parent.mkdir(parents=True, exist_ok=True)
                if origin.is_dir():
                    shutil.copytree(origin, target, symlinks=True, dirs_exist_ok=True)
                else:
                    shutil.copy(origin, target)
            elif keyword == "RUN" and text.startswith("mvn "):
                for module in ("jobs", "serving"):
                    assert list((folder / module / "target").glob("nightjar-*.jar")), f"{module} must be built"
            elif keyword == "RUN" and not text.startswith("useradd "):
                # The file that the image reads names the folder that it has there.
                run(["bash", "-euo", "pipefail", "-c", inside(stage, text)], cwd=folder)
            elif keyword == "RUN":
                assert "10001" in text, f"the user must have the number of the manifests: {text}"


def words(stage, keyword, stages):
    """ENTRYPOINT or CMD of a stage, as a list."""
    text = dict(stages[stage])[keyword]
    return [inside(stage, word) for word in json.loads(text)]


def containers(name):
    """All containers of the object of that name in the manifests."""
    for path in sorted(pathlib.Path("deploy/kubernetes").glob("*.yaml")):
        for thing in yaml.safe_load_all(path.read_text()):
            if thing.get("metadata", {}).get("name") == name:
                spec = thing["spec"].get("jobTemplate", thing)["spec"]["template"]["spec"]
                return {one["name"]: one for one in spec.get("initContainers", []) + spec["containers"]}
    raise AssertionError(f"no object {name}")


def here(arguments, port=None):
    """Arguments of a manifest with the folders and the port of this check."""
    places = re.compile(r"(?<![\w./-])/(?:store|data|keys)(?![\w.-])|(?<![\w.])(?:8080|0\.0\.0\.0)(?![\w.])")
    names = {"8080": str(port), "0.0.0.0": "127.0.0.1"}
    return [places.sub(lambda place: names.get(place[0], f"{WORK}{place[0]}"), argument) for argument in arguments]


def check_kubernetes():
    count, claims, claimed = 0, set(), set()
    for path in sorted(pathlib.Path("deploy/kubernetes").glob("*.yaml")):
        claimed |= set(re.findall(r"claimName: ([\w-]+)", path.read_text()))
        for thing in yaml.safe_load_all(path.read_text()):
            if thing["kind"] == "Kustomization":
                missing = [name for name in thing["resources"] if not (path.parent / name).exists()]
                assert not missing, f"{path} must name files that exist: {missing}"
                continue
            for version in KUBERNETES:
                kubernetes_validate.validate(thing, version, strict=True)
            claims |= {thing["metadata"]["name"]} if thing["kind"] == "PersistentVolumeClaim" else set()
            count += 1
    assert claimed == claims, f"each claim that is mounted must be made, and the other way round: {claimed ^ claims}"
    print(f"{count} Kubernetes objects are as {', '.join(KUBERNETES)} want them")


def check_systemd():
    """The units, with a program that is here in place of the one in /opt."""
    folder = WORK / "systemd"
    folder.mkdir()
    flags = {argument.split("=")[0] for argument in containers("nightjar-nightly")["nightly"]["args"] if argument.startswith("-")}
    for unit in sorted(pathlib.Path("deploy/systemd").iterdir()):
        text = unit.read_text()
        if unit.name == "nightjar-nightly.service":
            line = next(line for line in text.splitlines() if " nightly " in line)
            assert {word for word in line.split() if word.startswith("--")} == flags, f"{unit} and nightly.yaml must have the same flags"
        (folder / unit.name).write_text(text.replace("/opt/nightjar/", f"{pathlib.Path.cwd()}/"))
    output = run(["systemd-analyze", "verify", *map(str, sorted(folder.iterdir()))])
    ours = [line for line in output.splitlines() if "nightjar" in line]
    assert not ours, "\n".join(ours)
    print("the systemd units are valid")


def check_spark_of_systemd():
    """What deployment.md says of Spark's jars, in a folder in place of /opt/nightjar: the night then needs nobody's home."""
    section = pathlib.Path("docs/deployment.md").read_text().split("\n## systemd\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if "spark" in line and re.match(r"(mkdir|tr|echo) ", line)]
    assert len(lines) == 3, f"docs/deployment.md must say how Spark's jars are copied: {lines}"
    home = WORK / "opt" / "nightjar"
    for name in ("jobs/target/nightjar-jobs.jar", "jobs/target/spark.classpath", "serving/target/nightjar-serving.jar"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(name, home / name)
    shutil.copytree("bin", home / "bin")
    run(["bash", "-euo", "pipefail", "-c", "\n".join(lines).replace("/opt/nightjar", str(home))], cwd=home)
    assert (home / "jobs/target/spark.classpath").read_text().strip() == f"{home}/spark/*"
    environment = {name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ}
    output = run([home / "bin/nightjar", "nightly", "--help"], env=environment | {"HOME": "/nonexistent"})
    assert "--require" in output, output
    print("the night runs from jars outside of any home")


def check_airflow():
    source = pathlib.Path("deploy/airflow/nightjar_nightly.py").read_text()
    classes = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and str(node.value).startswith("io.nightjar")]
    for name in classes:
        path = pathlib.Path("jobs/src/main/java", *name.split(".")).with_suffix(".java")
        assert path.exists(), f"no such main class: {name}"
    assert classes, "the DAG must name main classes"
    print(f"the DAG names {len(classes)} main classes that exist")


def sample():
    """Few of the users of the demo, as the exports of a small shop."""
    demo = pathlib.Path(os.environ["DEMO_STORE"]) / "demo-data"
    (WORK / "data" / "interactions").mkdir(parents=True)
    (WORK / "store").mkdir()
    (WORK / "keys").mkdir()
    keys = WORK / "keys" / "keys.json"
    keys.write_text('{"accessKeys": [{"accessKeyId": "SHOP", "secretAccessKey": "only for this one check"}]}')
    keys.chmod(0o440)
    with open(demo / "interactions.csv", encoding="utf-8") as file:
        header, *rows = file
    text = header + "".join(row for row in rows if row < "user-0061")
    (WORK / "data" / "interactions" / "part-0.csv").write_text(text)
    shutil.copy(demo / "items.csv", WORK / "data" / "items.csv")


def answers(server, probe, stages):
    """Starts the server of the manifests until this probe of it has 200; a minute at most."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = words("server", "ENTRYPOINT", stages) + here(server["args"], port)
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    path = server[probe]["httpGet"]["path"]
    with open(WORK / "server.log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            for _ in range(120):
                try:
                    assert urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2).status == 200
                    break
                except OSError:
                    assert process.poll() is None, (WORK / "server.log").read_text()
                    time.sleep(0.5)
            else:
                raise AssertionError(f"{probe} must have 200\n{(WORK / 'server.log').read_text()}")
        finally:
            process.terminate()
            process.wait(timeout=30)


def check_images():
    stages = instructions()
    build(stages)
    classpath = IMAGES / "jobs/opt/nightjar/jobs/target/spark.classpath"
    assert classpath.read_text().strip() == "/opt/nightjar/spark/*".replace("/opt", f"{IMAGES}/build/opt"), classpath.read_text()
    classpath.write_text(f"{IMAGES}/jobs/opt/nightjar/spark/*\n")
    sample()
    server = containers("nightjar-server")["server"]
    answers(server, "startupProbe", stages)
    print("the server container's command is up before the first night")
    program = words("jobs", "ENTRYPOINT", stages)
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    assert "nightly" in run(program + words("jobs", "CMD", stages), env=environment)
    night = containers("nightjar-nightly")
    for name in ("nightly", "prune"):
        settings = {pair["name"]: pair["value"] for pair in night[name].get("env", [])} | {"NIGHTJAR_MEMORY": "2g"}
        little = ["--epochs", "1", "--dimension", "8"] if name == "nightly" else []
        run(program + here(night[name]["args"]) + little, env=environment | settings, cwd=WORK)
        print(f"the {name} container's command ran in the folder of the image")
    answers(server, "readinessProbe", stages)
    print("the server container's command became ready")


WORK.mkdir()
run([shutil.which("hadolint") or "hadolint", "Dockerfile"])
print("hadolint has nothing to say")
check_kubernetes()
check_systemd()
check_spark_of_systemd()
check_airflow()
check_images()
sys.exit(0)
