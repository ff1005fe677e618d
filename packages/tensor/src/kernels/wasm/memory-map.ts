// What lies where in the memory of the kernels, in bytes from its start. AssemblyScript's constants are made from this by
// `pnpm kernels`, and everything here that knows an address reads it from here.
//
//       32  numbers that are operands
//      128  constants of the compiled kernels
//     2048  plans: what an elementwise kernel is to do, for each part of it
//     4096  the call that threads share
//    16384  the first thread's area
//     1 MiB the heap's first block

/** Where numbers lie that are operands: up to three, of 4 bytes each. */
export const SCALARS = 32;

/** Where the compiled kernels' own constants may lie. The compiler is told both ends. */
export const CONSTANTS = 128;
export const CONSTANTS_END = 2048;

/** Where plans lie: that of an elementwise operation, and then those of its parts. */
export const PLANS = CONSTANTS_END;

/**
 * What stands where in a plan, of 4 bytes each: the number of rows and of elements in each; for three operands and the output
 * an address, the bytes from row to row and the step inside a row; and a number.
 */
export const plan = { rows: 0, columns: 4, operands: 8, out: 44, number: 56, bytes: 64 } as const;

/** An operation has at most so many parts: two for each thread even out what else the machine does. */
export const MOST_PARTS = 31;

/** How many operands a kernel has at most. */
export const MOST_OPERANDS = 20;

/** Where threads are told of a call: whole numbers of 4 bytes, see `CallPlaces`, and then the operands of its parts, of 8. */
export const CALL = 4096;
export const CALL_OPERANDS = CALL + 64;

/** What a kernel needs while it runs is in its thread's area. The first thread's ends at the heap's first block. */
export const FIRST_AREA = 16384;

/** How large the area of every other thread is. */
export const AREA_BYTES = 1 << 20;

/**
 * What stands where in an area: a tile of a matrix product that is not stored whole; vectors that stand for operands which
 * repeat one element; and room for packed operands and running totals.
 */
export const area = { tile: 0, repeated: 192, scratch: 256 } as const;

/** Where the heap's first block lies. */
export const FIRST_BLOCK = 1 << 20;
