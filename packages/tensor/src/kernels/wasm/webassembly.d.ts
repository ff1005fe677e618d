// The parts of the WebAssembly JavaScript interface (https://webassembly.github.io/spec/js-api/) and of web workers
// (https://html.spec.whatwg.org/multipage/workers.html) that are used here: neither TypeScript's libraries for the language nor
// Node's types declare them.

declare namespace WebAssembly {
  class CompileError extends Error {}
  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum?: number; readonly shared?: boolean });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance<Exports> {
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } });
    readonly exports: Exports;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

declare class Worker {
  constructor(url: string);
  onmessage: (() => void) | null;
  onerror: (() => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}
