#!/bin/sh
# Makes the pictures of the README from the demo: docs/pictures/make.sh. Needs Chromium (apt-get install chromium).
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$here/../../run" demo --out "$folder/demo" >/dev/null
picture() {
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$folder/profile" \
        --window-size="1200,$2" --screenshot="$here/$1.png" "file://$folder/demo/$1.html" >/dev/null 2>&1
}
picture account 1560
picture plan 1750
