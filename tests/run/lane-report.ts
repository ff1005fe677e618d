/** What a package's tests of one lane came to: `reports/<lane>.json` in its folder, which a cached task restores. */
export interface LaneReport {
  readonly passed: number;
  /** With the files that broke before their tests ran. */
  readonly failed: number;
  readonly skipped: number;
  /** Each failed test, or file that broke, with the first line of what was wrong. */
  readonly failures: readonly string[];
  readonly files: readonly FileTime[];
  /** Cases that agreed with PyTorch, by kernels. */
  readonly conforming: { readonly wasm: number; readonly js: number };
}

export interface FileTime {
  readonly file: string;
  readonly project: string;
  readonly seconds: number;
}
