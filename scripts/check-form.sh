#!/usr/bin/env bash
# Usage: scripts/check-form.sh     What the compiler does not check of the form that docs/style.md and .editorconfig state.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8
failed=0
# complain WHAT LINES: says what is wrong and where, unless there is nothing.
complain() { if [ -n "$2" ]; then printf '%s:\n%s\n' "$1" "$2" >&2; failed=1; fi; }

complain "Longer than 140 columns" "$(git grep -nIE '^.{141,}' -- ':!*.md' ':!*.json' ':!*.txt' ':!*.sln' || true)"

complain "Longer than 300 lines" "$(git ls-files -z '*.cs' '*.razor' '*.js' '*.css' | xargs -0 wc -l | awk '$2 != "total" && $1 > 300')"

# A type of one name in two namespaces makes a reader ask which is meant. A component's type is its file's, and those of Client.Pages are
# in the client's namespaces.
types() {
  local kinds='class|record struct|record|struct|interface|enum'
  git grep -hE "^namespace |^(public|internal) [a-z ]*($kinds) " -- 'src/*.cs' 'bench/*.cs' 'samples/*.cs' 'tests/*.cs' |
    sed -E -e 's/^namespace ([A-Za-z0-9_.]+);?.*/namespace \1/; t' \
      -e "s/^.*($kinds) +([A-Za-z0-9_]+)(<[^ ({:]*>)?.*/\\2\\3/; s/<[^,]*>\$/<>/" |
    awk '$1 == "namespace" { space = $2; next } { print $1, space }'
  git ls-files 'src/*.razor' |
    sed -E 's|^(src/WebLab.Client).Pages/|\1/|; s|^src/(.*)/([^/]+)\.razor$|\2 \1|' | grep -v '^_Imports ' | tr / .
}
twice() {
  types | sort -u |
    awk '{ spaces[$1] = spaces[$1] " " $2; count[$1]++ }
      END { for (name in count) if (count[name] > 1) print name ":" spaces[name] }' | sort
}
complain "Two types of one name" "$(twice)"

# What there is of each says itself where it stands: a page that names one leaves a lab's own out.
complain "A metric or a network named in a page" \
  "$(git grep -nE '\bMetric\.[A-Z][a-z]+[A-Z]|\bModelName\.|Result\??\.[A-Za-z]*(Accuracy|Fraction)\b' -- 'src/*.razor' || true)"

# Under pipefail a reader that leaves early ends its writer with SIGPIPE, and the script with 141 and no word, now and then.
early='\|[[:space:]]*(head\b|grep[[:space:]]+(-[a-zA-Z]+[[:space:]]+)*-[a-zA-Z]*[qm]|sed[[:space:]][^|]*q|awk[^|]*\bexit\b)'
complain "A pipe into a reader that leaves early" \
  "$(git grep -nE "$early" -- weblab 'scripts/*.sh' .ci/run ':!scripts/check-form.sh' || true)"

# TorchSharp takes the 0 for the first of its types: sum(0) adds up everything, in bytes.
complain "Write sum([0L]) for the sum over the first dimension" \
  "$(git grep -nE '\.(sum|prod|nansum)\(0\)' -- 'src/*.cs' 'bench/*.cs' 'tests/*.cs' || true)"

unsorted() {
  git ls-files -z '*.cs' | xargs -0 awk '
    FNR == 1 { before = "" }
    /^using [A-Za-z0-9_.]+;/ {
      name = substr($2, 1, length($2) - 1)
      key = (name ~ /^System(\.|$)/ ? 0 : 1) toupper(name)
      if (before != "" && key < before) print FILENAME ":" FNR ": " name
      before = key
    }'
}
complain "Directives of using out of order, System first" "$(unsorted)"

# The rest of dotnet format are the compiler's own rules, which the build holds (EnforceCodeStyleInBuild): the whole of it took a minute.
said=$(dotnet format whitespace . --folder --exclude artifacts --verify-no-changes 2>&1) || complain "dotnet format would change" "$said"
exit "$failed"
