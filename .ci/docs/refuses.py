"""The checks of the docs fail where they must: refuses.py. Needs DEMO_STORE, DEMO_OUTPUT and WORK, as commands.py."""

import os
import pathlib
import sys

from commands import page_runs
from pages import broken_links

FOLDER = pathlib.Path(os.environ["WORK"]) / "docs-refused"
FENCE = "```"
BAD = {
    "a command that fails": (f"{FENCE}\ncurl -s http://127.0.0.1:1/\n{FENCE}\n", "exit code 7"),
    "a program that is not there": (f"{FENCE}\nbin/nightjar nihgtly\n{FENCE}\n", "unknown command 'nihgtly'"),
    "a failure before the end": (f"{FENCE}sh\nfalse\ntrue\n{FENCE}\n", "exit code 1"),
    "Python that fails": (f"{FENCE}python\nprint(nothing)\n{FENCE}\n", "nothing"),
    "SQL that fails": (f"{FENCE}sql\nSELECT nothing;\n{FENCE}\n", "nothing"),
    "JSON that is none": (f'{FENCE}json\n{{"a": }}\n{FENCE}\n', "Expecting value"),
    "YAML that is none": (f"{FENCE}yaml\na: [1\n{FENCE}\n", "expected"),
    "commands called text": (f"{FENCE}text\nbin/nightjar prune --store store --keep 1\n{FENCE}\n", "must not have commands"),
    "a language that nobody knows": (f"{FENCE}shel\nls\n{FENCE}\n", "a block must be one of"),
    "a block of who knows what": (f"{FENCE}\nfrobnicate --all\n{FENCE}\n", "must say what it is"),
    "no end": (f"{FENCE}\nls\n", "the block must end"),
    "an example that does not say why": (f"*An example.*\n\n{FENCE}sh\nno-such-program\n{FENCE}\n", "exit code 127"),
}
GOOD = {
    "a block of text": f"{FENCE}text\na + b\n{FENCE}\n",
    "an example": f"*An example; it needs a cluster.*\n\n{FENCE}\nspark-submit --class x\n{FENCE}\n",
    "output after a command": f'{FENCE}\n$ echo "{{}}"\n\n{{"not": run}}\n{FENCE}\n',
    "names that last": f"{FENCE}\nexport A=1\n{FENCE}\n{FENCE}sh\n[ $A = 1 ]\n{FENCE}\n{FENCE}python\na = 1\n{FENCE}\n{FENCE}python\nassert a\n{FENCE}\n",
}


def outcome(name, text):
    folder = FOLDER / name.replace(" ", "-")
    folder.mkdir(parents=True)
    page = folder / "page.md"
    page.write_text(text)
    try:
        return "\n".join(page_runs(page, folder / "run"))
    except AssertionError as e:
        return str(e)


wrong = []
for name, (text, expected) in BAD.items():
    found = outcome(name, text)
    if expected not in found:
        wrong.append(f"{name} must fail with '{expected}': {found!r}")
for name, text in GOOD.items():
    found = outcome(name, text)
    if found:
        wrong.append(f"{name} must pass: {found}")

page = FOLDER / "links.md"
page.write_text("# Two words\n\n## `code` and more\n\n[a](#two-words) [b](#code-and-more) [c](links.md#nowhere) [d](gone.md) [e](https://example.com)\n")
found = list(broken_links(page, page.read_text()))
if [text.split(": ", 1)[1] for text in found] != ["no such heading: links.md#nowhere", "no such file: gone.md"]:
    wrong.append(f"two links must be broken: {found}")
print("\n".join(wrong) or f"{len(BAD)} bad pages refused, {len(GOOD)} good ones pass")
sys.exit(bool(wrong))
