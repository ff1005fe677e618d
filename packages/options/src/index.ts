export type { DefaultedRule, OptionsOf, RequiredRule, Rule, RulesFor, SettingsOf } from "./rules.ts";
export * as rules from "./rules.ts";
