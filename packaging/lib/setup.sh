# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by packaging/run and packaging/test: installs what is missing, configures, builds.
# Everything that it prints goes to stderr: standard output belongs to the program.

die() {
  printf 'perdura: %s\n' "$1" >&2
  exit "${2:-1}"
}

say() {
  printf 'perdura: %s\n' "$1" >&2
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1

is_debian() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null
}

# The packages of a list file that dpkg does not have.
missing_packages() {
  local wanted package
  wanted=$(grep -hv '^#' "$@" | sort -u)
  for package in $wanted; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
  done
}

# install_missing LIST…: installs what the lists name. Elsewhere than on Debian and Ubuntu it prints the names, once
# the tools that a build cannot do without are found missing.
install_missing() {
  local missing as_root=()
  if ! is_debian; then
    command -v cmake >/dev/null && command -v ninja >/dev/null && command -v c++ >/dev/null && return
    say "install the counterparts of these Debian packages with your system's package manager, then start again:"
    grep -hv '^#' "$@" | sort -u >&2
    die "cmake, ninja or a C++ compiler is missing."
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      die "these packages are missing and there is no sudo to install them with: ${missing}— ask an administrator to install them."
    as_root=(sudo)
  fi
  say "installing $missing"
  # shellcheck disable=SC2086
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y \
    --no-install-recommends $missing >&2; then
    "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 update >&2 &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y \
        --no-install-recommends $missing >&2 ||
      die "the packages could not be installed (${missing% }); check the network and the messages above, then start again."
  fi
}

# A full disk leaves the logs empty; so it is looked for where builds write.
disk_is_full() {
  df -Pk "$root/build" "${TMPDIR:-/tmp}" | awk 'NR > 1 && $4 < 1024 { full = 1 } END { exit !full }'
}

# build_failed SENTENCE: ends with the sentence, or with a better one.
build_failed() {
  disk_is_full && die "there is no space left on the disk that holds $root/build or ${TMPDIR:-/tmp}; free some, then start again."
  die "$1"
}

# Whether the build folder belongs to this place; not so when the project was moved or copied with it.
is_configured() {
  [ -f "$1/build.ninja" ] && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$1/CMakeCache.txt" 2>/dev/null
}

# require_writable PRESET: ends unless the preset can be built here.
require_writable() {
  [ -w "$root" ] || die "the folder $root is read-only; copy the project to a place that you can write to."
  { mkdir -p "$root/build/$1" && [ -w "$root/build/$1" ] && : >"$root/build/$1.log"; } 2>/dev/null ||
    die "the folder $root/build cannot be written; check who owns it, or remove it."
}

# build PRESET [CMAKE-BUILD-ARG…]
build() {
  local preset=$1 folder="$root/build/$1" log="$root/build/$1.log"
  shift
  if ! is_configured "$folder"; then
    say "configuring ($preset)…"
    (cd "$root" && cmake --preset "$preset" --fresh) >"$log" 2>&1 || {
      tail -n 25 "$log" >&2
      build_failed "the build could not be configured; see $log."
    }
  fi
  (cd "$root" && cmake --build --preset "$preset" "$@") >"$log" 2>&1 || {
    grep -E 'rror|warning|FAILED|No space' "$log" | head -n 25 >&2
    build_failed "the build failed; see $log."
  }
}
