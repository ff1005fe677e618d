// The part of the WebAssembly JavaScript interface (https://webassembly.github.io/spec/js-api/) that is used here: neither
// TypeScript's libraries for the language nor Node's types declare it.

declare namespace WebAssembly {
  class CompileError extends Error {}
  class Memory {
    constructor(descriptor: { readonly initial: number });
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
