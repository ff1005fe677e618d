import type { Browser } from "playwright-core";
import { quantile } from "../quantile.ts";

/** The frames that a browser drew while the gradebook was scrolled to its end. */
export interface Scrolling {
  readonly frames: number;
  /** Those that came more than a thirtieth of a second after the one before. */
  readonly late: number;
  /** Between two frames (ms). */
  readonly median: number;
  readonly worst: number;
}

const lateMilliseconds = 1_000 / 30;

/** Scrolls the gradebook by three rows a frame, as fast as frames come, and notes when each came. */
export async function measureScrolling(browser: Browser, url: string, token: string): Promise<Scrolling> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  try {
    await context.request.post(`${url}/v1/sessions`, { headers: { authorization: `Bearer ${token}` } });
    const page = await context.newPage();
    await page.goto(`${url}/gradebook`);
    await page.getByRole("gridcell").first().waitFor();
    const between = await page.evaluate<number[]>(`new Promise((resolve) => {
      let place = document.querySelector("[role=grid]");
      while (place.scrollHeight <= place.clientHeight + 1 && place.parentElement) place = place.parentElement;
      const between = [];
      let last = performance.now();
      const step = (now) => {
        between.push(now - last);
        last = now;
        place.scrollTop += 3 * 44;
        if (place.scrollTop + place.clientHeight >= place.scrollHeight - 1) resolve(between.slice(2));
        else requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    })`);
    const late = between.filter((milliseconds) => milliseconds > lateMilliseconds).length;
    return { frames: between.length, late, median: quantile(between, 0.5), worst: Math.max(...between) };
  } finally {
    await context.close();
  }
}
