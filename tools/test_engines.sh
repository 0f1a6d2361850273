#!/usr/bin/env bash
# The tests of the engines in an environment of their own, with a PostgreSQL that goes with them.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.venv-engines
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
    --group dev --editable '.[flows,spark,postgres]'
TRADETRACK_TESTS=all "$folder/bin/pytest" -q -rs -p no:xdist tests/test_engines.py
