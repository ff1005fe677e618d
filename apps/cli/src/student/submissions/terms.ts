import type { Client, ExceptionRecord } from "@tinytorch/api";

/** What is decided about modules as far as one person is concerned. */
export interface Terms {
  /** What holds for the person alone, oldest first. */
  readonly exceptions: readonly ExceptionRecord[];
  /** The zone in which a module's times are written; null where that is not known. */
  readonly zoneOf: (module: string) => string | null;
  /** Whether attempts in a module are counted, or have a pause between them. */
  readonly isCounted: (module: string) => boolean;
}

/** Whose terms, by id, whoever is signed in without one; and in which module alone. */
export interface TermsOf {
  readonly student?: string | undefined;
  readonly module?: string | undefined;
}

/**
 * The terms of a person. They explain, and nothing waits for them: where the service does not tell them to this account nothing is
 * known of them.
 *
 * @throws ServiceUnreachableError.
 */
export async function readTerms(client: Client, { student, module }: TermsOf): Promise<Terms> {
  const [list, found] = await Promise.all([
    unlessRefused(client.assignments()),
    unlessRefused(exceptionsOf(client, { student, module })),
  ]);
  const rules = new Map(list?.assignments.map((each) => [each.module, each]));
  return {
    exceptions: found?.exceptions ?? [],
    zoneOf: (name) => rules.get(name)?.zone ?? null,
    isCounted: (name) => {
      const { attempts = null, coolDownMinutes = 0 } = rules.get(name) ?? {};
      return attempts !== null || coolDownMinutes > 0;
    },
  };
}

async function exceptionsOf(client: Client, { student, module }: TermsOf) {
  return client.exceptions({ student: student ?? (await client.me()).id, module });
}

/** What the service answers; null where it does not answer that to this account. */
export async function unlessRefused<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  const { ApiError } = await import("@tinytorch/api");
  return answer.catch((error: unknown) => {
    if (error instanceof ApiError && error.status < 500 && error.status !== 401) return null;
    throw error;
  });
}
