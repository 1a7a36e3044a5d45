#!/usr/bin/env bash
# A night that does not reach what is required publishes nothing and fails: refused_night.sh STORE INTERACTIONS CAMPAIGN
set -euo pipefail
store=$1 interactions=$2 campaign=$3
before=$(cat "$store/campaigns/$campaign.json")
code=0
bin/nightjar nightly --store "$store" --interactions "$interactions" --items "${interactions%/*}/items.csv" \
  --context DEVICE,DAYPART --dimension 8 --epochs 5 --max-variants 1 --campaign "$campaign" \
  --require 'recall_at_20>=popularity' --require 'ndcg_at_10>=1.5*previous' >"$WORK/refused.out" 2>"$WORK/refused.err" || code=$?
[ "$code" = 1 ] || { echo "the exit code must be 1: $code"; tail -3 "$WORK/refused.err"; exit 1; }
tail -1 "$WORK/refused.err"
grep -q "campaign $campaign stays with .*not met: ndcg_at_10>=1.5\*previous: the model has 0\..*, previous 0\." "$WORK/refused.err"
grep -q '^ndcg_at_10 ' "$WORK/refused.out"
[ "$before" = "$(cat "$store/campaigns/$campaign.json")" ] || { echo "the campaign must stay as it was"; exit 1; }
grep -q '"outcome" : "refused"' "$(ls "$store"/runs/*.json | tail -1)" || { echo "the record of the night must say that it was refused"; exit 1; }
