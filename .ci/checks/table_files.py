"""Files of a model as PyArrow reads them: table_files.py STORE CAMPAIGN...

Columns and types are those of the specification, everything is zstd, rows are sorted, every size and SHA-256 of
the manifest is true, and nothing that the manifest does not list lies in the model's folder.
"""

import hashlib
import sys

import pyarrow as arrow
import pyarrow.parquet as parquet
from model_tables import Model

FLOATS = "list<float>"
COLUMNS = {
    "users": {"user_id": "string", "embedding": FLOATS},
    "items": {"item_id": "string", "embedding": FLOATS, "popularity": "int64"},
    "context": {"field": "string", "value": "string", "embedding": FLOATS, "interactions": "int64"},
    "observed_contexts": {"context": "string", "interactions": "int64"},
    "holdout": {"user_id": "string", "item_id": "string", "timestamp": "int64", "context": "string", "seen": "list<string>"},
    "history": {"user_id": "string", "events": "list<struct<item_id: string, event_type: string, timestamp: int64>>"},
    "popular_items": {"rank": "int32", "item_id": "string", "interactions": "int64", "users": "int64"},
    "item_ages": {"item_id": "string", "age": "int64"},
    "recommendations": {
        "user_id": "string",
        "context": "string",
        "log_partition": "double",
        "items": "list<struct<item_id: string, score: float>>",
    },
}


def plain(kind):
    """Name of a type without the names that Parquet gives to the inside of lists."""
    if arrow.types.is_list(kind):
        return f"list<{plain(kind.value_type)}>"
    if arrow.types.is_struct(kind):
        return "struct<" + ", ".join(f"{field.name}: {plain(field.type)}" for field in kind) + ">"
    return str(kind)


def check_columns(folder, path, file):
    found = {field.name: plain(field.type) for field in file.schema_arrow}
    expected = COLUMNS[folder]
    assert list(found)[: len(expected)] == list(expected), f"{path}: columns must begin {list(expected)}: {list(found)}"
    for name, kind in expected.items():
        assert found[name] == kind, f"{path}: {name} must be {kind}: {found[name]}"
    # Those two have the columns of the Items and Users data sets too.
    if folder not in ("items", "users"):
        assert len(found) == len(expected), f"{path}: columns must be {list(expected)}: {list(found)}"
    for name in found:
        assert name == name.lower(), f"{path}: columns must be snake_case: {name}"


def check_compression(path, file):
    for group in range(file.num_row_groups):
        for column in range(file.metadata.num_columns):
            chunk = file.metadata.row_group(group).column(column)
            assert chunk.compression == "ZSTD", f"{path}: {chunk.path_in_schema} must be ZSTD: {chunk.compression}"


def check_order(folder, path, table):
    if folder == "recommendations":
        keys = list(zip(table["context"].to_pylist(), [user or "" for user in table["user_id"].to_pylist()]))
    elif folder in ("users", "items"):
        keys = table[folder[:-1] + "_id"].to_pylist()
    elif folder == "history":
        keys = table["user_id"].to_pylist()
    elif folder == "popular_items":
        keys = table["rank"].to_pylist()
    else:
        return
    for before, after in zip(keys, keys[1:]):
        assert before < after, f"{path}: rows must be sorted and distinct: {before} before {after}"


def check_model(model):
    listed = model.manifest["files"]
    for name, entry in listed.items():
        content = (model.folder / name).read_bytes()
        assert len(content) == entry["size"], f"{name}: size must be {entry['size']}: {len(content)}"
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], f"{name}: SHA-256 differs from the manifest's"
    there = {str(path.relative_to(model.folder)) for path in model.folder.rglob("*") if path.is_file()}
    assert there == set(listed) | {"model.json"}, f"unlisted or missing: {there ^ set(listed) ^ {'model.json'}}"
    for folder in COLUMNS:
        paths = model.files(folder)
        assert paths, f"{folder}: must have files"
        for path in paths:
            file = parquet.ParquetFile(path)
            check_columns(folder, path, file)
            check_compression(path, file)
            check_order(folder, path, file.read())


def check_counts(model):
    manifest = model.manifest
    users, items, variants = len(model.user_ids), len(model.item_ids), len(manifest["variants"])
    assert manifest["counts"]["users"] == users and manifest["counts"]["items"] == items
    rows = model.table("recommendations")
    assert rows.num_rows == (users + 1) * variants, f"rows must be (users + 1) x variants: {rows.num_rows}"
    assert rows["user_id"].null_count == variants, "there must be one row for unknown users in every variant"
    assert model.items.shape[1] == model.users.shape[1] == manifest["dimension"]
    assert (model.users[:, -1] == 1).all(), "the last value of every user must be 1"
    lengths = {len(items) for items in rows["items"].to_pylist()}
    assert lengths == {min(manifest["topN"], items)}, f"every list must have {manifest['topN']} items: {lengths}"


for campaign in sys.argv[2:]:
    model = Model(sys.argv[1], campaign)
    check_model(model)
    check_counts(model)
    print(f"{campaign}: {len(model.manifest['files'])} files as specified")
