import type { NetworkSlice } from "./network-slice.ts";
import trained from "./vectors/network.json" with { type: "json" };

/** Two networks that part two spirals, as `train-network.ts` trains them: each time the same. */
export const spiralsNetwork: NetworkSlice = { ...trained, minima: trained.minima.map(([x = 0, y = 0]) => [x, y]) };
