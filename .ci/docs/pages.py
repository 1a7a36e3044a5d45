"""A page of the docs as its checks see it: fenced blocks, what each is, and links.

A block is shell, Python, SQL, JSON, YAML or plain text; its info string says so, but for JSON and for commands that are known. The line before a
block may say, for readers as for the checks, that it is not run: *An example; it needs a Spark cluster.* A page of
measurements says so once: *The commands of this page are not run by the checks: they take hours.*
"""

import dataclasses
import pathlib
import re

EXAMPLE = re.compile(r"\*An example; .+\.\*")
PAGE_OF_EXAMPLES = re.compile(r"^\*The commands of this page are not run by the checks: .+\.\*$", re.MULTILINE)
KINDS = {"sh": "shell", "bash": "shell", "shell": "shell", "console": "shell", "python": "python", "sql": "sql"}
KINDS |= {"json": "json", "yaml": "yaml", "text": "text", "java": "text", "javascript": "text", "ini": "text"}
PROGRAMS = r"bin/nightjar|curl|aws|mvn|java|spark-submit|export|python3?|pip|kubectl|docker|systemctl|flock|bench/\S+|bash|git|cp|cd|sudo"
PROGRAMS += r"|\S*spark-submit|jupyter|make|npm|wrk|openssl|mkdir|duckdb|\.ci/\S+|schemathesis|redis-\S+|hadolint|install|useradd|jq|psql|journalctl"
COMMAND = re.compile(rf"(\$ |([A-Z_]+=\S+ )*({PROGRAMS})( |$)|(\S+ ){{5}} ?flock )")
FENCE = re.compile(r"^( *)(```+) *(\S*)")


@dataclasses.dataclass
class Block:
    """A fenced block. `kind` is shell, python, sql, json, yaml or text; `example` says that it is not run."""

    page: pathlib.Path
    line: int
    kind: str
    text: str
    example: bool

    def __str__(self):
        return f"{self.page}:{self.line}"


def blocks(page):
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    everything = bool(PAGE_OF_EXAMPLES.search(text))
    found, said, start, fence, info, body = [], "", 0, None, "", []
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if fence is None and match:
            start, fence, info, body = number, match[2], match[3], []
        elif fence is not None and line.strip() == fence:
            inside = "\n".join(body)
            found.append(Block(page, start, kind(info, inside, f"{page}:{start}"), inside, everything or bool(EXAMPLE.search(said))))
            fence, said = None, ""
        elif fence is not None:
            body.append(line)
        elif line.strip():
            said = line
    assert fence is None, f"{page}:{start}: the block must end"
    return found


def kind(info, text, where):
    """What a block is; a block that says it is text must not look like commands."""
    commands = any(COMMAND.match(line) for line in text.splitlines())
    if info:
        assert info in KINDS, f"{where}: a block must be one of {', '.join(sorted(KINDS))}: {info}"
        assert KINDS[info] != "text" or info != "text" or not commands, f"{where}: a block of text must not have commands"
        return KINDS[info]
    if commands:
        return "shell"
    assert text.lstrip().startswith("{"), f"{where}: a block that is neither commands nor JSON must say what it is, as in ```text"
    return "json"


def script(block):
    """The commands of a shell block; what follows them up to the next is their output, which begins with { or has no program."""
    text, lines, prompt = block.text, [], re.search(r"^\$ ", block.text, re.MULTILINE)
    for paragraph in re.split(r"\n(?=\s*\n)", text):
        paragraph = paragraph.strip("\n")
        if prompt:
            head = paragraph.lstrip()
            if head.startswith("$ "):
                lines.append(re.sub(r"^\$ ", "", paragraph, flags=re.MULTILINE))
        elif not paragraph.lstrip().startswith(("{", "[")):
            lines.append(paragraph)
    return "\n".join(lines)


def anchors(page):
    """The fragments of a page's headings, as GitHub makes them."""
    if page.suffix != ".md":
        return set()
    found, count = set(), {}
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).strip().replace(" ", "-")
        times = count.get(slug, 0)
        count[slug] = times + 1
        found.add(slug if not times else f"{slug}-{times}")
    return found


def broken_links(page, text):
    """The relative links of a Markdown text that lead nowhere: no such file, or no such heading in it."""
    text = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists():
            yield f"{page}: no such file: {link}"
        elif fragment and target.is_file() and fragment not in anchors(target):
            yield f"{page}: no such heading: {link}"
