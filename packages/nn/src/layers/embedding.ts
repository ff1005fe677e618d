import { asVariable, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { randn } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { initialTable } from "./initial-options.ts";

/**
 * The rows of a table `[n, d]` at the given whole numbers: indices `[…]` become vectors `[…, d]`. A row used twice gets both
 * gradients. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
 * @throws RangeError when the table is not a matrix, or an index is not in it
 */
export function embedding(indices: Input, table: Input): Variable {
  const [picks, vectors] = [asVariable(indices).data, asVariable(table)];
  if (vectors.ndim !== 2)
    throw new RangeError(`embedding: the table must be [rows, size], got ${formatShape(vectors.shape)}`);
  const rows = picks.contiguous().data;
  for (const row of rows) {
    if (!(row >= 0)) throw new RangeError(`embedding: an index must be a whole number ≥ 0, got ${row}`);
  }
  return vectors.indexSelect(0, rows).reshape([...picks.shape, vectors.shape[1]]);
}

/** Options of an embedding. */
export type EmbeddingOptions = OptionsOf<typeof initialTable>;

/**
 * A learned vector for each of `numEmbeddings` whole numbers: indices `[…]` become `[…, embeddingDim]`. The vectors start as
 * standard normals. https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
 * @throws RangeError when a size is not a whole number ≥ 1, there is no generator, or an index is not in the table
 */
export class Embedding extends Module {
  readonly weight: Variable;

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingOptions) {
    super();
    rules.requireEach("Embedding", rules.count, { numEmbeddings, embeddingDim });
    const drawing = rules.readOptions("Embedding", initialTable, options);
    this.weight = new Variable(randn([numEmbeddings, embeddingDim], drawing));
  }

  override forward(indices: Input): Variable {
    return embedding(indices, this.weight);
  }
}
