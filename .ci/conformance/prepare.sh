#!/usr/bin/env bash
# Campaigns and filters for the conformance checks, in a store that the demo made: prepare.sh STORE
set -euo pipefail
store=$1
model=$("$PYTHON" -c 'import json, sys; print(json.load(open(sys.argv[1]))["model"])' "$store/campaigns/demo.json")
bin/nightjar publish --store "$store" --model "$model" --campaign conform --recipe aws-user-personalization-v2
bin/nightjar publish --store "$store" --model "$model" --campaign conform-ranking --recipe aws-personalized-ranking --metadata true
bin/nightjar publish --store "$store" --model "$model" --campaign explore --recipe aws-user-personalization-v2 \
  --exploration-weight 0.3 --exploration-item-age-cut-off 120
bin/nightjar create-filter --store "$store" --replace --campaign conform --name by-genre --expression 'INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)'
bin/nightjar create-filter --store "$store" --replace --campaign conform --name unseen --expression 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ("*")'
