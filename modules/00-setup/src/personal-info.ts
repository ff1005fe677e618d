/** Three whole numbers with dots between them, such as `1.0.0`: major, minor and patch. */
export type Version = `${number}.${number}.${number}`;

/** Who hands in. No e-mail address: the grader knows you by your token. */
export interface PersonalInfo {
  /** As you want to be called. */
  readonly name: string;
  /** What stands in a list beside your score: 2 to 30 lower-case letters, digits and hyphens, a letter first. */
  readonly handle: string;
  /** Of your own library, which starts today. Count it up when you like. */
  readonly version: Version;
}

/**
 * Who you are, the same at every call, in an object made anew each time. With nobody filled in it would say
 *
 *   { name: "Your Name", handle: "your-handle", version: "0.0.0" }
 *
 * and none of these three counts as yours: the first version is 0.0.1 or later.
 */
export function personalInfo(): PersonalInfo {
  throw new Error("TODO(00-setup): return an object with your name, your handle and a version");
}
