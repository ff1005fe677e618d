import { realpathSync, writeSync } from "node:fs";
import { type Debugger, Session } from "node:inspector";
import { relative, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";
import { writeRecord } from "./record.ts";
import type { StopOrder } from "./stop-after.ts";

const { seconds, source }: StopOrder = workerData;

await pause(seconds * 1000);
try {
  writeRecord({ write: (text) => writeSync(1, text) }, { kind: "stopped", place: await placeOfMain() });
} finally {
  // Also when nobody is there any more to be told.
  process.kill(process.pid, "SIGKILL");
}

/** The innermost line of the source that the main thread is at; null where it waits, or runs nothing of it. */
async function placeOfMain(): Promise<string | null> {
  const session = new Session();
  session.connectToMainThread();
  // A frame of the stack names its script by an id alone.
  const urls = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  const paused = new Promise<Debugger.PausedEventDataType>((done) => {
    session.once("Debugger.paused", ({ params }) => done(params));
  });
  session.post("Debugger.enable");
  session.post("Debugger.pause");
  // A thread that waits for something is not at any line.
  const stack = await Promise.race([paused, pause(5000)]);
  const folder = realpathSync(source) + sep;
  for (const { location } of stack?.callFrames ?? []) {
    const url = urls.get(location.scriptId) ?? "";
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (path.startsWith(folder)) return `${relative(process.cwd(), path)}:${location.lineNumber + 1}`;
  }
  return null;
}
