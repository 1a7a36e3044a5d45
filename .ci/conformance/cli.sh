#!/usr/bin/env bash
# Conformance of the runtime API as the AWS CLI sees it. Only the environment points it at the server.
set -euo pipefail
arn=arn:aws:personalize:us-east-1:000000000000

ask() {
  aws --output text personalize-runtime "$@"
}

recommend() {
  ask get-recommendations --campaign-arn "$arn:campaign/conform" --user-id user-0001 "$@"
}

rank() {
  ask get-personalized-ranking --campaign-arn "$arn:campaign/conform-ranking" --user-id user-0001 "$@"
}

related() { # to the first film
  ask get-recommendations --campaign-arn "$arn:campaign/conform-related" --item-id film-0001 "$@"
}

have() { # GENRE|GENRE GENRES-OF-AN-ITEM...
  local asked=$1 genres genre
  shift
  [ $# -gt 0 ] || { echo "items must be listed that are $asked" >&2; exit 1; }
  for genres in "$@"; do
    IFS='|' read -ra genre <<<"$genres"
    for genre in "${genre[@]}"; do
      [[ "|$asked|" != *"|$genre|"* ]] || continue 2
    done
    echo "must be $asked: $genres" >&2
    exit 1
  done
}

expect() { # WHAT EXPECTED FOUND
  [ "$2" = "$3" ] || { echo "$1 must be '$2': '$3'" >&2; exit 1; }
}

refused() { # ERROR TEXT COMMAND...
  local error=$1 text=$2 said
  shift 2
  if said=$("$@" 2>&1); then
    echo "must be refused with $error: $*" >&2
    exit 1
  fi
  [[ $said == *"($error)"*"$text"* ]] || { echo "must be refused with $error, $text: $said" >&2; exit 1; }
}

count='length(itemList)'
by_genre=(--filter-arn "$arn:filter/by-genre" --filter-values '{"GENRES":"\"Comedy\",\"Crime\""}')
expect 'items by default' 25 "$(recommend --query "$count")"
expect 'items' 7 "$(recommend --num-results 7 --item-id film-0001 --context DEVICE=tv,DAYPART=evening --query "$count")"
expect 'filtered items' 50 "$(recommend --num-results 50 "${by_genre[@]}" --query "$count")"
genres=$(recommend --num-results 50 "${by_genre[@]}" --metadata-columns ITEMS=GENRES,TITLE --query 'itemList[].metadata.GENRES')
IFS=$'\t' read -ra genres <<<"$genres"
have 'Comedy|Crime' "${genres[@]}"
promotions='[{"name":"house","percentPromotedItems":25,"filterArn":"'$arn':filter/by-genre","filterValues":{"GENRES":"\"Comedy\""}}]'
expect 'promoted items' 3 "$(recommend --num-results 10 --promotions "$promotions" --query "length(itemList[?promotionName=='house' && reason[0]=='Promoted item'])")"
expect 'scores of a recommender' 0 "$(ask get-recommendations --recommender-arn "$arn:recommender/conform" --user-id user-0001 --query 'length(itemList[?score])')"
ranked=$(rank --input-list no-such-item film-0001 film-0002 --context DEVICE=tv --metadata-columns ITEMS=TITLE --query 'personalizedRanking[].itemId')
expect 'last of the ranking' no-such-item "${ranked##*$'\t'}"
expect 'a ranking that a filter empties' 0 "$(rank --input-list no-such-item "${by_genre[@]}" --query 'length(personalizedRanking)')"
same_genre=$(related --num-results 20 --filter-arn "$arn:filter/same-genre" --metadata-columns ITEMS=GENRES --query 'itemList[].metadata.GENRES')
IFS=$'\t' read -ra genres <<<"$same_genre"
expect 'related items of a genre' 20 "${#genres[@]}"
have "$(rank --input-list film-0001 --metadata-columns ITEMS=GENRES --query 'personalizedRanking[0].metadata.GENRES')" "${genres[@]}"
french=(--filter-arn "$arn:filter/comedies-in-france" --metadata-columns ITEMS=GENRES)
genres=$(related --user-id user-0001 "${french[@]}" --query 'itemList[].metadata.GENRES')
IFS=$'\t' read -ra genres <<<"$genres"
have Comedy "${genres[@]}"
ids='itemList[].itemId'
expect 'for a user of another country' "$(related --query "$ids")" "$(related --user-id user-0002 "${french[@]}" --query "$ids")"
expect 'related items with a score' 0 "$(related --query 'length(itemList[?score])')"
not_since=(--filter-arn "$arn:filter/not-since" --filter-values)
expect 'without anything since 1970' "$(recommend --filter-arn "$arn:filter/unseen" --query "$ids")" "$(recommend "${not_since[@]}" '{"SINCE":"\"0\""}' --query "$ids")"
expect 'without anything since 2100' "$(recommend --query "$ids")" "$(recommend "${not_since[@]}" '{"SINCE":"\"4102444800\""}' --query "$ids")"
explored=$(ask get-recommendations --campaign-arn "$arn:campaign/explore" --user-id user-0001 --num-results 100 --query "length(itemList[?reason[0]=='Exploration' && score])")
[ "$explored" -gt 0 ] || { echo "100 places of which 30 % are explored must have explored items: $explored" >&2; exit 1; }
refused ResourceNotFoundException 'campaign/nope does not exist' ask get-recommendations --campaign-arn "$arn:campaign/nope" --user-id u
refused ResourceNotFoundException 'filter/nope does not exist' recommend --filter-arn "$arn:filter/nope"
refused InvalidInputException 'numResults must not exceed 500: 501' recommend --num-results 501
refused InvalidInputException "'PRICE' is none of" recommend --metadata-columns ITEMS=PRICE
refused InvalidInputException 'GetActionRecommendations is not supported' ask get-action-recommendations --campaign-arn "$arn:campaign/conform" --user-id u
for status in 429 500 503; do
  user=fail-$status-2-cli
  expect "items after two times $status" 25 "$(ask get-recommendations --campaign-arn "$arn:campaign/conform" --user-id "$user" --query "$count")"
  expect "attempts with $status" 3 "$(curl -fsS "$AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME/attempts/$user")"
done
aws --version
