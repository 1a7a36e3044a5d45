"""Writes the official train and test rows of frappe as two CSV files: frappe_split.py SOURCE FOLDER."""

import sys

import pandas

source, folder = sys.argv[1:]
rows = pandas.read_csv(source, dtype=str, keep_default_na=False)
for part in ("train", "test"):
    chosen = rows[rows["split"] == part].drop(columns="split")
    if chosen.empty:
        sys.exit(f"{source}: column split must have rows '{part}'")
    chosen.to_csv(f"{folder}/{part}.csv", index=False)
    print(f"{part}: {len(chosen):,} rows")
