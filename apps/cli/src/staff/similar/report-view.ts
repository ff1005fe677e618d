import type { SimilarityReport } from "@tinytorch/api";
import { renderTable } from "../../terminal/table.ts";
import { localTime } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";

/** What a comparison found, for a person who will look. */
export async function viewReport(report: SimilarityReport): Promise<string> {
  const { id, module, state, startedAt, startedBy, submissions, which, problem, progress } = report;
  const compared = which === "latest" ? "each student's latest" : "each student's that is the grade";
  const head = `Comparison ${id} of ${module}, ${localTime(startedAt)} by ${startedBy.name}: ${submissions} submissions, ${compared}.`;
  switch (state) {
    case "running":
      return `${head}\nIt is running: ${progress?.read ?? 0} of ${submissions} read.`;
    case "failed":
      return `${head}\nIt failed: ${problem}`;
    case "cancelled":
      return `${head}\nIt was cancelled before it found anything.`;
    case "interrupted":
      return `${head}\nThe server ended meanwhile: start it again with \`tito similar ${module} --start\`.`;
    case "done":
      return [head, ...(await viewPairs(report)), ...viewUnread(report)].join("\n");
  }
}

async function viewPairs(report: SimilarityReport): Promise<readonly string[]> {
  const { module, pairs, unlisted, threshold, commonPercent } = report;
  const ignored = `Ignored: the starter, and what more than ${commonPercent} % of the submissions (and more than five) have in common.`;
  const [first] = pairs;
  if (first === undefined) return [`No pair is at least ${threshold} % alike, or as alike as was asked for.`, ignored];
  const rows = pairs.map(({ number, left, right, similarity, regions }) => [
    String(number),
    left.student.name,
    right.student.name,
    `${Math.floor(similarity * 100)} %`,
    String(regions),
  ]);
  return [
    await renderTable(["Pair", "Student", "Student", "Alike", "Passages"], rows),
    ...(unlisted > 0
      ? [`${unlisted} more pairs are at least ${threshold} % alike: compare with a higher --threshold.`]
      : []),
    ignored,
    `A pair is a pointer for a person to look, never a mark: \`tito similar ${module} --show ${first.number}\`.`,
  ];
}

function viewUnread({ unread }: SimilarityReport): readonly string[] {
  if (unread.length === 0) return [];
  return ["Not compared as it should be:", ...unread.map((each) => `  ${each.student.name}: ${visible(each.problem)}`)];
}
