#!/usr/bin/env bash
# Install what tests/test_browser.py needs and is not there: Chromium (Debian's, as root), Playwright without a
# browser of its own, and axe-core from npm. Fails where one of them cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
chromium >/dev/null || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    chromium >/dev/null
}
.venv/bin/python -c "import playwright" 2>/dev/null ||
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --group browser
[ -e .venv/axe/node_modules/axe-core/axe.min.js ] ||
    npm install --prefix .venv/axe --no-save --no-audit --no-fund --loglevel=error "axe-core@^4.14"
