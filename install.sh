#!/bin/sh
# Installs kubedog: finds the file for this machine, verifies its checksum, tries it, and only then puts it in place, in one step.
set -eu
LC_ALL=C # Some errors are told apart by their text.
export LC_ALL

# The same text as "repository" in package.json.
repository=https://REPOSITORY-NOT-DECIDED.invalid/kubedog
system_dir=/usr/local/bin
supported='linux-amd64 linux-arm64 linux-amd64-musl linux-arm64-musl darwin-amd64 darwin-arm64 windows-amd64'
tries_max=3
silence_seconds=30

tmp='' child=''
newline='
'

usage() {
  cat <<TEXT
usage: install.sh [--version VERSION] [--dir DIR]
       curl -fsSL ADDRESS/install.sh | sh -s -- [--version VERSION] [--dir DIR]

Installs kubedog, or replaces it. Needs curl or wget, and no root.

  --version VERSION   such as 1.2.3; without it the latest (KUBEDOG_VERSION)
  --dir DIR           where to put it (KUBEDOG_INSTALL_DIR); without it
                      $system_dir if you may write there, else ~/.local/bin
  --help

KUBEDOG_DOWNLOAD_URL  a mirror: the address of the folder with the release's
                      files and SHA256SUMS. {version} in it becomes v1.2.3,
                      or latest where no version is asked for.
HTTPS_PROXY, NO_PROXY as curl or wget understand them.

Supported: linux-amd64 and linux-arm64, each also -musl,
           darwin-amd64, darwin-arm64, windows-amd64
TEXT
}

main() {
  version=${KUBEDOG_VERSION:-} dir=${KUBEDOG_INSTALL_DIR:-}
  read_arguments "$@"
  find_address
  find_platform
  find_tools

  trap 'clean_up' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  find_directory

  say "kubedog for $platform, ${tag:-latest version}, from $base"
  download SHA256SUMS
  case $package in
    *.gz) download "$package" && verify "$package" && unpack ;;
    *) download "$package" ;;
  esac
  verify "$binary"
  chmod 755 "$tmp/$binary"
  try_out
  reason=$(mv -f "$tmp/$binary" "$target" 2>&1) || fail "$target cannot be replaced: $reason"
  say "installed: $target, ${answer%%"$newline"*}"
  hint_at_path
}

say() { printf '%s\n' "$*"; }

fail() {
  say "install.sh: $*" >&2
  exit 1
}

# shellcheck disable=SC2317 # The trap calls it.
clean_up() {
  [ -z "$child" ] || kill "$child" 2>/dev/null || :
  [ -z "$tmp" ] || rm -rf "$tmp"
}

has() { command -v "$1" >/dev/null 2>&1; }

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) usage && exit ;;
      --version=?* | --dir=?*) option=${1%%=*} value=${1#*=} ;;
      --version | --dir)
        [ -n "${2:-}" ] || fail "$1 needs a value, see --help"
        option=$1 value=$2
        shift
        ;;
      *) fail "unknown argument $1, see --help" ;;
    esac
    shift
    case $option in
      --version) version=$value ;;
      --dir) dir=$value ;;
    esac
  done
}

# Sets tag, base (the folder with the files) and protocols (for curl, where it is sent on as well).
find_address() {
  tag=
  case $version in
    '' | latest) ;;
    *[!0-9A-Za-z.+-]*) fail "$version is no version: give one such as 1.2.3" ;;
    *) tag=v${version#v} ;;
  esac
  base=${KUBEDOG_DOWNLOAD_URL:-}
  case $base in
    '') find_public_address ;;
    *'{version}'*) base=${base%%'{version}'*}${tag:-latest}${base#*'{version}'} ;;
  esac
  base=${base%/}
  protocols='=https'
  case $base in
    https://*) ;;
    http://127.0.0.1[:/]* | http://localhost[:/]* | 'http://[::1]'[:/]*) protocols='=http,https' ;;
    http://*)
      protocols='=http,https'
      say "install.sh: warning: KUBEDOG_DOWNLOAD_URL is not https: who is on the way can change what is installed" >&2
      ;;
    *) fail "KUBEDOG_DOWNLOAD_URL is neither https:// nor http://: $base" ;;
  esac
}

