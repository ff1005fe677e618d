import type { Files } from "../kept/work-store.ts";
import type { Texts, TypesAnswers, TypesRequest } from "./messages.ts";

/** The worker that knows the types of a module's files, asked as one asks a service. */
export class TypesClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  readonly #opened: Promise<unknown>;
  #ids = 0;

  /** @param address of the types, as texts by path. */
  constructor(address: string, files: Files) {
    this.#worker = new Worker(new URL("../../../workers/types/types-worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data: { id, answer } }) => {
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    };
    this.#opened = this.#open(address, files);
    // Without types one writes all the same.
    this.#opened.catch(() => undefined);
  }

  /** @throws Error when the types are not to be had. */
  async ask<Type extends Exclude<TypesRequest["type"], "open">>(
    request: Extract<TypesRequest, { type: Type }>,
  ): Promise<TypesAnswers[Type]> {
    await this.#opened;
    return this.#send(request) as Promise<TypesAnswers[Type]>;
  }

  close(): void {
    this.#worker.terminate();
  }

  async #open(address: string, files: Files): Promise<void> {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`types: ${address} must be there, got status ${response.status}`);
    await this.#send({ type: "open", types: await response.json(), files: rooted(files) });
  }

  #send(request: TypesRequest): Promise<unknown> {
    const id = this.#ids++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, request });
    });
  }
}

/** Files as the compiler has them: `/src/sgd.ts`. */
export function rooted(files: Files): Texts {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`/${path}`, text]));
}
