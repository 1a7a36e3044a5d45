"""A committed notebook must have been executed and show no paths of a machine: notebook_outputs.py NOTEBOOK"""

import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
for number, cell in enumerate(cells, 1):
    assert cell["execution_count"] == number, f"{sys.argv[1]}: code cell {number} must be executed in order"
    for output in cell["outputs"]:
        assert output["output_type"] != "error", f"{sys.argv[1]}: code cell {number} failed"
        assert output.get("name") != "stderr", f"{sys.argv[1]}: code cell {number} must show no messages of the machine: {output['text']}"
        text = json.dumps({kind: data for kind, data in output.get("data", {}).items() if kind.startswith("text")} or output.get("text", ""))
        path = re.search(r"/(tmp|home|root|work|Users|usr)/[\w./-]*", text)
        assert not path, f"{sys.argv[1]}: code cell {number} must show no paths: {path.group()}"
assert any("image/png" in output.get("data", {}) for cell in cells for output in cell["outputs"]), "there must be a picture"
