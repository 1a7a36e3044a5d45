#!/usr/bin/env bash
# A night on frappe with its context, measured on the official test rows.
set -euo pipefail
source=$DATA/frappe split=$WORK/frappe
mkdir -p "$split"
"$PYTHON" .ci/checks/frappe_split.py "$source/interactions.csv.gz" "$split"
bin/nightjar nightly --store "$REAL_STORE" \
  --interactions "$split/train.csv" --items "$source/items.csv.gz" \
  --column USER_ID=user --column ITEM_ID=item \
  --context daytime,weekday,isweekend,homework,weather,country,city \
  --holdout "$split/test.csv" --exclude "$split/train.csv" --exclude-by query --holdout-users 0 \
  --campaign apps --campaign apps-ranking=aws-personalized-ranking
"$PYTHON" .ci/checks/beats_popularity.py "$REAL_STORE" apps 1.3
