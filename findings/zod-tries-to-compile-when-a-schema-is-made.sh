#!/usr/bin/env bash
# zod 4.6.7: a schema of an object tries whether text may become code (`new Function`) when it is made, not when it is first asked to
# parse. What is refused is caught, but a page whose policy forbids that reports it each time it is loaded, and an audit of the page
# counts it as an issue. The setting that stops it, `jitless`, is read at that moment as well: set in the body of a program's first
# module it comes too late for every schema that an imported module has made, since imports run first. One would guess that a library
# which only checks values runs no code of the kind before the first value, and that a global setting holds for what comes after it.
#
# Seen: one call when the schema is made and one at its first parsing, which compiles; none when the setting was there before; and both
# when it was set between the two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts zod@4.6.7

cat >count.mjs <<'JS'
let calls = 0;
globalThis.Function = new Proxy(globalThis.Function, {
  construct(target, words) {
    calls += 1;
    return Reflect.construct(target, words);
  },
});
const [mode] = process.argv.slice(2);
const { z } = await import("zod");
if (mode === "set before") z.config({ jitless: true });
const schema = z.object({ name: z.string() });
const atMaking = calls;
if (mode === "set after") z.config({ jitless: true });
schema.parse({ name: "ada" });
console.log(`${mode}: ${atMaking} when made, ${calls} after a value was parsed`);
process.exit(0);
JS
said=$(for mode in "never set" "set before" "set after"; do node count.mjs "$mode"; done)
echo "$said"
grep -q "never set: 1 when made, 2 after" <<<"$said"
grep -q "set before: 0 when made, 0 after" <<<"$said"
grep -q "set after: 1 when made, 2 after" <<<"$said"
