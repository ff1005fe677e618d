import { Matrix } from "ml-matrix";
import type { Contender } from "../contender.ts";
import type { Inputs } from "../inputs.ts";
import { versionOf } from "../version-of.ts";
import type { Job } from "../work.ts";

/** ml-matrix: matrices in plain JavaScript, in float64, of which it has some of the work. */
export function mlMatrix(): Contender {
  return {
    description: `${versionOf("ml-matrix")}, float64`,
    prepare(job, inputs) {
      const compute = operation(job, inputs);
      if (compute === null) return null;
      return {
        run() {
          compute();
        },
        result() {
          const out = compute();
          return out instanceof Matrix ? out.to1DArray() : out;
        },
      };
    },
  };
}

function operation(job: Job, inputs: Inputs): (() => Matrix | number[]) | null {
  const read = (name: string, rows: number, columns = rows) => Matrix.from1DArray(rows, columns, inputs.read(name));
  switch (job.kind) {
    case "matmul": {
      const [a, b] = [read("a", job.size), read("b", job.size, job.columns)];
      return () => a.mmul(b);
    }
    case "elementwise": {
      const [x, y] = [read("x", 1000), read("y", 1000)];
      const operations = {
        add: () => Matrix.add(x, y),
        relu: null,
        exp: () => Matrix.exp(x),
        sin: () => Matrix.sin(x),
        elu: null,
        softmax: null,
      };
      return operations[job.operation];
    }
    case "sum": {
      const x = read("x", job.size);
      return () => x.sum(job.axis === 0 ? "column" : "row");
    }
    default:
      return null;
  }
}
