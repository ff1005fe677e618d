import { asVariable, type Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { broadcastShapes, ones, tril } from "@tinytorch/tensor";
import { formatShape, isFloat, sameShape } from "@tinytorch/tensor/internal";
import { xavierUniform } from "../initialize.ts";
import { type Input, Module } from "../module.ts";
import { Dropout } from "./dropout.ts";
import { initialTable } from "./initial-options.ts";
import { Linear } from "./linear.ts";

/** Options of `scaledDotProductAttention`. */
export interface AttentionOptions {
  /** Let a query see only the keys up to its own position (default false). */
  causal?: boolean;
  /**
   * What a query may see of the keys, `[…, L, S]`: truth values, true where it may; or floats that are added to the scores, 0
   * where it may and −∞ where it may not. Broadcasts to the scores.
   */
  mask?: Input | null;
}

/**
 * Attention: each query's mean of the values, weighted by how well the query matches each key (Vaswani et al., 2017):
 *
 *   softmax(QKᵀ / √d) V,   from Q `[…, L, d]`, K `[…, S, d]` and V `[…, S, v]` to `[…, L, v]`
 *
 * A query that may see no key at all gets NaN, as in PyTorch.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
 * @throws RangeError when the shapes do not fit; TypeError on a mask of whole numbers, which could mean either
 */
export function scaledDotProductAttention(
  query: Input,
  key: Input,
  value: Input,
  options: AttentionOptions = {},
): Variable {
  rules.requireKnown("scaledDotProductAttention", ["causal", "mask"], options);
  const { causal = false, mask = null } = options;
  const [q, k, v] = [asVariable(query), asVariable(key), asVariable(value)];
  const size = q.shape[q.ndim - 1];
  if (q.ndim < 2 || k.ndim < 2 || v.ndim < 2 || k.shape[k.ndim - 1] !== size) {
    throw new RangeError(
      `scaledDotProductAttention: queries [L, d], keys [S, d] and values [S, v] must fit, got ${formatShape(q.shape)}, ` +
        `${formatShape(k.shape)} and ${formatShape(v.shape)}`,
    );
  }
  let scores = q.matmul(k.transpose(-1, -2)).div(Math.sqrt(size));
  if (mask !== null) scores = masked(scores, asVariable(mask));
  if (causal) {
    const seen = tril(ones(scores.shape.slice(-2)));
    scores = scores.maskedFill(seen.eq(0), Number.NEGATIVE_INFINITY);
  }
  return scores.softmax(-1).matmul(v);
}

function masked(scores: Variable, mask: Variable): Variable {
  if (!sameShape(broadcastShapes("mask", scores.shape, mask.shape), scores.shape)) {
    throw new RangeError(
      `scaledDotProductAttention: a mask must broadcast to the scores, got ${formatShape(mask.shape)} for ${formatShape(scores.shape)}`,
    );
  }
  if (mask.dtype === "bool") return scores.maskedFill(mask.data.eq(0), Number.NEGATIVE_INFINITY);
  if (isFloat(mask.dtype)) return scores.add(mask);
  throw new TypeError(
    `scaledDotProductAttention: a mask must be truth values, or floats that are added, got ${mask.dtype}; convert with to("bool")`,
  );
}

const table = {
  ...initialTable,
  /** Add learned offsets to all projections (default true). */
  bias: rules.flag.or(true),
  /** How often an element of the output is dropped while training (default 0). */
  dropout: rules.share.or(0),
};

/** Options of multi-head attention. */
export type MultiheadAttentionOptions = OptionsOf<typeof table>;

/**
 * Attention with several heads, each of which compares projections of its own (Vaswani et al., 2017):
 *
 *   concat(head₁ … head_h) W_out,   head_i = attention(x W_qᵢ, x W_kᵢ, x W_vᵢ)
 *
 * From `[N, L, embedDim]` queries and `[N, S, embedDim]` keys and values to `[N, L, embedDim]`. The projections of queries, keys and
 * values start Xavier uniform as one matrix, U(−a, a) with a = √(6 / 4 embedDim), that of the output as a `Linear`, and biases as 0. https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html (batch first)
 * @throws RangeError when a size is out of range, the heads do not divide `embedDim`, or shapes do not fit
 */
export class MultiheadAttention extends Module {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  readonly dropout: Dropout;
  readonly #heads: number;

  constructor(embedDim: number, numHeads: number, options: MultiheadAttentionOptions) {
    super();
    rules.requireEach("MultiheadAttention", rules.count, { embedDim, numHeads });
    if (embedDim % numHeads !== 0) {
      throw new RangeError(
        `MultiheadAttention: embedDim must be a multiple of numHeads, got ${embedDim} and ${numHeads}`,
      );
    }
    const { bias, dropout, ...initial } = rules.readOptions("MultiheadAttention", table, options);
    const projection = (): Linear => {
      const linear = new Linear(embedDim, embedDim, { ...initial, bias });
      linear.bias?.data.zero_();
      return linear;
    };
    const incoming = (): Linear => {
      const linear = projection();
      // Of a matrix that makes all three, an input has three times as many outputs.
      xavierUniform(linear.weight, { generator: initial.generator, gain: Math.SQRT1_2 });
      return linear;
    };
    this.query = incoming();
    this.key = incoming();
    this.value = incoming();
    this.output = projection();
    this.dropout = new Dropout(dropout, { generator: initial.generator });
    this.#heads = numHeads;
  }

  override forward(query: Input, key: Input = query, value: Input = key): Variable {
    return this.attend(query, key, value);
  }

  /** As `forward`, with a mask or causally; see `scaledDotProductAttention`. */
  attend(queries: Input, keys: Input, values: Input, options: AttentionOptions = {}): Variable {
    const [query, key, value] = [asVariable(queries), asVariable(keys), asVariable(values)];
    if (query.ndim !== 3 || key.ndim !== 3 || value.ndim !== 3) {
      throw new RangeError(
        `MultiheadAttention: inputs must be [N, length, embedDim], got ${formatShape(query.shape)}, ` +
          `${formatShape(key.shape)} and ${formatShape(value.shape)}`,
      );
    }
    const attended = scaledDotProductAttention(
      this.#split(this.query.forward(query)),
      this.#split(this.key.forward(key)),
      this.#split(this.value.forward(value)),
      options,
    );
    const joined = attended.transpose(1, 2).reshape(query.shape);
    return this.dropout.forward(this.output.forward(joined));
  }

  /** `[N, L, embedDim] -> [N, heads, L, embedDim / heads]` */
  #split(x: Variable): Variable {
    const [batch, length, size] = x.shape;
    return x.reshape([batch, length, this.#heads, size / this.#heads]).transpose(1, 2);
  }
}
