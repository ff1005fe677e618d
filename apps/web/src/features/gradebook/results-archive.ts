/** Lines of results as a zip: `<submission>/results.json` for each, and `submissions.jsonl` that says whose each is, as `tito export` writes them. */
export async function resultsArchive(lines: string): Promise<Uint8Array<ArrayBuffer>> {
  const { strToU8, zipSync } = await import("fflate");
  const files: Record<string, Uint8Array> = {};
  const whose: string[] = [];
  for (const line of lines.split("\n").filter((each) => each !== "")) {
    const { results, ...rest }: { submissionId: string; results: unknown } = JSON.parse(line);
    files[`${rest.submissionId}/results.json`] = strToU8(`${JSON.stringify(results, null, 2)}\n`);
    whose.push(`${JSON.stringify(rest)}\n`);
  }
  return new Uint8Array(zipSync({ "submissions.jsonl": strToU8(whose.join("")), ...files }));
}
