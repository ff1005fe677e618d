import { join } from "node:path";

/** A course of two modules with ten hidden tests each, every one of them a place where a submission may misbehave. */
export const attackCourse = join(import.meta.dirname, "../fixtures/attack-course");