# As GitHub lays out its releases.
find_public_address() {
  case $repository in
    *REPOSITORY-NOT-DECIDED*) fail "kubedog has no public address yet: set KUBEDOG_DOWNLOAD_URL to that of a folder with the release's files, see --help" ;;
  esac
  base=$repository/releases/latest/download
  [ -z "$tag" ] || base=$repository/releases/download/$tag
}

# Sets platform, the release's file to download (package) and the one in it (binary).
find_platform() {
  kernel=$(uname -s) machine=$(uname -m) libc=
  case $kernel in
    Linux) system=linux libc=$(libc_suffix) ;;
    Darwin) system=darwin ;;
    MINGW* | MSYS* | CYGWIN*) system=windows ;;
    *) system=$kernel ;;
  esac
  case $machine in
    x86_64 | amd64) architecture=amd64 ;;
    aarch64 | arm64) architecture=arm64 ;;
    *) architecture=$machine ;;
  esac
  # A shell that Rosetta translates takes the Mac for an Intel one.
  if [ "$system-$architecture" = darwin-amd64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" = 1 ]; then architecture=arm64; fi
  # Windows on ARM runs programs for amd64.
  [ "$system" != windows ] || [ "$architecture" != arm64 ] || architecture=amd64
  platform=$system-$architecture$libc
  case " $supported " in
    *" $platform "*) ;;
    *) fail "$platform ($kernel $machine) is not supported. Supported: $supported" ;;
  esac
  binary=kubedog-$platform name=kubedog
  [ "$system" != windows ] || binary=$binary.exe name=kubedog.exe
  package=$binary
  [ "$system" = windows ] || ! has gzip || package=$binary.gz
}

# ldd is asked first: the other libc's loader may lie beside the own one. musl's ldd calls the question a mistake.
libc_suffix() {
  case $(ldd --version 2>&1 || :) in
    *musl*) say -musl && return ;;
    *GLIBC* | *'GNU libc'*) return ;;
  esac
  for loader in /lib/ld-linux*.so.* /lib64/ld-linux*.so.*; do [ ! -e "$loader" ] || return 0; done
  for loader in /lib/ld-musl-*.so.1 /etc/alpine-release; do [ ! -e "$loader" ] || { say -musl && return; }; done
}

find_tools() {
  has curl || has wget || fail 'neither curl nor wget is there: install one of them'
  has sha256sum || has shasum || has openssl || fail 'the checksum cannot be verified: install sha256sum, shasum or openssl'
}

