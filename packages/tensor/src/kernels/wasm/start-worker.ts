/// <reference path="./webassembly.d.ts" />
import { type Assignment, takeParts, work } from "./shared-call.ts";

/** A worker of Node's or of a browser's. */
export interface WorkerThread {
  terminate(): unknown;
}

const program = `
const take = ${takeParts};
const work = ${work};
if (typeof postMessage === "function") onmessage = ({ data }) => work(data, take, () => postMessage("ready"));
else {
  const { parentPort } = require("node:worker_threads");
  parentPort.once("message", (data) => work(data, take, () => parentPort.postMessage("ready")));
}`;

/** Starts a thread that helps from now on. Resolves when it is ready. */
export function startWorker(assignment: Assignment): Promise<WorkerThread> {
  const { promise, resolve, reject } = Promise.withResolvers<WorkerThread>();
  const node = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (node === undefined) {
    const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = () => {
      URL.revokeObjectURL(address);
      resolve(worker);
    };
    worker.onerror = () => reject(new Error("setNumThreads: a thread must start, got an error in its worker"));
    worker.postMessage(assignment);
  } else {
    const worker = new node.Worker(program, { eval: true });
    worker.once("message", () => {
      worker.unref();
      resolve(worker);
    });
    worker.once("error", reject);
    worker.postMessage(assignment);
  }
  return promise;
}
