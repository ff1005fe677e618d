import { linear, type Variable } from "@tinytorch/autograd";

// One step of each recurrent layer, on parts that are laid out as PyTorch has them: the gates one after another.

/** The parameters of one direction of one layer. */
export interface RecurrentWeights {
  /** For what comes in, `[gates · H, I]`. */
  readonly weightIh: Variable;
  /** For what was before, `[gates · H, H]`. */
  readonly weightHh: Variable;
  /** `[gates · H]`, or none. */
  readonly biasIh: Variable | null;
  readonly biasHh: Variable | null;
}

/** How a state follows from the one before. */
export interface Recurrence {
  /** How many vectors of the hidden size are computed from each input. */
  readonly gates: number;
  /** How many vectors a state has; the first is the output. */
  readonly states: 1 | 2;
  /**
   * @param fromInput what the input says, `[N, gates · H]`: W_ih x + b_ih
   * @param state the state before, each `[N, H]`
   */
  step(fromInput: Variable, state: readonly Variable[], weights: RecurrentWeights): readonly Variable[];
}

/** What the state says, `[N, gates · H]`: W_hh h + b_hh. */
function fromState(h: Variable, { weightHh, biasHh }: RecurrentWeights): Variable {
  return linear(h, weightHh, biasHh);
}

/** One of the gates that stand one after another. */
function gate(gates: Variable, index: number, size: number): Variable {
  return gates.slice(1, index * size, (index + 1) * size);
}

/** h′ = tanh(W_ih x + b_ih + W_hh h + b_hh), or the same with ReLU (Elman, 1990). */
export function elman(nonlinearity: "tanh" | "relu"): Recurrence {
  return {
    gates: 1,
    states: 1,
    step(fromInput, [h], weights) {
      const sum = fromInput.add(fromState(h, weights));
      return [nonlinearity === "tanh" ? sum.tanh() : sum.relu()];
    },
  };
}

/**
 * Gates i, f, g, o: c′ = σ(f) c + σ(i) tanh(g), h′ = σ(o) tanh(c′) (Hochreiter & Schmidhuber, 1997; Gers et al., 2000, for f).
 */
export const longShortTerm: Recurrence = {
  gates: 4,
  states: 2,
  step(fromInput, [h, c], weights) {
    const size = h.shape[1];
    const gates = fromInput.add(fromState(h, weights));
    const kept = gate(gates, 1, size).sigmoid().mul(c);
    const written = gate(gates, 0, size)
      .sigmoid()
      .mul(gate(gates, 2, size).tanh());
    const cell = kept.add(written);
    return [gate(gates, 3, size).sigmoid().mul(cell.tanh()), cell];
  },
};

/** Gates r, z, n: n = tanh(x_n + σ(r) h_n), h′ = n + σ(z)(h − n), where r and z are sums of both, and x_n and h_n are apart (Cho et al., 2014). */
export const gatedUnit: Recurrence = {
  gates: 3,
  states: 1,
  step(fromInput, [h], weights) {
    const size = h.shape[1];
    const before = fromState(h, weights);
    const sum = fromInput
      .slice(1, 0, 2 * size)
      .add(before.slice(1, 0, 2 * size))
      .sigmoid();
    const candidate = gate(fromInput, 2, size)
      .add(gate(sum, 0, size).mul(gate(before, 2, size)))
      .tanh();
    return [candidate.add(gate(sum, 1, size).mul(h.sub(candidate)))];
  },
};
