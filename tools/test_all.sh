#!/usr/bin/env bash
# All examples with coverage, then the tests with the oldest dependencies, without pyarrow, and on other Pythons.
set -euo pipefail
cd "$(dirname "$0")/.."

# A virtual environment with the package and its tools; further arguments are pip's.
environment() {
    local folder=$1 python=$2
    shift 2
    [ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --group dev --editable . "$@"
}

# The Python 3.$1 of the path or of pyenv; nothing where there is none.
interpreter() {
    local python
    for python in "python3.$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$1".*/bin/python; do
        if "$python" --version > /dev/null 2>&1; then
            echo "$python"
            return
        fi
    done
}

echo "== every example, with coverage"
rm -f .coverage .coverage.*
TRADETRACK_TESTS=all .venv/bin/python -m coverage run -m pytest -q -p no:xdist
.venv/bin/python -m coverage combine -q
.venv/bin/python -m coverage report

echo "== the oldest dependencies"
mapfile -t oldest < <(.venv/bin/python tools/oldest.py)
echo "${oldest[*]}"
environment .venv-oldest python3 "${oldest[@]}"
.venv-oldest/bin/pytest -q -n auto

echo "== without pyarrow"
environment .venv-core python3
.venv-core/bin/python -m pip uninstall --quiet --yes pyarrow
.venv-core/bin/pytest -q -n auto

current=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
for minor in 11 12 13 14; do
    [ "3.$minor" = "$current" ] && continue
    python=$(interpreter "$minor")
    if [ -z "$python" ]; then
        echo "== Python 3.$minor is not on this machine"
        continue
    fi
    echo "== $python"
    environment ".venv-3.$minor" "$python"
    ".venv-3.$minor/bin/pytest" -q -n auto
done
