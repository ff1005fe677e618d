/** How far a number may be from the expected one: relative to it, and in absolute terms. */
export type Tolerance = { readonly rtol: number; readonly atol: number };

/** Float32 steps through forward, loss and backward, on a problem that draws errors together again. */
export const trained: Tolerance = { rtol: 1e-5, atol: 2e-6 };

/** Plain float64 numbers, as rates are. */
export const float64: Tolerance = { rtol: 1e-9, atol: 1e-12 };
