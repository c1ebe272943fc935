#!/usr/bin/env bash
# Finds a Chromium for the browser tests, or installs one where that is possible.
set -u
if [ -n "${CHROME:-}" ]; then
  [ -x "$CHROME" ] && exit 0
  echo "\$CHROME is $CHROME, and that is not a program." >&2
  exit 1
fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null && exit 0
done
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
# On Debian; Ubuntu's package of that name is only a pointer to a snap.
if grep -qs '^ID=debian' /etc/os-release && $sudo true 2>/dev/null; then
  echo "No browser found: installing Debian's chromium for the browser tests."
  $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium >/dev/null
  command -v chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium or Chrome: install one, or set CHROME to its path." >&2
exit 1
