#!/usr/bin/env bash
# A night of each recipe that is not for a user, on MovieLens; one model serves two recipes.
set -euo pipefail
source=$DATA/ml-latest-small
# MovieLens says nothing of its users: the age of user n is n modulo 80, the first ten are not in the file, a newcomer is.
{
  echo userId,AGE
  for user in $(seq 11 610); do echo "$user,$((user % 80))"; done
  echo newcomer,33
} >"$WORK/ages.csv"
night() { # RECIPE FLAGS...
  local recipe=$1
  shift
  bin/nightjar nightly --store "$RECIPE_STORE" --recipe "$recipe" \
    --interactions "$source/ratings.csv.gz" --items "$source/movies.csv.gz" --users "$WORK/ages.csv" \
    --column USER_ID=userId --column ITEM_ID=movieId "$@"
}
night aws-sims --hyperparameter popularity_discount_factor=0.4 --campaign sims
night aws-similar-items --hyperparameter item_id_hidden_dimension=32 --epochs 5 \
  --campaign similar --campaign similar-ranking=aws-personalized-ranking
night aws-popularity-count --campaign popular
night arn:aws:personalize:::recipe/aws-trending-now --hyperparameter 'trend_discovery_frequency=1 day' --campaign trending

# A recipe that a model cannot serve is refused before it is trained, and by publish.
refused() { # WORDS COMMAND...
  local words=$1
  shift
  if "$@" >"$WORK/refused.out" 2>&1; then
    echo "must fail: $*" >&2
    return 1
  fi
  grep -qF -- "$words" "$WORK/refused.out" || { cat "$WORK/refused.out" >&2; return 1; }
}
refused '--campaign home must have a recipe that a model of --recipe aws-sims can serve: aws-user-personalization' \
  night aws-sims --campaign home=aws-user-personalization
refused '--hyperparameter min_cointeraction_count must be a whole number from 0 to 10' \
  night aws-sims --hyperparameter min_cointeraction_count=11
refused '--hyperparameter must be one that aws-sims has (popularity_discount_factor, min_cointeraction_count,' \
  night aws-sims --hyperparameter hidden_dimension=64
model=$("$PYTHON" -c 'import json, sys; print(json.load(open(sys.argv[1]))["model"])' "$RECIPE_STORE/campaigns/trending.json")
refused 'is trained for aws-trending-now, which cannot serve recipe aws-popularity-count' \
  bin/nightjar publish --store "$RECIPE_STORE" --campaign popular --model "$model" --recipe aws-popularity-count
