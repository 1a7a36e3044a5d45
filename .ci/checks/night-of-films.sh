#!/usr/bin/env bash
# A night on MovieLens, straight from its own compressed files and columns; then its model must beat popularity.
set -euo pipefail
source=$DATA/ml-latest-small
bin/nightjar nightly --store "$REAL_STORE" \
  --interactions "$source/ratings.csv.gz" --items "$source/movies.csv.gz" \
  --column USER_ID=userId --column ITEM_ID=movieId \
  --campaign films --campaign films-ranking=aws-personalized-ranking
"$PYTHON" .ci/checks/beats_popularity.py "$REAL_STORE" films 1.2
