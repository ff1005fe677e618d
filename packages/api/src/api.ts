import { accountsApi } from "./accounts.ts";
import { assignmentsApi } from "./assignments.ts";
import { auditApi } from "./audit.ts";
import { browserSessionsApi } from "./browser-sessions.ts";
import { commentsApi } from "./comments.ts";
import { courseApi } from "./course.ts";
import { deadLettersApi } from "./dead-letters.ts";
import { exceptionsApi } from "./exceptions.ts";
import { exportsApi } from "./exports.ts";
import { gradesApi } from "./grades.ts";
import { healthApi } from "./health.ts";
import { invitationsApi } from "./invitations.ts";
import { lateDaysApi } from "./late-days.ts";
import { modulesApi } from "./modules.ts";
import { notificationsApi } from "./notifications.ts";
import { peopleApi } from "./people.ts";
import { personDataApi } from "./person-data.ts";
import { questionsApi } from "./questions.ts";
import { queueApi } from "./queue.ts";
import { regradesApi } from "./regrades.ts";
import { rosterApi } from "./roster.ts";
import { runsApi } from "./runs.ts";
import { similarityApi } from "./similarity.ts";
import { statisticsApi } from "./statistics.ts";
import { submissionsApi } from "./submissions.ts";
import { tokensApi } from "./tokens.ts";
import { webhooksApi } from "./webhooks.ts";

/** Every route of the service, by the name of the client's method: what its server, its page and its clients are made from. */
export const api = {
  ...submissionsApi,
  ...gradesApi,
  ...modulesApi,
  ...courseApi,
  ...runsApi,
  ...regradesApi,
  ...similarityApi,
  ...queueApi,
  ...deadLettersApi,
  ...accountsApi,
  ...tokensApi,
  ...invitationsApi,
  ...browserSessionsApi,
  ...auditApi,
  ...peopleApi,
  ...rosterApi,
  ...healthApi,
  ...exportsApi,
  ...statisticsApi,
  ...commentsApi,
  ...questionsApi,
  ...notificationsApi,
  ...webhooksApi,
  ...personDataApi,
  ...assignmentsApi,
  ...exceptionsApi,
  ...lateDaysApi,
};
