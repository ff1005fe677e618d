/// <reference path="./webassembly.d.ts" />
import { type Assignment, help, takeParts } from "./take-parts.ts";

/** A worker of Node's or of a browser's. */
export interface Helper {
  terminate(): unknown;
}

const program = `
const take = ${takeParts};
const help = ${help};
if (typeof postMessage === "function") onmessage = ({ data }) => help(data, take, () => postMessage("ready"));
else {
  const { parentPort } = require("node:worker_threads");
  parentPort.once("message", (data) => help(data, take, () => parentPort.postMessage("ready")));
}`;

/** Starts a thread that helps from now on. Resolves when it is ready. */
export function startHelper(assignment: Assignment): Promise<Helper> {
  const { promise, resolve, reject } = Promise.withResolvers<Helper>();
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
