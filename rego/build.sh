#!/bin/sh
# Compiles the policy beside its source (rego/bundle) and, for the Java tests, the policy with its tests, as a plan and
# as a module (src/test/resources/rego). Needs `opa`. The digest of the sources goes into each manifest; a test compares
# it.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every line is "digest  path", in the byte order of the paths; the Java test computes the same.
digest() {
  find contract lib packs data.json -type f \( -name '*.rego' -o -name data.json \) "$@" | LC_ALL=C sort |
    while read -r file; do sha256sum "$file"; done | sha256sum | cut -d' ' -f1
}

# source <digest> <root>... : the sources, with tests when their root is among those named
source_tree() {
  sha=$1 roots=$2
  rm -rf "$work/source"
  mkdir -p "$work/source"
  find contract lib packs data.json -type f \( -name '*.rego' -o -name data.json \) | while read -r file; do
    case "$roots:$file" in '"gatehouse"':*_test.rego) continue ;; esac
    mkdir -p "$work/source/$(dirname "$file")"
    cp "$file" "$work/source/$file"
  done
  printf '{"revision": "%s", "roots": [%s], "metadata": {"source_sha256": "%s"}}' \
    "shipped-$(echo "$sha" | cut -c1-12)" "$roots" "$sha" >"$work/source/.manifest"
}

# compile <into> <form> <file> <entrypoint>... : `form` is what `opa build` calls a target
compile() {
  into=$1 form=$2 file=$3
  shift 3
  rm -rf "$work/out"
  mkdir -p "$work/out" "$into"
  (cd "$work/source" && opa build -b . -t "$form" -o "$work/out/bundle.tar.gz" "$@")
  tar --transform="s,^/,," -xzf "$work/out/bundle.tar.gz" -C "$work/out" 2>/dev/null
  for made in "$file" data.json .manifest; do install -m 644 "$work/out/$made" "$into/$made"; done
}

# Lines "package/path rule" of all tests.
tests() {
  grep -rl --include='*_test.rego' '^test_' contract lib packs | LC_ALL=C sort | while read -r file; do
    package=$(sed -n 's/^package //p' "$file" | tr . /)
    sed -n 's/^\(test_[a-z_0-9]*\) .*/\1/p' "$file" | while read -r rule; do echo "$package $rule"; done
  done
}

source_tree "$(digest ! -name '*_test.rego')" '"gatehouse"'
compile bundle plan plan.json -e gatehouse/decision

source_tree "$(digest)" '"gatehouse", "gatehouse_test"'
# shellcheck disable=SC2046
compile ../src/test/resources/rego/tests plan plan.json $(tests | sed 's,^\(.*\) \(.*\)$,-e \1/\2,')

# A module takes its time to start, so all tests are one entrypoint there.
{
  printf 'package gatehouse_test.all\n'
  tests | while read -r package rule; do
    printf '\nresults["%s/%s"] := data.%s.%s\n' "$package" "$rule" "$(echo "$package" | tr / .)" "$rule"
  done
} >"$work/source/all.rego"
compile ../src/test/resources/rego/tests-wasm wasm policy.wasm -e gatehouse_test/all/results -e gatehouse/decision
