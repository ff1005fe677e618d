/** Float32 storage: half a unit in the last place for each of a handful of steps. */
export const float32 = { rtol: 1e-6, atol: 1e-7 };

/** A dozen float32 steps through forward, loss and backward. */
export const trained = { rtol: 1e-5, atol: 1e-6 };

/** Plain float64 numbers, as rates are. */
export const float64 = { rtol: 1e-9, atol: 1e-12 };
