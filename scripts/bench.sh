#!/usr/bin/env bash
# Usage: ./weblab bench NAME [--json]     Measures; exit code 1 when a target is missed. bench --help lists the names.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$PWD
. "$root/scripts/build.sh"

# What only asks for help needs no server and no browser.
measures=${1:-}
for option in "$@"; do
  case "$option" in -h|--help|-\?) measures= ;; esac
done
case "$measures" in
  train|store|live|ui|reliability|cluster|memorisation) build_server ;;
esac
case "$measures" in
  train|store|live|ui|reliability|import|cluster|audit|memorisation) ready_native; build_worker ;;
esac
case "$measures" in
  live|ui|memorisation) WEBLAB_CHROMIUM=$("$root/scripts/setup-chromium.sh"); export WEBLAB_CHROMIUM ;;
esac
case "$measures" in
  cluster) "$root/scripts/setup-slurm.sh" ;;
esac
build_bench
cd "$here"
program=$(built WebLab.Bench)
exec dotnet "$program" "$@"
