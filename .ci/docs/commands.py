"""Runs the blocks of the docs, page by page and in order, as a reader would paste them: commands.py [PAGE...]

Needs DEMO_STORE, DEMO_OUTPUT (what the demo printed) and WORK; RECIPE_STORE, where a page asks for related items. A block of
commands that is neither run nor marked as an example fails, and so does one that ends with another code than the page says
(*exit code 1* in the line before it), a Python or SQL block that fails, and JSON or YAML that cannot be parsed.
"""

import json
import os
import pathlib
import re
import shlex
import sys
import time
import traceback

import yaml

from pages import blocks, script
from place import Place, run

TIMEOUT = 600
PAGES = ["README.md", *map(str, sorted(pathlib.Path("docs").rglob("*.md"))), *map(str, sorted(pathlib.Path("notebooks").glob("*.md")))]


def shell(block, place):
    """Runs the commands of a block; what they export holds for the blocks after it."""
    state = shlex.quote(str(place.folder / "exports.sh"))
    command = place.here(script(block))
    code, output = run(f"[ ! -f {state} ] || . {state}\nset -euo pipefail\n{command}\nexport -p >{state}\n", place, TIMEOUT)
    (place.folder / "output.txt").write_text(output)
    assert code == 0, f"exit code {code}\n{output[-3000:]}"


def python(block, place, names):
    """Runs a block with the names that those before it on the page made."""
    before, folder = dict(os.environ), os.getcwd()
    os.environ.update(place.environment)
    os.chdir(place.folder)
    try:
        exec(compile(place.here(block.text), str(block), "exec"), names)
    except Exception as e:
        raise AssertionError("".join(traceback.format_exception(e, limit=-2))) from e
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)


def sql(block, place):
    import duckdb

    folder = os.getcwd()
    os.chdir(place.folder)
    try:
        for statement in filter(str.strip, place.here(block.text).split(";")):
            print(duckdb.sql(statement))
    finally:
        os.chdir(folder)


def page_runs(page, folder):
    """Runs a page; the failures, each as a text."""
    found = blocks(page)
    todo = [block for block in found if not block.example and block.kind != "text"]
    failures, place, names, counts = [], None, {"__name__": "docs"}, {}
    try:
        for block in todo:
            counts[block.kind] = counts.get(block.kind, 0) + 1
            start = time.time()
            try:
                if block.kind == "json":
                    json.loads(re.sub(r"…|\.\.\.", "", block.text.replace("{…}", "{}")))
                elif block.kind == "yaml":
                    list(yaml.safe_load_all(block.text))
                else:
                    place = place or Place(folder, os.environ["DEMO_STORE"], os.environ["DEMO_OUTPUT"], os.environ.get("RECIPE_STORE"))
                    serves = re.search(r"nightjar serve|nightjar-serving.jar --|nightjar demo", block.text)
                    if "127.0.0.1:8080" in block.text + "".join(b.text for b in todo) and not place.running() and not serves:
                        code, output = run("bin/nightjar serve --store store", place, TIMEOUT)
                        assert code == 0, output
                    {"shell": shell, "python": lambda b, p: python(b, p, names), "sql": sql}[block.kind](block, place)
            except Exception as e:
                failures.append(f"{block}: {block.text.strip().splitlines()[0]}\n{e}")
            if time.time() - start > 2:
                print(f"  {block}: {time.time() - start:.0f} s", flush=True)
    finally:
        if place:
            place.close()
    examples = sum(block.example for block in found)
    print(f"{page}: {', '.join(f'{count} {kind}' for kind, count in counts.items()) or 'nothing to run'}; {examples} examples", flush=True)
    return failures


def main(pages):
    work = pathlib.Path(os.environ["WORK"]) / "docs"
    failures = []
    for page in pages:
        try:
            failures += page_runs(pathlib.Path(page), work / re.sub(r"\W+", "-", page))
        except AssertionError as e:
            failures.append(str(e))
    for failure in failures:
        print(f"FAILED {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PAGES))
