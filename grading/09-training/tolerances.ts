/** Float32 has about seven digits, and a loss is a short sum: a few units in the sixth. */
export const single = { rtol: 4e-6, atol: 2e-6 };

/** Numbers that many steps of float32 arithmetic have gone through. */
export const trained = { rtol: 2e-5, atol: 1e-5 };
