#!/usr/bin/env bash
# Makes this machine able to run the local twin: valkey-server, valkey-cli and memcached.
# Says what it does, does nothing where all is there, and asks before it uses sudo (not in CI, where CI=true is the consent).
#
#   scripts/engines.sh           install what is missing
#   scripts/engines.sh --check   only report; exit 1 when something is missing
set -euo pipefail

say() { printf 'engines: %s\n' "$*"; }
fail() { printf 'engines: %s\n' "$*" >&2; exit 1; }

missing=()
command -v valkey-server >/dev/null 2>&1 || missing+=(valkey)
command -v memcached >/dev/null 2>&1 || missing+=(memcached)

if [ ${#missing[@]} -eq 0 ]; then
  say "all there: $(valkey-server --version | cut -d' ' -f1-3), $(memcached -V)"
  exit 0
fi
say "missing: ${missing[*]}"
[ "${1:-}" = "--check" ] && exit 1

# Runs a command as root: directly where we are root, through sudo after a question elsewhere.
consented=
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null 2>&1 || fail "root is needed for: $* (no sudo here; run it as root, then try again)"
  if [ -z "$consented" ] && [ "${CI:-}" != "true" ]; then
    [ -t 0 ] || fail "sudo is needed for: $* and there is no terminal to ask on; run scripts/engines.sh in a terminal, or set CI=true"
    read -r -p "engines: packages will be installed with sudo. Go on? [y/N] " answer
    case "$answer" in y | Y | yes) ;; *) fail "nothing was changed" ;; esac
  fi
  consented=1
  sudo "$@"
}

# Adds the suite bookworm-backports from the very mirror that this machine's own bookworm entry names.
add_backports() {
  if apt-cache policy | grep -q 'a=bookworm-backports\|n=bookworm-backports'; then return; fi
  local uri
  uri=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 2>/dev/null \
    | awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
  [ -n "$uri" ] || fail "no apt source for bookworm/main found; add one for bookworm-backports by hand, then try again"
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -r "$keyring" ] || fail "$keyring is missing: install the package debian-archive-keyring, then try again"
  say "adding the suite bookworm-backports from this machine's own mirror (/etc/apt/sources.list.d/valkey-backports.list)"
  printf 'deb [signed-by=%s] %s bookworm-backports main\n' "$keyring" "$uri" \
    | as_root tee /etc/apt/sources.list.d/valkey-backports.list >/dev/null
}

# Debian starts the servers it installs; the twin starts its own, so the packages' services stay off (policy-rc.d, only for this call).
apt_install() {
  local guard=/usr/sbin/policy-rc.d made=
  if [ ! -e "$guard" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$guard" >/dev/null
    as_root chmod +x "$guard"
    made=1
  fi
  local status=0
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || status=$?
  if [ -n "$made" ]; then as_root rm -f "$guard"; fi
  return $status
}

install_debian() {
  local suite=()
  as_root apt-get update -qq
  if [[ " ${missing[*]} " == *" valkey "* ]]; then
    if ! apt-cache show valkey-server >/dev/null 2>&1; then
      [ "${VERSION_CODENAME:-}" = bookworm ] \
        || fail "no valkey-server package for ${PRETTY_NAME:-this system}: install Valkey 8 or later by hand (https://valkey.io/download/)"
      add_backports
      as_root apt-get update -qq
    fi
    [ "${VERSION_CODENAME:-}" = bookworm ] && suite=(-t bookworm-backports)
    say "installing valkey-server and valkey-tools"
    apt_install "${suite[@]}" valkey-server valkey-tools
  fi
  if [[ " ${missing[*]} " == *" memcached "* ]]; then
    say "installing memcached"
    apt_install memcached
  fi
}

install_macos() {
  command -v brew >/dev/null 2>&1 || fail "Homebrew is needed (https://brew.sh), or install ${missing[*]} by hand"
  say "brew install ${missing[*]}"
  brew install --quiet "${missing[@]}"
}

case "$(uname -s)" in
  Darwin) install_macos ;;
  Linux)
    [ -r /etc/os-release ] && . /etc/os-release
    command -v apt-get >/dev/null 2>&1 \
      || fail "this script knows Debian and macOS; on ${PRETTY_NAME:-this system} install ${missing[*]} by hand (https://valkey.io/download/)"
    install_debian
    ;;
  *) fail "unsupported system $(uname -s): install ${missing[*]} by hand" ;;
esac

hash -r
for program in valkey-server valkey-cli memcached; do
  command -v "$program" >/dev/null 2>&1 || fail "$program is still missing after the installation"
done
say "ready: $(valkey-server --version | cut -d' ' -f1-3), $(memcached -V)"
