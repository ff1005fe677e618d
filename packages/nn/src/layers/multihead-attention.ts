import type { Variable } from "@tinytorch/autograd";
import { formatShape } from "@tinytorch/tensor";
import { xavierUniform } from "../initialize.ts";
import { type Input, Module } from "../module.ts";
import { type AttentionOptions, scaledDotProductAttention } from "./attention.ts";
import { Dropout } from "./dropout.ts";
import { type InitialOptions, initialOptions } from "./initial-options.ts";
import { Linear } from "./linear.ts";
import { requireCounts } from "./require-counts.ts";

/** Options of multi-head attention. */
export interface MultiheadAttentionOptions extends InitialOptions {
  /** Add learned offsets to all projections (default true). */
  bias?: boolean;
  /** How often an element of the output is dropped while training (default 0). */
  dropout?: number;
}

/**
 * Attention with several heads, each of which compares projections of its own (Vaswani et al., 2017):
 *
 *   concat(head₁ … head_h) W_out,   head_i = attention(x W_qᵢ, x W_kᵢ, x W_vᵢ)
 *
 * From `[N, L, embedDim]` queries and `[N, S, embedDim]` keys and values to `[N, L, embedDim]`. The projections start Xavier
 * uniform with biases 0. https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html (batch first)
 * @throws RangeError when a size is out of range, the heads do not divide `embedDim`, or shapes do not fit
 */
export class MultiheadAttention extends Module {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  readonly dropout: Dropout;
  readonly #heads: number;

  constructor(embedDim: number, numHeads: number, options: MultiheadAttentionOptions = {}) {
    super();
    requireCounts("MultiheadAttention", { embedDim, numHeads });
    if (embedDim % numHeads !== 0) {
      throw new RangeError(
        `MultiheadAttention: embedDim must be a multiple of numHeads, got ${embedDim} and ${numHeads}`,
      );
    }
    const { bias = true, dropout = 0 } = options;
    const initial = initialOptions(options);
    const projection = (): Linear => {
      const linear = new Linear(embedDim, embedDim, { ...initial, bias });
      xavierUniform(linear.weight, initial);
      linear.bias?.data.zero_();
      return linear;
    };
    this.query = projection();
    this.key = projection();
    this.value = projection();
    this.output = projection();
    this.dropout = new Dropout(dropout, initial);
    this.#heads = numHeads;
  }

  override forward(query: Input, key: Input = query, value: Input = key): Variable {
    return this.attend(query, key, value);
  }

  /** As `forward`, with a mask or causally; see `scaledDotProductAttention`. */
  attend(query: Input, key: Input, value: Input, options: AttentionOptions = {}): Variable {
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
    const joined = attended.transpose(1, 2).reshape([query.shape[0], query.shape[1], -1]);
    return this.dropout.forward(this.output.forward(joined));
  }

  /** `[N, L, embedDim] -> [N, heads, L, embedDim / heads]` */
  #split(x: Variable): Variable {
    return x.reshape([x.shape[0], x.shape[1], this.#heads, -1]).transpose(1, 2);
  }
}
