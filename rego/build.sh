#!/bin/sh
# Compiles the policy beside its source (rego/bundle) and, for the Java tests, the policy with its tests
# (src/test/resources/rego). Needs `opa`. The digest of the sources goes into each manifest; a test compares it.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every line is "digest  path", in the byte order of the paths; the Java test computes the same.
digest() {
  find contract lib packs data.json -type f \( -name '*.rego' -o -name data.json \) "$@" | LC_ALL=C sort |
    while read -r file; do sha256sum "$file"; done | sha256sum | cut -d' ' -f1
}

# compile <into> <digest> <root>... -- <entrypoint>...
compile() {
  into=$1 sha=$2
  shift 2
  roots='"gatehouse"'
  [ "$1" = tests ] && roots='"gatehouse", "gatehouse_test"'
  kind=$1
  shift
  rm -rf "$work/source" "$work/out"
  mkdir -p "$work/source" "$work/out" "$into"
  find contract lib packs data.json -type f \( -name '*.rego' -o -name data.json \) | while read -r file; do
    case "$kind:$file" in policy:*_test.rego) continue ;; esac
    mkdir -p "$work/source/$(dirname "$file")"
    cp "$file" "$work/source/$file"
  done
  printf '{"revision": "%s", "roots": [%s], "metadata": {"source_sha256": "%s"}}' \
    "shipped-$(echo "$sha" | cut -c1-12)" "$roots" "$sha" >"$work/source/.manifest"
  (cd "$work/source" && opa build -b . -t plan -o "$work/out/bundle.tar.gz" "$@")
  tar --transform="s,^/,," -xzf "$work/out/bundle.tar.gz" -C "$work/out" 2>/dev/null
  for file in plan.json data.json .manifest; do install -m 644 "$work/out/$file" "$into/$file"; done
}

compile bundle "$(digest ! -name '*_test.rego')" policy -e gatehouse/decision

entrypoints=$(
  grep -rl --include='*_test.rego' '^test_' contract lib packs | LC_ALL=C sort | while read -r file; do
    package=$(sed -n 's/^package //p' "$file" | tr . /)
    sed -n 's/^\(test_[a-z_0-9]*\) .*/\1/p' "$file" | while read -r rule; do printf -- '-e %s/%s ' "$package" "$rule"; done
  done
)
# shellcheck disable=SC2086
compile ../src/test/resources/rego/tests "$(digest)" tests $entrypoints
