#!/usr/bin/env bash
# Builds the chart bundle and the icon sprite that stand in src/mingzhang/assets. They are kept
# in the repository, so that neither Node nor a network is needed to install or to test. Needs
# Node 20 and npm; run it by hand after changing charts.js, icons.txt or a version below.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
assets=$here/../../src/mingzhang/assets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent echarts@6.1.0 zrender@6.1.0 esbuild@0.28.2 @tabler/icons@3.52.0

cp "$here/charts.js" charts.js
node_modules/esbuild/bin/esbuild charts.js --bundle --minify --format=iife --global-name=echarts \
  --target=es2019 --legal-comments=none --outfile="$assets/echarts/echarts.min.js"
cp node_modules/echarts/LICENSE node_modules/echarts/NOTICE "$assets/echarts/"
cp node_modules/echarts/licenses/LICENSE-d3 "$assets/echarts/"
cp node_modules/zrender/LICENSE "$assets/echarts/LICENSE-zrender"

cp node_modules/@tabler/icons/LICENSE "$assets/icons/LICENSE"
{
  echo '<svg xmlns="http://www.w3.org/2000/svg">'
  for name in $(cat "$here/icons.txt"); do
    printf '<symbol id="i-%s" viewBox="0 0 24 24">' "$name"
    sed -n 's/^ *\(<\(path\|circle\|rect\|line\|polyline\|ellipse\) .*\) \/>$/\1\/>/p' \
      "node_modules/@tabler/icons/icons/outline/$name.svg" | grep -v 'd="M0 0h24v24H0z"' | tr -d '\n'
    echo '</symbol>'
  done
  echo '</svg>'
} > "$assets/icons/icons.svg"
