#!/usr/bin/env bash
# All examples with coverage, then the tests with the oldest dependencies, without pyarrow, and on other Pythons.
# Every step runs, whatever fails; the end says what did, and how long each step took.
set -uo pipefail
cd "$(dirname "$0")/.."

# A virtual environment with the package (or what `package` says) and its tools; further arguments are pip's.
environment() {
    local folder=$1 python=$2
    shift 2
    { [ -x "$folder/bin/python" ] || "$python" -m venv "$folder"; } &&
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1" &&
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --group dev --editable "${package:-.}" "$@"
}

# The Python 3.$1 of the path, of pyenv or of uv; nothing where there is none.
interpreter() {
    local python
    for python in "python3.$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$1".*/bin/python \
        "${XDG_DATA_HOME:-$HOME/.local/share}/uv/python/cpython-3.$1".*/bin/python; do
        if "$python" -c "import sys, venv; sys.exit(sys.version_info[:2] != (3, $1))" > /dev/null 2>&1; then
            echo "$python"
            return
        fi
    done
}

# The tests with the Python of an environment, on all processors.
tests() {
    "$1/bin/python" -m pytest -q -n auto
}

every_example() {
    rm -f .coverage .coverage.*
    TRADETRACK_TESTS=all .venv/bin/python -m coverage run -m pytest -q -n auto &&
        { .venv/bin/python -m coverage combine -q || true; } && # some releases have combined by then
        .venv/bin/python -m coverage report
}

oldest_dependencies() {
    local oldest
    mapfile -t oldest < <(.venv/bin/python tools/oldest.py)
    echo "${oldest[*]}"
    environment .venv-oldest "$python" "${oldest[@]}" && tests .venv-oldest
}

without_pyarrow() {
    environment .venv-core "$python" && .venv-core/bin/python -m pip uninstall --quiet --yes pyarrow && tests .venv-core
}

other_python() {
    package='.[flows]' environment ".venv-$1" "$2" && tests ".venv-$1"
}

report=()
failed=0
step() {
    local name=$1 start=$SECONDS outcome=passed
    shift
    echo "== $name"
    "$@" || { outcome=FAILED && failed=1; }
    report+=("$outcome, $((SECONDS - start)) s: $name")
}

python=$(realpath .venv/bin/python)
current=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
step "every example, with coverage" every_example
step "the oldest dependencies" oldest_dependencies
step "without pyarrow" without_pyarrow
for minor in 11 12 13 14 15; do
    [ "3.$minor" = "$current" ] && continue
    other=$(interpreter "$minor")
    if [ -n "$other" ]; then
        step "$other" other_python "3.$minor" "$other"
    else
        report+=("not on this machine: Python 3.$minor")
    fi
done
printf '%s\n' "" "${report[@]}"
exit "$failed"