# Sets target, and tmp beside it: only within one file system does mv replace in one step.
find_directory() {
  if [ -z "$dir" ] && [ -d "$system_dir" ] && [ -w "$system_dir" ]; then dir=$system_dir; fi
  if [ -z "$dir" ]; then
    [ -n "${HOME:-}" ] || fail "$system_dir is read-only and HOME is not set: give a directory with --dir"
    dir=$HOME/.local/bin
  fi
  case $dir in
    /* | [A-Za-z]:*) ;;
    *) dir=$PWD/$dir ;;
  esac
  [ "$dir" = / ] || dir=${dir%/}
  target=$dir/$name
  reason=$(mkdir -p "$dir" 2>&1) || fail "$dir cannot be made, give another with --dir: $reason"
  [ ! -d "$target" ] || fail "$target is a directory: move it away, or give another place with --dir"
  tmp=$(mktemp -d "$dir/.kubedog-install.XXXXXX" 2>&1) || {
    reason=$tmp tmp=''
    fail "$dir cannot be written to, give another with --dir, such as ~/.local/bin: $reason"
  }
}

download() { # FILE
  try=1
  until get "$base/$1" "$tmp/$1"; do
    reason=$(grep . "$tmp/errors" | tail -n 1)
    reason=${reason:-exit code $code}
    case $reason in
      *' 404' | *' 404'[!0-9]*) fail "$base/$1 is not there: is ${tag:-the address} right? ($reason)" ;;
    esac
    [ "$try" -lt "$tries_max" ] || fail "$base/$1 cannot be downloaded: is the network there, and the proxy set? ($reason)"
    sleep "$try"
    try=$((try + 1))
  done
}

# A shell hears a signal while it waits, but not while a program runs in front: so the client runs behind.
get() { # URL FILE
  client "$1" >"$2" 2>"$tmp/errors" &
  child=$!
  code=0
  wait "$child" || code=$?
  child=
  case $base in
    https:*) ! grep -q 'certificate validation not implemented' "$tmp/errors" || fail 'this wget does not check whom it talks to: install curl' ;;
  esac
  return "$code"
}

# Writes to stdout: a curl in a sandbox may not open files in hidden directories.
client() { # URL
  if has curl; then exec curl -fsSL --proto "$protocols" --connect-timeout "$silence_seconds" --speed-limit 1 --speed-time "$silence_seconds" "$1"; fi
  case $(wget --help 2>&1 || :) in
    *--timeout*) exec wget -nv -t 1 -T "$silence_seconds" -O - "$1" ;;
    *'-T SEC'*) exec wget -q -T "$silence_seconds" -O - "$1" ;;
    *) exec wget -q -O - "$1" ;;
  esac
}

verify() { # FILE
  expected=$(listed_sum "$1")
  [ -n "$expected" ] || fail "SHA256SUMS at $base does not name $1: is that the address of a release?"
  actual=$(sha256 <"$tmp/$1")
  actual=${actual%% *}
  [ "$actual" = "$expected" ] || fail "the checksum of $1 is wrong, nothing was installed: expected $expected, got $actual"
}

listed_sum() { # FILE
  while read -r sum file; do
    case $file in
      "$1" | "*$1") say "$sum" && return ;;
    esac
  done <"$tmp/SHA256SUMS"
}

sha256() {
  if has sha256sum; then
    sha256sum
  elif has shasum; then
    shasum -a 256
  else
    openssl dgst -sha256 -r
  fi
}

unpack() { gzip -dc <"$tmp/$package" >"$tmp/$binary" || fail "$package cannot be unpacked in $dir: is there space left?"; }

# Sets answer, what the program says of itself.
try_out() {
  code=0
  # With exec, what the shell itself has to say of the program's end is a part of the answer.
  answer=$(exec 2>&1 && { "$tmp/$binary" version </dev/null || exit "$?"; }) || code=$?
  [ "$code" = 0 ] || fail "$binary does not run here, nothing was installed: $(why_not)${answer:+ ($answer)}"
  [ -z "$tag" ] || say "$answer" | tr ' ' '\n' | grep -qxF "${tag#v}" || fail "$base holds another version than ${tag#v}, nothing was installed: $answer"
}

why_not() {
  case $code-$answer in
    *libstdc++* | *libgcc_s*) say 'it needs libstdc++, on Alpine: apk add libstdc++' ;;
    126-*ermission*) say "$dir does not let programs run, give another directory with --dir" ;;
    127-*) say 'the loader that it needs is missing' ;;
    132-*) say 'the processor does not know AVX2, which it needs' ;;
    *) say "exit code $code" ;;
  esac
}

hint_at_path() {
  case ":$PATH:" in
    *":$dir:"*) ;;
    *) say "$dir is not in PATH yet: export PATH=\"$dir:\$PATH\"" && return ;;
  esac
  first=$(command -v kubedog || :)
  [ -z "$first" ] || [ "$first" = "$target" ] || say "another kubedog comes first in PATH: $first"
}

# One line: cut anywhere, a download that is piped into a shell does nothing.
{ main "$@"; exit; }
