#!/bin/bash
# Looks from a node at all that a run needs there. Usage: probe.sh FOLDER; what it finds is in FOLDER/result, a finding a line.
set -u
job=$1
mapfile -t modules <"$job/modules"
mapfile -t prefix <"$job/prefix"
mapfile -t command <"$job/command"
while IFS= read -r line; do export "$line"; done <"$job/environment"
say() { echo "$1" >>"$job/result"; }
say "node=$(hostname)" || exit 1
if [ ${#modules[@]} -gt 0 ]; then
  set +u; . /etc/profile; set -u
  for module in "${modules[@]}"; do
    module load "$module" >>"$job/log" 2>&1 || { say "module=$module"; say "end=1"; exit 0; }
  done
fi
sha256sum --check --quiet --strict "$(<"$job/hashes")" >>"$job/log" 2>&1; say "hash=$?"
${prefix[@]+"${prefix[@]}"} "${command[@]}" worker describe >/dev/null 2>>"$job/log"; say "starts=$?"
said=$(${prefix[@]+"${prefix[@]}"} "${command[@]}" worker reach --order "$job/order.json" 2>&1 | tail -n 1); say "reach=$said"
say "end=0"
