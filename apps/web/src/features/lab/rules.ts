/** The library's optimizers, as the lab offers them, each with a rate to begin with. */
export const rules = {
  sgd: { title: "SGD", rate: 0.001 },
  momentum: { title: "SGD, momentum 0.9", rate: 0.0005 },
  nesterov: { title: "SGD, Nesterov 0.9", rate: 0.0005 },
  adam: { title: "Adam", rate: 0.1 },
  adamw: { title: "AdamW", rate: 0.1 },
  nadam: { title: "NAdam", rate: 0.1 },
  radam: { title: "RAdam", rate: 0.1 },
  rmsprop: { title: "RMSprop", rate: 0.05 },
  adagrad: { title: "Adagrad", rate: 0.5 },
  lion: { title: "Lion", rate: 0.05 },
} as const;

export type RuleName = keyof typeof rules;

export const ruleNames = Object.keys(rules).filter((name): name is RuleName => name in rules);

export const isRule = (name: string): name is RuleName => Object.hasOwn(rules, name);

/** How a rate goes on, over as many steps as there are. */
export const schedules = {
  constant: { title: "constant" },
  step: { title: "halved four times" },
  cosine: { title: "cosine to 0" },
  exponential: { title: "falling to a hundredth" },
  warmup: { title: "warmed up over a tenth" },
} as const;

export type ScheduleName = keyof typeof schedules;

/** How one is called on the page: `Adam, 0.1, cosine to 0`. */
export function titleOf(rule: string, rate: number, schedule: ScheduleName): string {
  return `${rule}, ${rate}${schedule === "constant" ? "" : `, ${schedules[schedule].title}`}`;
}
