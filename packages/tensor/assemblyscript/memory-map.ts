// Made from src/kernels/wasm/memory-map.ts by `pnpm kernels`; not to be edited.

@inline export const FIRST_AREA: usize = 16384;
@inline export const TILE: usize = 0;
@inline export const REPEATED: usize = 192;
@inline export const SCRATCH: usize = 256;
@inline export const ROWS: usize = 0;
@inline export const COLUMNS: usize = 4;
@inline export const OPERANDS: usize = 8;
@inline export const OUT: usize = 44;
@inline export const NUMBER: usize = 56;
