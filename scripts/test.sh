#!/usr/bin/env bash
# Usage: ./weblab test [--fast]     Builds and runs every test project; the last line counts.
# --fast leaves out tests that carry [Trait("Speed", "Slow")] and the browser.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/scripts/build.sh"

fast=false
for option in "$@"; do
  case "$option" in
    --fast) fast=true ;;
    -h|--help) sed -n '2,3s/^# //p' "$0"; exit 0 ;;
    *) echo "test takes no option but --fast; it was $option." >&2; exit 2 ;;
  esac
done

ready_native
filter=()
if $fast; then
  filter=(-trait- Speed=Slow)
else
  WEBLAB_CHROMIUM=$("$root/scripts/setup-chromium.sh"); export WEBLAB_CHROMIUM
  # Without it one test class is skipped, and says so.
  "$root/scripts/setup-nginx.sh" >/dev/null || true
  # Without them the tests of clusters are skipped, and say so.
  "$root/scripts/setup-slurm.sh" >/dev/null || true
  build_server
fi
# The trainer with them: by itself it took a minute more, with a core idle.
build_tests

# Three lanes share the cores: threads of libtorch that spin while they wait for each other took six times as long (docs/performance.md).
export OMP_WAIT_POLICY=PASSIVE
# Hundreds of servers and workers live for seconds: a tenth of their start goes to counting for a recompilation that never comes.
export DOTNET_TieredPGO=0

total=0 failed=0 skipped=0
lanes=$(mktemp -d "$artifacts/logs/lanes.XXXXXX")
trap 'end_lanes; rm -rf "$lanes"' EXIT
pids=()
# The programs are their lane's children, and its own children go with them: nothing lives on after Ctrl+C or a time-out.
end_lanes() { local pid; for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done; }
trap 'exit 130' INT
trap 'exit 143' TERM

# lane NAME PROJECT...: runs projects one after the other; what each said is a file, so that lanes do not mix their lines.
lane() {
  local name=$1 project dll began part; shift
  trap 'kill -TERM $(jobs -p) 2>/dev/null; exit 143' TERM
  for project in "$@"; do
    began=$SECONDS
    case "$project" in
      *.Tests.*) dll=$(built "${project%.*}"); part=(-namespace "$project") ;;
      WebLab.Server.Tests)
        dll=$(built "$project")
        part=()
        for other in Clusters Workers Security Datasets; do part+=(-namespace- "$project.$other"); done ;;
      *) dll=$(built "$project"); part=() ;;
    esac
    # The XML has each test's seconds.
    dotnet "$dll" -noColor "${part[@]}" "${filter[@]}" -xml "$artifacts/logs/$project.xml" >"$artifacts/logs/$project.log" 2>&1 </dev/null &
    wait $! || true
    echo "$((SECONDS - began))" >"$lanes/$project.seconds"
  done
}

# report PROJECT: what it said, and its counts. A project without a summary crashed.
report() {
  local log=$artifacts/logs/$1.log summary seconds
  seconds=$(cat "$lanes/$1.seconds")
  echo "== $1 ($seconds s)"
  cat "$log"
  summary=$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -n 1 || true)
  if [ -z "$summary" ]; then
    echo "$1 ended without a summary: it crashed; its output is in ${log#"$root"/}."; failed=$((failed + 1)); return
  fi
  total=$((total + $(number Total))) skipped=$((skipped + $(number Skipped)))
  failed=$((failed + $(number Failed) + $(number Errors)))
}
number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }

# What waits for servers goes beside what waits for workers, and both beside what computes and what waits for Slurm: three lanes of
# about the same length. The browser's tests go alone: they judge by what a person waits for.
waiting=() workers=() computing=() last=()
for folder in "$root"/tests/*.Tests/; do
  project=$(basename "$folder")
  case "$project" in
    WebLab.EndToEnd.Tests) if ! $fast; then last+=("$project"); fi ;;
    WebLab.Server.Tests) waiting+=("$project"); workers+=("$project.Workers" "$project.Security" "$project.Datasets") ;;
    WebLab.Training.Tests) computing+=("$project") ;;
    *) workers+=("$project") ;;
  esac
done
computing+=(WebLab.Server.Tests.Clusters)

lane waiting "${waiting[@]}" & pids+=($!)
lane workers "${workers[@]}" & pids+=($!)
lane computing "${computing[@]}" & pids+=($!)
for pid in "${pids[@]}"; do wait "$pid"; done
pids=()
for project in "${computing[@]}" "${workers[@]}" "${waiting[@]}"; do report "$project"; done
if [ ${#last[@]} -gt 0 ]; then
  lane last "${last[@]}" & pids=($!)
  wait "${pids[0]}"
  pids=()
  report "${last[0]}"
fi

echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
