import type { ClassStatistics } from "@tinytorch/api";
import { sayDiscrimination, sayMinutes, sayNumber, sayShare } from "@tinytorch/api/words";
import { Scrolling } from "../../components/scrolling.tsx";
import styles from "./statistics.module.css";

/** From here on a test tells those who know from those who do not. */
const tellsApart = 0.1;

/** Each hidden test: how many passed, whether that tells who knows, and what it took. */
export function TestTable({ tests, enough }: Pick<ClassStatistics, "tests" | "enough">) {
  return (
    <Scrolling label="Tests">
      <table>
        <caption className="hidden-visually">What the class did in each test</caption>
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col">Passed</th>
            <th scope="col">Tells apart</th>
            <th scope="col">Attempts to first pass</th>
            <th scope="col">Time to first pass</th>
          </tr>
        </thead>
        <tbody>
          {tests.map(({ test, title, students, passRate, discrimination, attempts, minutes }) => (
            <tr key={test}>
              <th scope="row">{title ?? `${test} (the module has it no more)`}</th>
              <td>
                {passRate !== null && (
                  <svg className={styles.share} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect className={styles.ground} width="100" height="10" />
                    <rect className={styles.bar} width={100 * passRate} height="10" />
                  </svg>
                )}
                {sayShare(passRate)}
              </td>
              <td>
                {sayDiscrimination(discrimination, students < enough)}
                {discrimination !== null && discrimination < tellsApart && (
                  <span className={styles.look}> worth a look</span>
                )}
              </td>
              <td>{sayNumber(attempts)}</td>
              <td>{sayMinutes(minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
