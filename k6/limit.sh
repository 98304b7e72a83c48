#!/usr/bin/env bash
# Where k6 itself ends: fan-out at rising rates, with the cores that k6 and the server took while messages were sent, and
# what was left idle (Linux only).
#
#   k6/limit.sh SERVER_PID           the process that serves WebSocket at BASE
#   BASE, K6                         as for run-all.sh
#   RATES='1 2 5', SECONDS_EACH=12   messages a second of each of 100 senders, and for how long; above 5 raise the
#                                    server's spate.chat.session.posts-per-second
#   VIEWERS=500
#
# Cores are taken while messages are sent, microseconds for a delivery until k6 has looked at all of them. Where `behind`
# reaches seconds, k6 did not keep up and no latency of that run is the server's.
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
BASE="${BASE:-http://localhost:8080}"
SERVER="${1:?name the pid of the server}"
RATES="${RATES:-1 2 5}"
SECONDS_EACH="${SECONDS_EACH:-12}"
VIEWERS="${VIEWERS:-500}"
# shellcheck source=lib/shell.sh
. "$HERE/lib/shell.sh"

find_k6
check_server
raise_files
share_accounts
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# sample_until_ended PID: a line each half second: milliseconds, CPU of k6, of the server, idle (hundredths of a second).
sample_until_ended() {
  local cpu
  while cpu=$(cpu_of "$1" 2>/dev/null) && [ -n "$cpu" ]; do
    printf '%s %s %s %s\n' "$(date +%s%3N)" "$cpu" "$(cpu_of "$SERVER")" "$(cpu_idle)"
    sleep 0.5
  done
}

told() { sed -n "s/.* $1 .*p(99) \([0-9.]*\).*/\1/p" "$folder/out"; }

# Sessions of senders get every message too.
sessions=$((VIEWERS + 100))
printf '%-11s%-11s%-10s%-13s%-14s%-13s%-13s%-14s%-13s%s\n' \
  'planned/s' deliveries 'k6 cores' 'server cores' 'others cores' 'k6 µs/del.' 'serv. µs/del.' 'latency p99' 'behind p99' 'all there'
for rate in $RATES; do
  code=0
  "$K6" run -q -e BASE="$BASE" -e VIEWERS="$VIEWERS" -e RATE="$rate" -e MESSAGES=$((rate * SECONDS_EACH)) -e SENDERS=100 \
    "$HERE/scenarios/fan-out.js" >"$folder/out" 2>&1 &
  pid=$!
  sample_until_ended $pid >"$folder/samples"
  wait $pid || code=$?
  if [ $code != 0 ] && [ $code != 99 ]; then
    cat "$folder/out" >&2
    exit 1
  fi
  wrong=$(grep -c 'BROKEN \(lost\|doubled\|reordered\|foreign\|chain\|deliveries\)' "$folder/out" || true)
  from=$(sed -n 's/.*sent from \([0-9]*\) to .*/\1/p' "$folder/out")
  awk -v from="$from" -v to=$((from + SECONDS_EACH * 1000)) -v planned=$((sessions * rate * 100)) \
    -v deliveries=$((sessions * rate * SECONDS_EACH * 100)) -v cores="$(nproc)" -v latency="$(told delivery_latency)" \
    -v behind="$(told client_lag)" -v wrong="$wrong" '
    $1 < from { next }
    !n++ { t = $1; k = $2; s = $3; i = $4 }
    $1 <= to { T = $1; K = $2; S = $3; I = $4 }
    { allK = $2; allS = $3 }
    END {
      wall = (T - t) / 1000; k6 = (K - k) / 100 / wall; server = (S - s) / 100 / wall; idle = (I - i) / 100 / wall
      printf "%-11d%-11d%-10.2f%-13.2f%-14.2f%-12.2f%-13.2f%-14s%-13s%s\n", planned, deliveries, k6, server,
        cores - k6 - server - idle, (allK - k) * 1e4 / deliveries, (allS - s) * 1e4 / deliveries, latency " ms", behind " ms",
        wrong == 0 ? "yes" : "no"
    }' "$folder/samples"
done
