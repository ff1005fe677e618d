#!/usr/bin/env bash
# turbo 2.11.11 with pnpm 10.34.9: when the workspace's root package depends on one of its own packages by `workspace:*` (to have that
# package's command at hand, say), any change in that package changes the hash of every task of every package, also of those that
# have nothing to do with it. So nothing is ever cached while one works on it. `link:packages/name` gives the same node_modules and
# leaves the other packages' hashes alone.
#
# Seen: after a change in package a, b#test has another hash with workspace:*, and the same one with link:.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export TURBO_TELEMETRY_DISABLED=1
pnpm() { npx -y pnpm@10.34.9 "$@" >/dev/null 2>&1; }

mkdir -p packages/a packages/b
for name in a b; do
  echo "{ \"name\": \"$name\", \"version\": \"0.0.0\", \"scripts\": { \"test\": \"echo $name\" } }" >"packages/$name/package.json"
  echo 1 >"packages/$name/file.txt"
done
printf 'packages:\n  - packages/*\n' >pnpm-workspace.yaml
echo '{ "tasks": { "test": {} } }' >turbo.json
printf 'node_modules\n.turbo\n' >.gitignore
git init -q .

hash_of_b() {
  node_modules/.bin/turbo run test --dry=json 2>/dev/null |
    node -e 'const { tasks } = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(tasks.find((task) => task.taskId === "b#test").hash);'
}
try() {
  cat >package.json <<JSON
{ "name": "root", "private": true, "packageManager": "pnpm@10.34.9",
  "devDependencies": { "turbo": "2.11.11" }, "dependencies": { "a": "$1" } }
JSON
  pnpm install --no-frozen-lockfile
  git add -A && git -c user.name=nobody -c user.email=nobody@example.org commit -qm "$1"
  before=$(hash_of_b)
  date +%N >packages/a/file.txt
  after=$(hash_of_b)
  [ "$before" = "$after" ] && outcome=same || outcome=other
  echo "root depends on a by $1: after a change in a, b's hash is $outcome"
}
try "workspace:*"
[ "$outcome" = other ]
try "link:packages/a"
[ "$outcome" = same ]
