#!/bin/sh
# Install what the pages load (node_modules), exactly as package-lock.json says and without running its scripts:
# with this machine's npm, else with one from the package index. $1 is the virtual environment's Python.
set -eu
python=$1

if command -v npm >/dev/null && npm --version >/dev/null 2>&1; then
    npm=npm
else
    echo "Installing npm from the package index, as this machine has none ..."
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
    npm=$(dirname "$python")/npm
    PATH=$(cd "$(dirname "$python")" && pwd):$PATH
    export PATH
fi

echo "Installing what the pages load ..."
"$npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error
