import { milestone as digits } from "./digits/milestone.ts";
import { milestone as digitsCnn } from "./digits-cnn/milestone.ts";
import { milestone as movedDigit } from "./moved-digit/milestone.ts";
import { milestone as perceptron } from "./perceptron/milestone.ts";
import { milestone as spirals } from "./spirals/milestone.ts";
import { milestone as xor } from "./xor/milestone.ts";

/** The milestones, in the order of the history that they follow. */
export const milestones = [perceptron, xor, spirals, digits, movedDigit, digitsCnn] as const;

/** The folder that the programs lie in. */
export const milestonesFolder = import.meta.dirname;
