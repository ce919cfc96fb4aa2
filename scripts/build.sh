# Sourced: where built things lie, and how they come to be. Nothing is built again until a source file is newer.
#
# No program here writes into a pipe whose reader may leave early (head, grep -q, awk's exit): under pipefail the writer's SIGPIPE
# ends the script with exit code 141 and no word, now and then. scripts/check-form.sh refuses the shape.
artifacts=$root/artifacts
server_dir=$artifacts/server
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

if ! command -v dotnet >/dev/null; then
  echo "WebLab needs the .NET 10 SDK; there is no dotnet on the PATH." >&2; exit 1
fi
case "$OSTYPE-$HOSTTYPE" in
  linux*-x86_64) rid=linux-x64 ;;
  darwin*-arm64 | darwin*-aarch64) rid=osx-arm64 ;;
  *) echo "WebLab runs on Linux x64, macOS arm64 and Windows x64 (weblab.cmd); this is $OSTYPE $HOSTTYPE." >&2; exit 1 ;;
esac
worker_dir=$artifacts/bin/WebLab.Training/release_$rid
export Worker__Path=$worker_dir/WebLab.Training.dll
# As LocalLauncher sets them for the server's workers, and for its reason.
export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-134217728} MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-1000000000}

shared_sources=(src/WebLab.Contracts src/WebLab.Science src/WebLab.Data)
worker_sources=("${shared_sources[@]}" src/WebLab.Training)
server_sources=("${shared_sources[@]}" src/WebLab.Server src/WebLab.Client src/WebLab.Client.Pages src/WebLab.Site wwwroot)

# changed STAMP FOLDER...: whether a source file is newer than the stamp.
changed() {
  local stamp=$1 all=(Directory.Build.props Directory.Packages.props global.json) each; shift
  for each in "$@"; do [ ! -e "$root/$each" ] || all+=("$each"); done
  [ ! -e "$stamp" ] || [ -n "$(cd "$root" && find "${all[@]}" -type f -newer "$stamp" -print -quit)" ]
}

# run_build STAMP WHAT COMMAND...: runs a build, shows its output only when it fails.
run_build() {
  local stamp=$1 what=$2 log sdks; shift 2
  sdks=$(dotnet --list-sdks)
  [[ $'\n'$sdks == *$'\n10.'* ]] || { echo "WebLab needs the .NET 10 SDK to build $what; dotnet --list-sdks shows none." >&2; exit 1; }
  log=$artifacts/logs/$(basename "$stamp").log
  touch "$log.start"
  echo "Building $what ..." >&2
  if ! (cd "$root" && "$@") >"$log" 2>&1; then
    tail -n 30 "$log" >&2; echo "Building $what failed; the whole output is in ${log#"$root"/}." >&2; exit 1
  fi
  mv "$log.start" "$stamp"
}

# one_at_a_time FUNCTION: two commands that start at once after a change must not build the same files at once.
one_at_a_time() {
  mkdir -p "$artifacts/logs"
  if ! command -v flock >/dev/null; then "$1"; return; fi
  exec 9>"$artifacts/.building"
  flock 9
  "$1"
  exec 9>&-
}

is_worker_old() { [ ! -e "$worker_dir/WebLab.Training.dll" ] || changed "$artifacts/.worker" "${worker_sources[@]}"; }
is_server_old() { [ ! -e "$server_dir/WebLab.Server.dll" ] || changed "$artifacts/.server" "${server_sources[@]}"; }
is_bench_old() { changed "$artifacts/.bench" "${server_sources[@]}" bench; }
are_tests_old() { changed "$artifacts/.tests" src wwwroot tests bench samples; }

build_worker() { if is_worker_old; then one_at_a_time build_worker_now; fi; }
build_worker_now() {
  if is_worker_old; then run_build "$artifacts/.worker" "the trainer" dotnet build src/WebLab.Training -c Release 9>&-; fi
}

build_server() { if is_server_old; then one_at_a_time build_server_now; fi; }
build_server_now() { if is_server_old; then run_build "$artifacts/.server" "the server and the site" publish_server 9>&-; fi; }
# Into an empty folder, put in the old one's place when it is whole: a build that fails leaves what was there.
publish_server() {
  rm -rf "$server_dir.new" \
    && dotnet publish src/WebLab.Server -c Release -o "$server_dir.new" \
    && rm -rf "$server_dir" \
    && mv "$server_dir.new" "$server_dir"
}

build_bench() { if is_bench_old; then one_at_a_time build_bench_now; fi; }
build_bench_now() {
  if is_bench_old; then run_build "$artifacts/.bench" "the benchmarks" dotnet build bench/WebLab.Bench -c Release 9>&-; fi
}

build_tests() { if are_tests_old; then one_at_a_time build_tests_now; fi; }
build_tests_now() { if are_tests_old; then run_build "$artifacts/.tests" "the tests" dotnet build WebLab.sln -c Release 9>&-
  cp -p "$artifacts/.tests" "$artifacts/.worker"; cp -p "$artifacts/.tests" "$artifacts/.bench"; fi; }

# built PROJECT: its program, in release_RID or release; an older build may have left one in release.
built() {
  local found=("$artifacts/bin/$1/release_$rid/$1.dll")
  [ -e "${found[0]}" ] || found=("$artifacts/bin/$1/release"*"/$1.dll")
  [ -e "${found[0]}" ] || { echo "$1 is not built: no ${found[0]#"$root"/}." >&2; exit 1; }
  echo "${found[0]}"
}

ready_native() { [ "$rid" != linux-x64 ] || "$root/scripts/setup-libstdcxx.sh"; }
