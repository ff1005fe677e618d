import { asVariable, Variable, where } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { randn } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { initialTable } from "./initial-options.ts";

/** Options of `embedding`. */
export interface EmbeddingArguments {
  /** A row that is not learned: no gradient reaches it. A negative one counts from the end (default: none). */
  paddingIdx?: number;
}

/**
 * The rows of a table `[n, d]` at the given whole numbers: indices `[…]` become vectors `[…, d]`. A row used twice gets both
 * gradients. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
 * @throws RangeError when the table is not a matrix, or an index is not in it
 */
export function embedding(indices: Input, table: Input, options: EmbeddingArguments = {}): Variable {
  rules.requireKnown("embedding", ["paddingIdx"], options);
  const [picks, vectors] = [asVariable(indices).data, asVariable(table)];
  if (vectors.ndim !== 2)
    throw new RangeError(`embedding: the table must be [rows, size], got ${formatShape(vectors.shape)}`);
  const rows = picks.contiguous().data;
  for (const row of rows) {
    if (!(row >= 0)) throw new RangeError(`embedding: an index must be a whole number ≥ 0, got ${row}`);
  }
  const padding = paddingRow("embedding", options.paddingIdx, vectors.shape[0]);
  const picked = vectors.indexSelect(0, rows);
  const isPadding = padding === undefined ? null : picks.eq(padding);
  const learned =
    isPadding === null || isPadding.any().item() === 0
      ? picked
      : where(isPadding.reshape([picks.size, 1]), picked.detach(), picked);
  return learned.reshape([...picks.shape, vectors.shape[1]]);
}

/** The row as it is counted from the start. @throws RangeError when there is none */
function paddingRow(name: string, paddingIdx: number | undefined, rows: number): number | undefined {
  if (paddingIdx === undefined) return undefined;
  if (!Number.isInteger(paddingIdx) || paddingIdx < -rows || paddingIdx >= rows) {
    throw new RangeError(
      `${name}: paddingIdx must be a whole number in [${-rows}, ${rows - 1}], got ${rules.shown(paddingIdx)}`,
    );
  }
  return paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
}

const layerTable = {
  ...initialTable,
  /** A row that starts as 0 and is not learned; a negative one counts from the end (default: none). */
  paddingIdx: rules.optional(rules.finite),
};

/** Options of an embedding. */
export type EmbeddingOptions = OptionsOf<typeof layerTable>;

/**
 * A learned vector for each of `numEmbeddings` whole numbers: indices `[…]` become `[…, embeddingDim]`. The vectors start as
 * standard normals, that of `paddingIdx` as 0. https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
 * @throws RangeError when a size is not a whole number ≥ 1, there is no generator, or an index is not in the table
 */
export class Embedding extends Module {
  readonly weight: Variable;
  readonly #options: EmbeddingArguments;

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingOptions) {
    super();
    rules.requireEach("Embedding", rules.count, { numEmbeddings, embeddingDim });
    const { paddingIdx, ...drawing } = rules.readOptions("Embedding", layerTable, options);
    const padding = paddingRow("Embedding", paddingIdx, numEmbeddings);
    const vectors = randn([numEmbeddings, embeddingDim], drawing);
    if (padding !== undefined) vectors.select(0, padding).zero_();
    this.weight = new Variable(vectors);
    this.#options = padding === undefined ? {} : { paddingIdx: padding };
  }

  override forward(indices: Input): Variable {
    return embedding(indices, this.weight, this.#options);
  }
}
