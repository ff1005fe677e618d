import type { Inputs } from "@tinytorch/testkit";

type System = ReturnType<typeof drawSystem>;

/** A machine that nobody owns. */
export function drawSystem(inputs: Inputs) {
  return {
    platform: "Linux",
    processor: `Model ${inputs.integer(100, 999)}`,
    cores: inputs.integer(4, 8),
    // Less than half a GB above a whole number: whoever rounds up has enough.
    memoryGb: inputs.integer(5, 8) + inputs.integer(1, 4) / 10,
    node: `${inputs.integer(15, 30)}.${inputs.integer(3, 8)}.${inputs.integer(3, 8)}`,
  };
}

/** A system in which one thing is amiss, and what is to be said of it. */
export function lacking<Required>(system: System, required: Required, sentence: string) {
  return { system, required, sentence };
}

/**
 * Each of the three asked for so that there is enough, too little, or not asked for, in every combination and the requirements
 * in two orders; with the names of what is amiss.
 */
export function inEveryWay({ node, cores, memoryGb }: System) {
  const nodes = [{ node }, { node: "77.1.2" }, {}];
  const numbers = [{ cores }, { cores: cores + 1 }, {}];
  const sizes = [{ memoryGb }, { memoryGb: memoryGb + 1.25 }, {}];
  return nodes.flatMap((first) =>
    numbers.flatMap((second) =>
      sizes.flatMap((third) => {
        const amiss = [
          ...(first === nodes[1] ? ["node"] : []),
          ...(second === numbers[1] ? ["cores"] : []),
          ...(third === sizes[1] ? ["memoryGb"] : []),
        ];
        return [
          { required: { ...first, ...second, ...third }, amiss },
          { required: { ...third, ...second, ...first }, amiss },
        ];
      }),
    ),
  );
}
