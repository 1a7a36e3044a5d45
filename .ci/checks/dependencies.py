"""What the jars have inside, and whether somebody looked at it: dependencies.py [--accept]

Reads target/dependencies.txt of serving and jobs, which the build writes, and .ci/accepted-dependencies.txt. Fails on an artefact or
version that is not there, on one that is there and no longer used, and on every version that .ci/known-holes.json or, with
OSV=FOLDER, a folder of OSV records says has a hole that .ci/accepted-holes.txt does not tolerate. --accept writes the list anew, for a person to read and commit.
"""

import datetime
import json
import os
import pathlib
import re
import sys

ACCEPTED = pathlib.Path(".ci/accepted-dependencies.txt")
HARMLESS = pathlib.Path(".ci/accepted-holes.txt")
LISTS = [pathlib.Path(module, "target/dependencies.txt") for module in ("serving", "jobs")]
QUALIFIERS = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"]
SHORT = {"a": "alpha", "b": "beta", "m": "milestone", "cr": "rc", "ga": "", "final": "", "release": ""}


def used():
    """group:artefact:version of all that is shipped, or given by Spark, by where it was found."""
    found = {}
    for path in LISTS:
        if not path.exists():
            sys.exit(f"{path} is missing: mvn package writes it")
        for line in path.read_text().splitlines():
            parts = line.split(" -- ")[0].strip().split(":")
            if len(parts) >= 5 and not parts[-1].startswith("test") and not parts[0].startswith("io.nightjar"):
                found.setdefault(":".join((parts[0], parts[1], parts[-2])), path.parts[0])
    return found


def parts(version):
    """A version as Maven compares it: numbers and words, trailing zeros gone."""
    words = re.findall(r"\d+|[a-z]+", version.lower())
    words = [int(word) if word.isdigit() else SHORT.get(word, word) for word in words]
    while words and words[-1] in (0, ""):
        words.pop()
    return words


def rank(word):
    if isinstance(word, int):
        return 2, word, ""
    return (0, QUALIFIERS.index(word), "") if word in QUALIFIERS else (1, 0, word)


def compare(one, other):
    one, other = parts(one), parts(other)
    for i in range(max(len(one), len(other))):
        left, right = (words[i] if i < len(words) else None for words in (one, other))
        left = (0 if isinstance(right, int) else "") if left is None else left
        right = (0 if isinstance(left, int) else "") if right is None else right
        if rank(left) != rank(right):
            return -1 if rank(left) < rank(right) else 1
    return 0


def affected(entry, version):
    """Whether one of OSV's entries has a version, by its list or its ranges."""
    if version in entry.get("versions", []):
        return True
    for span in entry.get("ranges", []):
        if span.get("type") != "ECOSYSTEM":
            continue
        inside = False
        for event in span["events"]:
            if "introduced" in event:
                start = event["introduced"]
                inside = inside or start == "0" or compare(version, start) >= 0
            elif "fixed" in event and inside and compare(version, event["fixed"]) >= 0:
                inside = False
            elif "last_affected" in event and inside and compare(version, event["last_affected"]) > 0:
                inside = False
        if inside:
            return True
    return False


def holes(records, artefacts):
    names = {}
    for artefact in artefacts:
        name, version = artefact.rsplit(":", 1)
        names.setdefault(name, []).append(version)
    for record in records:
        if "withdrawn" in record:
            continue
        for entry in record.get("affected", []):
            package = entry.get("package", {})
            for version in names.get(package.get("name"), []) if package.get("ecosystem") == "Maven" else []:
                if affected(entry, version):
                    yield record["id"], f"{package['name']}:{version}", record.get("summary", "")


def check_itself():
    """What is compared must be compared rightly: on versions and records whose answer is known."""
    for less, more in ("1.9", "1.10"), ("1.0-rc1", "1.0"), ("1.0-alpha", "1.0-beta2"), ("2.0.1", "2.1"), ("1.0", "1.0.1"), ("2.0", "2.0-sp"), ("4.1.9.Final", "4.1.10.Final"):
        assert compare(less, more) < 0 < compare(more, less), (less, more)
    assert compare("1.0", "1") == 0 and compare("1.0.Final", "1.0") == 0
    spans = [{"introduced": "1.0"}, {"fixed": "1.2"}, {"introduced": "2.0"}, {"last_affected": "2.1"}]
    entry = {"package": {"ecosystem": "Maven", "name": "a:b"}, "ranges": [{"type": "ECOSYSTEM", "events": spans}], "versions": ["0.5"]}
    for version, expected in ("0.5", True), ("0.9", False), ("1.0", True), ("1.1.9", True), ("1.2", False), ("2.0", True), ("2.1", True), ("2.2", False):
        assert bool(list(holes([{"id": "X", "affected": [entry]}], [f"a:b:{version}"]))) == expected, version
    assert not list(holes([{"id": "X", "withdrawn": "2026", "affected": [entry]}], ["a:b:1.0"]))


check_itself()
found = used()
if "--accept" in sys.argv:
    today = datetime.date.today().isoformat()
    kept = dict(line.split() for line in ACCEPTED.read_text().splitlines() if line and not line.startswith("#")) if ACCEPTED.exists() else {}
    head = "# What the jars may have inside, and since when somebody knows: .ci/checks/dependencies.py --accept, then read the change.\n"
    ACCEPTED.write_text(head + "".join(f"{artefact} {kept.get(artefact, today)}\n" for artefact in sorted(found)))
    sys.exit()
accepted = {line.split()[0] for line in ACCEPTED.read_text().splitlines() if line and not line.startswith("#")}
problems = [f"{artefact} of {found[artefact]} is not accepted" for artefact in sorted(set(found) - accepted)]
problems += [f"{artefact} is accepted and no longer used" for artefact in sorted(accepted - set(found))]
records = json.loads(pathlib.Path(".ci/known-holes.json").read_text())
export = os.environ.get("OSV")
if export:
    files = sorted(pathlib.Path(export).rglob("*.json"))
    if not files:
        sys.exit(f"OSV={export} must have OSV records, *.json: it has none")
    records += [json.loads(path.read_text()) for path in files]
tolerated = {tuple(line.split()[:2]) for line in HARMLESS.read_text().splitlines() if line and not line.startswith("#")}
known = {(hole, artefact): summary for hole, artefact, summary in holes(records, found)}
problems += [f"{artefact} has {hole}: {known[hole, artefact]}" for hole, artefact in sorted(set(known) - tolerated)]
problems += [f"{HARMLESS} tolerates {hole} of {artefact}, which is not found" for hole, artefact in sorted(tolerated - set(known))]
print(f"{len(found)} artefacts against {len(records)} records of holes ({'with' if export else 'without'} an export of OSV)")
print(f"{len(tolerated)} holes are tolerated, for the reasons in {HARMLESS}")
sys.exit("\n".join(problems + ["what is new is accepted, after a look at it, by python3 .ci/checks/dependencies.py --accept"]) if problems else 0)
