import type { Inputs } from "@tinytorch/testkit";

/** A machine that nobody owns. */
export function drawSystem(inputs: Inputs) {
  return {
    platform: "Linux",
    processor: `Model ${inputs.integer(100, 999)}`,
    cores: inputs.integer(4, 8),
    // Less than half a GB above a whole number: whoever rounds up has enough.
    memoryGb: inputs.integer(5, 9) + inputs.integer(1, 4) / 10,
    node: `${inputs.integer(15, 30)}.${inputs.integer(3, 9)}.${inputs.integer(3, 9)}`,
  };
}
