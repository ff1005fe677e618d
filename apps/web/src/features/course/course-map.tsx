import { Link } from "@tanstack/react-router";
import type { Grade, ModuleSummary, Modules } from "@tinytorch/api";
import { Fragment } from "react";
import { GradePoints } from "../../components/grade-points.tsx";
import { ModuleLinks } from "../../components/module-links.tsx";
import { Points } from "../../components/points.tsx";
import { Stars } from "../../components/stars.tsx";
import { When } from "../../components/when.tsx";
import styles from "./course-map.module.css";
import { courseSum } from "./course-sum.ts";
import { MilestoneCard } from "./milestone-card.tsx";
import { milestonesAfter, missingFor } from "./milestone-places.ts";

interface CourseMapProps {
  readonly modules: Modules;
  readonly grades: readonly Grade[];
  /** On whose clock each module's dates were written. */
  readonly zones: ReadonlyMap<string, string>;
}

/** The course's modules in their order: what each asks for, when it is due, and what it has brought so far; milestones follow what they need. */
export function CourseMap({ modules: { modules, broken, milestones }, grades, zones }: CourseMapProps) {
  const byModule = new Map(grades.map((grade) => [grade.module, grade]));
  const sum = courseSum(modules, grades);
  const after = milestonesAfter(modules, milestones);
  return (
    <>
      <p className={styles.sum}>
        <span>
          {sum.graded} of {sum.modules} modules graded
        </span>
        <Points points={sum.earned} of={sum.worth} />
      </p>
      <ol className={styles.map}>
        {modules.map((module) => (
          <Fragment key={module.id}>
            <ModuleCard module={module} grade={byModule.get(module.id)} zone={zones.get(module.id)} />
            {after.get(module.id)?.map((milestone) => (
              <MilestoneCard key={milestone.id} milestone={milestone} missing={missingFor(milestone, grades)} />
            ))}
          </Fragment>
        ))}
      </ol>
      {broken.length > 0 && (
        <p>
          {broken.join(", ")} cannot be graded as the course stands; your instructor has to mend it before you can hand
          it in.
        </p>
      )}
    </>
  );
}

interface ModuleCardProps {
  readonly module: ModuleSummary;
  readonly grade: Grade | undefined;
  readonly zone: string | undefined;
}

function ModuleCard({ module, grade, zone }: ModuleCardProps) {
  const { id, title, promise, stars, hours, prerequisites, due, closes, points } = module;
  const [from, to] = hours;
  const closed = closes !== null && Date.parse(closes) < Date.now();
  return (
    <li className={styles.card}>
      <h2 className={styles.title}>
        <span className={styles.number}>{id.slice(0, 2)}</span>
        <Link to="/modules/$id" params={{ id }}>
          {title}
        </Link>
      </h2>
      <p className={styles.promise}>{promise}</p>
      <p className={styles.facts}>
        <Stars stars={stars} />
        <span>
          {from} to {to} hours
        </span>
      </p>
      {prerequisites.length > 0 && <p className={styles.facts}>after {prerequisites.join(", ")}</p>}
      <p className={styles.facts}>
        {due === null ? (
          "no due date"
        ) : (
          <span>
            due <When at={due} zone={zone} />
          </span>
        )}
        {closed && <strong>closed</strong>}
      </p>
      <p className={styles.score}>
        {grade === undefined ? "not graded yet" : <GradePoints {...grade} maximum={points} />}
      </p>
      <ModuleLinks module={id} title={title} />
    </li>
  );
}
