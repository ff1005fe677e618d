export { sayCost, sayDaysLate } from "./lateness.ts";
export { type Sentence, sayRisk, sayStanding, type ToldStanding } from "./standing.ts";
export { sayDiscrimination, sayFew, sayMinutes, sayNumber, sayShare, sayTenth, tooFew } from "./statistics.ts";
