import * as np from "numpy-ts";
import type { Contender } from "../contender.ts";
import type { Inputs } from "../inputs.ts";
import { versionOf } from "../version-of.ts";
import type { Job } from "../work.ts";

/** numpy-ts: arrays on WebAssembly, without gradients. Results are disposed of at once, as it advises for tight loops. */
export function numpyTs(): Contender {
  return {
    description: versionOf("numpy-ts"),
    prepare(job, inputs) {
      const compute = operation(job, inputs);
      if (compute === null) return null;
      return {
        run() {
          compute().dispose();
        },
        result: () => Float64Array.from(compute().data, Number),
      };
    },
  };
}

function operation(job: Job, inputs: Inputs): (() => np.NDArray) | null {
  const read = (name: string, rows: number, columns = rows) => np.array(inputs.read(name)).reshape(rows, columns);
  switch (job.kind) {
    case "matmul": {
      const [a, b] = [read("a", job.size), read("b", job.size, job.columns)];
      return () => np.matmul(a, b);
    }
    case "elementwise": {
      const [x, y] = [read("x", 1000), read("y", 1000)];
      const operations = {
        add: () => np.add(x, y),
        relu: () => np.maximum(x, 0),
        exp: () => np.exp(x),
        sin: () => np.sin(x),
        elu: null,
        softmax: null,
      };
      return operations[job.operation];
    }
    case "sum": {
      const x = read("x", job.size);
      return () => np.sum(x, job.axis);
    }
    default:
      return null;
  }
}
