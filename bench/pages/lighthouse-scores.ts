import { join } from "node:path";
import { executablePath } from "@tinytorch/browser/chromium";
import { chromium } from "playwright-core";
import { z } from "zod";
import { installApart } from "../install-apart.ts";
import { quantile } from "../quantile.ts";

/** What Lighthouse says of a page, each of 100: the median of some runs, since one that meets another program's work says less. */
export interface LighthouseScores {
  readonly path: string;
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
}

const folder = join(import.meta.dirname, "lighthouse");
const category = z.object({ score: z.number() }).transform(({ score }) => Math.round(score * 100));
const resultSchema = z.object({
  lhr: z.object({
    categories: z.object({ performance: category, accessibility: category, "best-practices": category }),
  }),
});

/** A desktop's window and line, without a slower processor than there is: what it is measured on is said beside. */
const settings = {
  onlyCategories: ["performance", "accessibility", "best-practices"],
  formFactor: "desktop",
  screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1 },
  throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 },
  logLevel: "error",
};

const port = 9_333;
const runs = 3;

/** Has Lighthouse judge pages in a Chromium of their own, each as whom a token belongs to. */
export async function lighthouseScores(
  url: string,
  pages: readonly (readonly [path: string, token: string])[],
): Promise<readonly LighthouseScores[]> {
  installApart(folder, "Lighthouse (some 180 MB)");
  const { default: lighthouse } = await import(join(folder, "node_modules/lighthouse/core/index.js"));
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
  });
  try {
    const scores: LighthouseScores[] = [];
    for (const [path, token] of pages) {
      const headers = { authorization: `Bearer ${token}` };
      const session = await fetch(`${url}/v1/sessions`, { method: "POST", headers });
      const cookie = session.headers.getSetCookie().map((line) => line.split(";")[0]);
      const found: z.infer<typeof resultSchema>["lhr"]["categories"][] = [];
      for (let run = 0; run < runs; run += 1) {
        const result = await lighthouse(url + path, { ...settings, port, extraHeaders: { Cookie: cookie.join("; ") } });
        found.push(resultSchema.parse(result).lhr.categories);
      }
      const medianOf = (name: keyof (typeof found)[number]) =>
        quantile(
          found.map((each) => each[name]),
          0.5,
        );
      scores.push({
        path,
        performance: medianOf("performance"),
        accessibility: medianOf("accessibility"),
        bestPractices: medianOf("best-practices"),
      });
    }
    return scores;
  } finally {
    await browser.close();
  }
}
