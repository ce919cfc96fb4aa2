#!/usr/bin/env bash
# Usage: ./weblab bench NAME [--json]     Measures; exit code 1 when a target is missed. bench --help lists the names.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$PWD
. "$root/scripts/build.sh"

case "${1:-}" in
  store|live|ui|reliability) build_server ;;
esac
case "${1:-}" in
  train|store|live|ui|reliability) ready_native; build_worker ;;
esac
case "${1:-}" in
  live|ui) WEBLAB_CHROMIUM=$("$root/scripts/setup-chromium.sh"); export WEBLAB_CHROMIUM ;;
esac
if changed "$artifacts/.bench" src/WebLab.Contracts src/WebLab.Science src/WebLab.Data src/WebLab.Server bench; then
  run_build "$artifacts/.bench" "the benchmarks" dotnet build bench/WebLab.Bench -c Release
fi
cd "$here"
exec dotnet "$(ls "$artifacts/bin/WebLab.Bench/release"*"/WebLab.Bench.dll" | head -n 1)" "$@"
