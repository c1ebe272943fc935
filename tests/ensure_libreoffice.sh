#!/usr/bin/env bash
# Finds LibreOffice, which recalculates the spreadsheets in the tests, or installs it.
set -u
command -v soffice >/dev/null && exit 0

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if grep -qsE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release && $sudo true 2>/dev/null; then
  echo "No LibreOffice found: installing libreoffice-calc for the tests of the spreadsheets."
  $sudo apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
      libreoffice-calc >/dev/null
  command -v soffice >/dev/null && exit 0
fi
echo "The tests of the spreadsheets need LibreOffice: install it, so that soffice is found." >&2
exit 1
