"""Every relative link of the docs and the notebooks leads to a file, and to a heading of it: links.py"""

import json
import pathlib
import sys

from pages import broken_links

PAGES = [pathlib.Path("README.md"), *sorted(pathlib.Path("docs").rglob("*.md")), *sorted(pathlib.Path("notebooks").glob("*.md"))]
found = [broken for page in PAGES for broken in broken_links(page, page.read_text(encoding="utf-8"))]
for notebook in sorted(pathlib.Path("notebooks").glob("*.ipynb")):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found += broken_links(notebook, "".join(cell["source"]))
print("\n".join(found) or f"the links of {len(PAGES)} pages lead somewhere")

index = pathlib.Path("docs/README.md").read_text(encoding="utf-8")
missing = [page.name for page in pathlib.Path("docs").glob("*.md") if page.name != "README.md" and f"({page.name}" not in index]
if missing:
    print(f"docs/README.md must name {', '.join(sorted(missing))}")
sys.exit(bool(found or missing))
