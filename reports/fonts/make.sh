#!/bin/sh
# Makes the font subsets in this folder from the Noto fonts. Needs fonttools and brotli for Python.
# Usage: reports/fonts/make.sh /usr/share/fonts/truetype/noto
set -eu
from=$1
here=$(dirname "$0")
work=$(mktemp -d)
letters="U+0020-007E,U+00A0-024F,U+1E80-1E85,U+1E9E,U+1EF2-1EF3,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+2070-2079,U+2080-2089,U+20AC,U+2116,U+2122,U+FFFD"
signs="U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265"
plain="--layout-features= --no-hinting --drop-tables+=GPOS,GSUB,GDEF,MATH"

# Noto Sans has no arrows and no minus sign; both weights take them from Noto Sans Math.
# shellcheck disable=SC2086
python3 -m fontTools.subset "$from/NotoSansMath-Regular.ttf" --unicodes="$signs" $plain --output-file="$work/signs.ttf"
for weight in Regular Bold; do
  # shellcheck disable=SC2086
  python3 -m fontTools.subset "$from/NotoSans-$weight.ttf" --unicodes="$letters" $plain --output-file="$work/$weight.ttf"
  python3 -m fontTools.merge "$work/$weight.ttf" "$work/signs.ttf" --output-file="$here/NotoSans-$weight.ttf"
  python3 -m fontTools.ttLib.woff2 compress -o "$here/NotoSans-$weight.woff2" "$here/NotoSans-$weight.ttf"
done
python3 -m fontTools.subset "$from/NotoSerifDisplay-Regular.ttf" --layout-features=kern --no-hinting --flavor=woff2 \
  --unicodes="U+0020-007E,U+00A0-017F,U+2010-2015,U+2018-201E,U+2026,U+20AC" \
  --output-file="$here/NotoSerifDisplay-Regular.woff2"
rm -r "$work"
