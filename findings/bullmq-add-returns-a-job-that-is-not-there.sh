#!/usr/bin/env bash
# bullmq 6.7.0: add() with the id of a job that is there already gives back a Job with the caller's name, data and delay, while the store
# keeps the first one's and nothing is added. Nothing in what comes back tells the two cases apart. One would guess that the Job returned
# is the one in the queue, since with `deduplication` it even comes back with the first one's id, which the caller did not give; what logs
# its data or shows it to a person tells of work that nobody will do.
#
# Seen: returned "regrade" { mark: 2 } delay 10000, stored under the same id "grade" { mark: 1 } delay 0, one job in the queue, both with
# the same jobId and with the same deduplication id. Needs a redis-server in the path (7.0.15 here).
set -euo pipefail
command -v redis-server >/dev/null
folder=$(mktemp -d)
redis=
trap '[ -z "$redis" ] || kill "$redis"; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts bullmq@6.7.0 ioredis@5.11.1
redis-server --port 0 --unixsocket "$folder/redis.sock" --save "" --appendonly no >redis.log &
redis=$!
for _ in $(seq 100); do [ -S redis.sock ] || sleep 0.1; done

cat >add.mjs <<'JS'
import { Queue } from "bullmq";
import { Redis } from "ioredis";

const connection = new Redis({ path: "redis.sock", maxRetriesPerRequest: null });
const told = ({ name, data, delay }) => `${name} ${JSON.stringify(data)} delay ${delay ?? 0}`;
const secondAdd = async (name, options) => {
  const queue = new Queue(name, { connection });
  const first = await queue.add("grade", { mark: 1 }, options);
  const second = await queue.add("regrade", { mark: 2 }, { ...options, delay: 10_000 });
  const seen = {
    sameId: first.id === second.id,
    returned: told(second),
    stored: told(await queue.getJob(second.id)),
    inTheQueue: await queue.getJobCountByTypes("waiting", "delayed"),
  };
  console.log(name, seen);
  await queue.close();
  return seen.sameId && seen.inTheQueue === 1 && seen.returned === 'regrade {"mark":2} delay 10000' && seen.stored === 'grade {"mark":1} delay 0';
};
const asFound = [
  await secondAdd("jobId", { jobId: "hand-in-1" }),
  await secondAdd("deduplication", { deduplication: { id: "hand-in-1" } }),
];
await connection.quit();
process.exit(asFound.every(Boolean) ? 0 : 1);
JS
node add.mjs
