import type { TypesRequest } from "../../features/workbench/types/messages.ts";
import { ModuleTypes } from "./module-types.ts";

/** What a worker has of a browser's. */
declare const self: {
  onmessage: (message: { readonly data: { readonly id: number; readonly request: TypesRequest } }) => void;
  postMessage(answer: unknown): void;
};

let types: ModuleTypes | null = null;

function answer(request: TypesRequest): unknown {
  if (request.type === "open") {
    types = new ModuleTypes(request.types, request.files);
    return null;
  }
  if (types === null) throw new Error("internal: the first request must be open");
  if (request.type === "check") return types.check(request.files);
  if (request.type === "complete") return types.complete(request.path, request.text, request.at);
  return types.describe(request.path, request.text, request.at);
}

// The compiler is loaded and works here, so that the page goes on meanwhile.
self.onmessage = ({ data: { id, request } }) => self.postMessage({ id, answer: answer(request) });
