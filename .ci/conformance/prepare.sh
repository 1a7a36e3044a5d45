#!/usr/bin/env bash
# Campaigns and filters for the conformance checks, in a store that the demo made: prepare.sh STORE. Expects $WORK and $PYTHON.
set -euo pipefail
store=$1
model=$("$PYTHON" -c 'import json, sys; print(json.load(open(sys.argv[1]))["model"])' "$store/campaigns/demo.json")
bin/nightjar publish --store "$store" --model "$model" --campaign conform --recipe aws-user-personalization-v2
bin/nightjar publish --store "$store" --model "$model" --campaign conform-ranking --recipe aws-personalized-ranking --metadata true
bin/nightjar publish --store "$store" --model "$model" --campaign explore --recipe aws-user-personalization-v2 \
  --exploration-weight 0.3 --exploration-item-age-cut-off 120
bin/nightjar create-filter --store "$store" --replace --campaign conform --name by-genre --expression 'INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)'
bin/nightjar create-filter --store "$store" --replace --campaign conform --name unseen --expression 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")'

data=$store/demo-data
bin/nightjar train --store "$store" --recipe aws-sims --interactions "$data/interactions.csv" --items "$data/items.csv" \
  --users "$data/users.csv" | tee "$WORK/conform-related.out"
bin/nightjar publish --store "$store" --model "$(tail -n 1 "$WORK/conform-related.out")" --campaign conform-related --metadata true
# Checked against the model that has the least: no embeddings.
bin/nightjar create-filter --store "$store" --replace --campaign conform-related --name same-genre \
  --expression 'INCLUDE ItemID WHERE Items.GENRES IN CurrentItem.GENRES'
bin/nightjar create-filter --store "$store" --replace --campaign conform-related --name comedies-in-france \
  --expression 'INCLUDE ItemID WHERE Items.GENRES IN ("Comedy") IF CurrentUser.COUNTRY = "FR"'
bin/nightjar create-filter --store "$store" --replace --campaign conform-related --name not-since \
  --expression 'EXCLUDE ItemID WHERE Interactions.TIMESTAMP >= $SINCE'
