import { useQuery } from "@tanstack/react-query";
import type { LateDayBank, LateDayGrant } from "@tinytorch/api";
import { useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { When } from "../../components/when.tsx";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";
import { BecauseForm } from "./because-form.tsx";
import styles from "./deadlines.module.css";
import { lateDaysQuery } from "./queries.ts";

/** The bank of late days: what everybody was granted, and who has spent what. */
export function LateDays() {
  const lateDays = useQuery(lateDaysQuery);
  const banks = lateDays.data?.banks ?? [];
  const forAll = banks[0]?.grants.filter(({ student }) => student === null) ?? [];
  const mayGrant = useMay("late-days.grant");
  return (
    <section aria-labelledby="late-days">
      <h2 id="late-days">Late days</h2>
      {lateDays.isError && <Problem error={lateDays.error} retry={lateDays.refetch} />}
      {lateDays.isSuccess && forAll.length === 0 && <p>Nobody has late days that everybody has.</p>}
      <ul className={styles.list}>
        {forAll.map((grant) => (
          <Grant key={grant.id} grant={grant} mayTakeBack={mayGrant} />
        ))}
      </ul>
      {mayGrant && banks.length > 0 && <GrantAll />}
      {banks.length > 0 && (
        <details>
          <summary>Who has spent what</summary>
          <Banks banks={banks} />
        </details>
      )}
    </section>
  );
}

function Grant({ grant, mayTakeBack }: { readonly grant: LateDayGrant; readonly mayTakeBack: boolean }) {
  const [asks, setAsks] = useState(false);
  const { id, days, because, by, at } = grant;
  return (
    <li>
      <div className="row">
        <span>
          {sayDays(days)} for everybody.{" "}
          <span className="quiet">
            {because} {by !== null && `(${by}, `}
            <When at={at} />
            {by !== null && ")"}
          </span>
        </span>
        {mayTakeBack && (
          <button type="button" aria-expanded={asks} onClick={() => setAsks(!asks)}>
            Take back<span className="hidden-visually"> {sayDays(days)} of everybody</span>
          </button>
        )}
      </div>
      {asks && (
        <BecauseForm
          label={`Take back ${sayDays(days)} of everybody`}
          deed="Take them back"
          onSend={(reason) => service().withdrawLateDays(id, { because: reason })}
          onLeave={() => setAsks(false)}
        />
      )}
    </li>
  );
}

function GrantAll() {
  const [asks, setAsks] = useState(false);
  const [days, setDays] = useState("1");
  return (
    <>
      <p>
        <button type="button" aria-expanded={asks} onClick={() => setAsks(!asks)}>
          Grant everybody late days
        </button>
      </p>
      {asks && (
        <BecauseForm
          label="Grant everybody late days"
          deed="Grant them"
          onSend={async (because) => {
            await service().grantLateDays({ student: null, days: Number(days), because });
            setAsks(false);
          }}
          onLeave={() => setAsks(false)}
        >
          <Field label="Days" type="number" min="1" max="365" step="1" required value={days} onChange={setDays} />
        </BecauseForm>
      )}
    </>
  );
}

function Banks({ banks }: { readonly banks: readonly LateDayBank[] }) {
  return (
    <Scrolling label="Late days of each student">
      <table>
        <thead>
          <tr>
            <th scope="col">Student</th>
            <th scope="col">Granted</th>
            <th scope="col">Spent</th>
            <th scope="col">Left</th>
            <th scope="col">Spent on</th>
          </tr>
        </thead>
        <tbody>
          {banks.map(({ student, granted, spent, left, spends }) => (
            <tr key={student.id}>
              <th scope="row">
                <bdi>{student.name}</bdi>
              </th>
              <td>{granted}</td>
              <td>{spent}</td>
              <td>{left}</td>
              <td>{spends.map(({ module, days }) => `${module} (${days})`).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function sayDays(days: number): string {
  return days === 1 ? "1 late day" : `${days} late days`;
}
