import { accountsApi } from "./accounts.ts";
import { auditApi } from "./audit.ts";
import { deadLettersApi } from "./dead-letters.ts";
import { gradesApi } from "./grades.ts";
import { healthApi } from "./health.ts";
import { modulesApi } from "./modules.ts";
import { regradesApi } from "./regrades.ts";
import { runsApi } from "./runs.ts";
import { submissionsApi } from "./submissions.ts";

/** Every route of the service, by the name of the client's method: what its server, its page and its clients are made from. */
export const api = {
  ...submissionsApi,
  ...gradesApi,
  ...modulesApi,
  ...runsApi,
  ...regradesApi,
  ...deadLettersApi,
  ...accountsApi,
  ...auditApi,
  ...healthApi,
};
