#!/usr/bin/env bash
# Usage: scripts/hammer.sh [TIMES] [--scripts-only]
# Starts each entry of ./weblab so often, many at once: each must start and say something.
# --scripts-only puts a stand-in in dotnet's place: it is the scripts that are tried then, many times in little time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# one FOLDER WANTED ARGUMENT...: starts one entry once.
if [ "${1:-}" = --one ]; then
  folder=$2 wanted=$3; shift 3
  said=$(mktemp "$folder/said.XXXXXX")
  code=0
  ./weblab "$@" >"$said" 2>&1 </dev/null || code=$?
  if [ "$code" = "$wanted" ] && [ -s "$said" ]; then echo ok; else echo "exit code $code and not $wanted, saying: $(<"$said")"; fi
  rm -f "$said"
  exit 0
fi

times=200 only_scripts=false
for option in "$@"; do
  case "$option" in
    --scripts-only) only_scripts=true ;;
    *[!0-9]*|"") echo "hammer takes a number of times and --scripts-only; it was $option." >&2; exit 2 ;;
    *) times=$option ;;
  esac
done
# Built before: it is starting that is tried, and a stand-in builds nothing.
./weblab doctor --help >/dev/null
./weblab bench --help >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
refused=2
if $only_scripts; then
  # As long as a machine with many SDKs answers, so that a reader that leaves early is caught.
  printf '#!/bin/sh\necho 10.0.100 [/a]\ni=0; while [ $i -lt 50 ]; do echo "9.0.$i [/a]"; i=$((i+1)); done\n' >"$folder/dotnet"
  chmod +x "$folder/dotnet"
  export PATH=$folder:$PATH
  refused=0
fi

entries=(
  "0" "0 --help" "2 nonsense" "2 test --nonsense" "0 test --help" "0 serve --help" "0 train --help" "0 models --help" "0 datasets --help"
  "0 paper --help" "0 theorem1 --help" "0 backup --help" "0 restore --help" "0 compact --help" "0 doctor --help" "0 bench --help"
  "0 audit --help" "0 datasets import --help" "0 worker describe" "0 bench train --help" "0 models" "0 paper list"
  "0 theorem1 --n 50 --d 3" "$refused train --epochs 0" "$refused theorem1 --n 0"
  "$refused serve --port none" "$refused backup --store $folder/none" "$refused bench nonsense"
)
failed=0 all=0
for entry in "${entries[@]}"; do
  read -ra words <<<"$entry"
  for ((i = 0; i < times; i++)); do printf '%s\0' "$folder"; done |
    xargs -0 -P "${HAMMERS:-8}" -I{} "scripts/hammer.sh" --one {} "${words[@]}" >"$folder/results"
  started=$(grep -cx ok "$folder/results" || true)
  all=$((all + times)) failed=$((failed + times - started))
  echo "$started of $times: ./weblab ${words[*]:1}"
  sort "$folder/results" | uniq -c | awk '$2 != "ok" && shown++ < 3'
done
echo "$((all - failed)) of $all started"
[ "$failed" = 0 ]
