#!/usr/bin/env bash
# `mkdocs build --strict` lets a broken link pass as soon as --quiet stands beside it.
#
# Guess: --quiet decides what is printed, --strict decides the exit status.
# Seen (mkdocs 1.6.1): with --quiet the warnings are dropped before the handler
#   that counts them for --strict, so the count is zero and the exit status 0.
# Here: since `make site` builds its pages with MkDocs and both options, a link that
#   leads nowhere does not stop it.
# So: leave --quiet out where --strict has to hold, and silence stdout instead.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check mkdocs==1.6.1

mkdir docs
printf 'site_name: One page\n' >mkdocs.yml
printf '# One page\n\nA [link](nowhere.md) that leads nowhere.\n' >docs/index.md

status() { # of `mkdocs build` with these options
  local code=0
  venv/bin/mkdocs build "$@" >log.txt 2>&1 || code=$?
  echo "$code"
}
strict=$(status --strict)
both=$(status --strict --quiet)
printf '# One page\n' >docs/index.md
clean=$(status --strict)

venv/bin/mkdocs --version | sed 's/ from .*//'
echo "guess: 1 for the broken link with --strict, 1 with --strict --quiet"
echo "seen:  $strict for the broken link with --strict, $both with --strict --quiet"
echo "       ($clean with --strict once the link is gone)"
if [ "$strict $both $clean" != "1 0 0" ]; then
  echo "changed: --strict --quiet no longer passes where --strict alone fails."
  exit 1
fi
