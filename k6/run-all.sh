#!/usr/bin/env bash
# Runs a short form of each scenario against a running Spate, one after the other, and prints what came of them.
#
#   k6/run-all.sh [NAME…]            all, or those named (for example: fan-out soak)
#   BASE=http://localhost:8080       where Spate is
#   K6=…                             the k6 to run, where it is not in PATH
#   RESULTS=DIR                      where outputs and figures (JSON) go; a new temporary folder by default
#
# Ends with 0 only if all thresholds of all scenarios were kept.
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
BASE="${BASE:-http://localhost:8080}"
RESULTS="${RESULTS:-$(mktemp -d)}"
# shellcheck source=lib/shell.sh
. "$HERE/lib/shell.sh"

find_k6
check_server
raise_files
share_accounts
mkdir -p "$RESULTS"

short_form() {
  case "$1" in
    join-spike) ;;
    fan-out) ;;
    round-trip) printf '%s ' -e DURATION=15 ;;
    history-breaking-point) printf '%s ' -e LAST=1000 -e STEPS=6 -e STEP_SECONDS=4 ;;
    reconnect-storm) printf '%s ' -e ROUNDS=2 ;;
    soak) printf '%s ' -e DURATION=30s -e STAY_MAX=10 ;;
    *) printf 'no such scenario: %s\n' "$1" >&2; return 1 ;;
  esac
}

[ $# -gt 0 ] || set -- join-spike fan-out round-trip history-breaking-point reconnect-storm soak
for name in "$@"; do short_form "$name" >/dev/null; done

failed=0
lines=()
for name in "$@"; do
  printf '%s …\n' "$name"
  began=$SECONDS
  code=0
  # shellcheck disable=SC2046 # one word each
  "$K6" run -q -e BASE="$BASE" -e OUT="$RESULTS/$name.json" $(short_form "$name") "$HERE/scenarios/$name.js" \
    >"$RESULTS/$name.txt" 2>&1 || code=$?
  cat "$RESULTS/$name.txt"
  case $code in
    0) verdict=kept ;;
    99) verdict='THRESHOLDS BROKEN' ;;
    *) verdict="FAILED ($code)" ;;
  esac
  [ $code = 0 ] || failed=1
  lines+=("$(printf '%-24s %-18s %4d s' "$name" "$verdict" $((SECONDS - began)))")
done

printf '\nSummary (figures in %s)\n' "$RESULTS"
printf '  %s\n' "${lines[@]}"
exit $failed
