#!/bin/sh
# Make a virtual environment in the folder $1, with a Python of 3.11 or newer: PYTHON, else the first that fits.
set -eu
folder=$1

if "$folder/bin/python" -m pip --version >/dev/null 2>&1; then exit 0; fi

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
complete() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if fits "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    echo "No Python of 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi

if ! complete "$python"; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Installing python$version-venv, without which $python cannot make virtual environments ..."
        apt-get update -qq || echo "apt-get update failed; going on with the lists that are there." >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null
    else
        echo "$python cannot make virtual environments: its module ensurepip is missing." >&2
        echo "On Debian and Ubuntu: sudo apt-get install python3-venv, and then the same make command again." >&2
        exit 1
    fi
fi

echo "Making a virtual environment in $folder ..."
"$python" -m venv --clear "$folder"
