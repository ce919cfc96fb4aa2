# Sourced: where built things lie, and how they come to be. Nothing is built again until a source file is newer.
artifacts=$root/artifacts
server_dir=$artifacts/server
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
  echo "WebLab needs the .NET 10 SDK on the PATH (dotnet --list-sdks shows none)." >&2; exit 1
fi
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) rid=linux-x64 ;;
  Darwin-arm64) rid=osx-arm64 ;;
  *) echo "WebLab runs on Linux x64, macOS arm64 and Windows x64 (weblab.cmd); this is $(uname -s) $(uname -m)." >&2; exit 1 ;;
esac
worker_dir=$artifacts/bin/WebLab.Training/release_$rid
export Worker__Path=$worker_dir/WebLab.Training.dll
# As LocalWorkerLauncher sets them for the server's workers, and for its reason.
export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-134217728} MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-1000000000}

# changed STAMP FOLDER...: whether a source file is newer than the stamp.
changed() {
  local stamp=$1; shift
  [ ! -e "$stamp" ] || [ -n "$(cd "$root" && find Directory.Build.props Directory.Packages.props global.json "$@" -type f -newer "$stamp" -print -quit)" ]
}

# run_build STAMP WHAT COMMAND...: runs a build, shows its output only when it fails.
run_build() {
  local stamp=$1 what=$2 log; shift 2
  log=$artifacts/logs/$(basename "$stamp").log
  mkdir -p "$artifacts/logs"; touch "$log.start"
  echo "Building $what ..." >&2
  if ! (cd "$root" && "$@") >"$log" 2>&1; then
    tail -n 30 "$log" >&2; echo "Building $what failed; the whole output is in ${log#"$root"/}." >&2; exit 1
  fi
  mv "$log.start" "$stamp"
}

build_worker() {
  if changed "$artifacts/.worker" src/WebLab.Contracts src/WebLab.Science src/WebLab.Data src/WebLab.Training || [ ! -e "$worker_dir/WebLab.Training.dll" ]; then
    run_build "$artifacts/.worker" "the trainer" dotnet build src/WebLab.Training -c Release
  fi
}

build_server() {
  if changed "$artifacts/.server" src/WebLab.Contracts src/WebLab.Science src/WebLab.Data src/WebLab.Server src/WebLab.Client wwwroot || [ ! -e "$server_dir/WebLab.Server.dll" ]; then
    rm -rf "$server_dir"
    run_build "$artifacts/.server" "the server and the site" dotnet publish src/WebLab.Server -c Release -o "$server_dir"
  fi
}

build_tests() {
  if changed "$artifacts/.tests" src wwwroot tests; then
    run_build "$artifacts/.tests" "the tests" dotnet build WebLab.sln -c Release
  fi
}

ready_native() { [ "$rid" != linux-x64 ] || "$root/scripts/setup-libstdcxx.sh"; }
