#!/usr/bin/env bash
# The AWS CLI asks both operations; only the environment points it at the server.
set -euo pipefail
arn=arn:aws:personalize:us-east-1:000000000000:campaign

ask() {
  aws --output text personalize-runtime "$@"
}

expect() { # WHAT EXPECTED FOUND
  [ "$2" = "$3" ] || { echo "$1 must be '$2': '$3'" >&2; exit 1; }
}

refused() { # ERROR ARGUMENTS...
  local error=$1 said
  shift
  if said=$(ask "$@" 2>&1); then
    echo "must be refused with $error: $*" >&2
    exit 1
  fi
  case $said in
    *"($error)"*) ;;
    *) echo "must be refused with $error: $said" >&2; exit 1 ;;
  esac
}

count='length(itemList)'
context='weather=sunny,daytime=evening'
expect 'items for a known user' 7 "$(ask get-recommendations --campaign-arn "$arn/films" --user-id 1 --num-results 7 --query "$count")"
expect 'items in context' 25 "$(ask get-recommendations --campaign-arn "$arn/apps" --user-id 0 --context "$context" --query "$count")"
expect 'items for an unknown user' 25 "$(ask get-recommendations --campaign-arn "$arn/films" --user-id nobody --query "$count")"
ranked=$(ask get-personalized-ranking --campaign-arn "$arn/apps-ranking" --user-id 0 --context "$context" \
  --input-list no-such-item 0 1 --query 'personalizedRanking[].itemId')
expect 'last of the ranking' no-such-item "${ranked##*$'\t'}"
refused ResourceNotFoundException get-recommendations --campaign-arn "$arn/nothing" --user-id 1
refused InvalidInputException get-recommendations --campaign-arn "$arn/films" --user-id 1 --num-results 501
refused InvalidInputException get-recommendations --campaign-arn "$arn/films-ranking" --user-id 1
aws --version
