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
  build_server
fi
build_worker
build_tests

total=0 failed=0 skipped=0
for folder in "$root"/tests/*/; do
  project=$(basename "$folder")
  if $fast && [ "$project" = WebLab.EndToEnd.Tests ]; then continue; fi
  dll=$(ls "$artifacts/bin/$project/release"*"/$project.dll" | head -n 1)
  log=$artifacts/logs/$project.log
  echo "== $project"
  dotnet "$dll" -noColor "${filter[@]}" 2>&1 </dev/null | tee "$log" || true
  summary=$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -n 1 || true)
  if [ -z "$summary" ]; then
    echo "$project ended without a summary: it crashed; its output is in ${log#"$root"/}."; failed=$((failed + 1)); continue
  fi
  number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
  total=$((total + $(number Total))) skipped=$((skipped + $(number Skipped)))
  failed=$((failed + $(number Failed) + $(number Errors)))
done

echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
