/** Parts of the testkit that hidden suites alone are written with; one of them is what a module has students build. */
const ofSuites = ["generator", "gradcheck", "inputs"];

/** Whether a file of the testkit, by its name, is one that students do not receive. */
export function isOfSuites(file: string): boolean {
  return ofSuites.some((name) => file === `${name}.ts`);
}

const exported = new RegExp(`export \\{[^}]*\\} from "\\./(?:${ofSuites.join("|")})\\.ts";\\n`, "g");

/** The testkit's door without them. */
export function withoutSuites(text: string): string {
  return text.replace(exported, "");
}
