#!/usr/bin/env bash
# better-sqlite3 13.2.0 and Node's own node:sqlite (24.21.0): a JavaScript number is always bound as REAL, also a whole one. So 3 put
# into a TEXT column is kept as '3.0', json_array(?) makes [3.0], and ? / 2 of 7 is 3.5, where the same statement with the 3 or 7 written
# into it keeps '3', makes [3] and gives 3. A row with the key '3' is not found by the number 3. One would guess otherwise because an
# INTEGER column shows nothing of it, because an INTEGER comes out of the database as a number, and because Node's documentation has a
# table of types, "JavaScript to SQLite", in which number stands for INTEGER too. A BigInt is bound as INTEGER.
#
# Seen, from both: number: text 3.0, json [3.0], half 3.5, found 0; BigInt and literal: text 3, json [3], half 3, found 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 better-sqlite3@13.2.0

cat >bind.cjs <<'JS'
const Database = require("better-sqlite3");
const { DatabaseSync } = require("node:sqlite");
const libraries = { "better-sqlite3": () => new Database(":memory:"), "node:sqlite": () => new DatabaseSync(":memory:") };

const outcome = (open, three, seven, ...values) => {
  const database = open();
  const get = (statement, ...bound) => Object.values(database.prepare(statement).get(...bound))[0];
  database.exec("CREATE TABLE keys (key TEXT) STRICT; INSERT INTO keys VALUES ('3'); CREATE TABLE made (key TEXT) STRICT");
  const [boundThree, boundSeven] = values.length ? values.map((value) => [value]) : [[], []];
  const text = get(`INSERT INTO made VALUES (${three}) RETURNING key`, ...boundThree);
  const json = get(`SELECT json_array(${three})`, ...boundThree);
  const half = get(`SELECT ${seven} / 2`, ...boundSeven);
  const found = get(`SELECT count(*) FROM keys WHERE key = ${three}`, ...boundThree);
  return `text ${text}, json ${json}, half ${half}, found ${found}`;
};
const seenBy = (open) => ({ number: outcome(open, "?", "?", 3, 7), BigInt: outcome(open, "?", "?", 3n, 7n), literal: outcome(open, "3", "7") });
let asFound = true;
for (const [name, open] of Object.entries(libraries)) {
  const seen = seenBy(open);
  console.log(name, seen);
  asFound &&= seen.number === "text 3.0, json [3.0], half 3.5, found 0";
  asFound &&= [seen.BigInt, seen.literal].every((outcome) => outcome === "text 3, json [3], half 3, found 1");
}
process.exit(asFound ? 0 : 1);
JS
node_modules/.bin/node --no-warnings bind.cjs
