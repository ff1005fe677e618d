import { ApiError, type ExportRequest, type exportRequestSchema, exportsApi, templateCharacters } from "@tinytorch/api";
import {
  canvasCsv,
  type Exported,
  ExportRefusal,
  jsonLines,
  moodleCsv,
  peopleCsv,
  readCanvasGradebook,
} from "@tinytorch/exports";
import type { z } from "zod";
import type { Context } from "../../context.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { showGrade } from "../gradebook/show-grade.ts";
import { gradesBook } from "./grades-book.ts";
import { gradescopeLines } from "./gradescope-lines.ts";

/** Grades as files for other systems. */
export const v1: RegisterRoutes = (app, context) => {
  serve(
    app,
    exportsApi,
    {
      makeExport({ body }) {
        try {
          return { fileName: fileNames[body.format], ...inForm(made(body, context)) };
        } catch (error) {
          if (!(error instanceof ExportRefusal)) throw error;
          throw new ApiError("invalid-request", { message: error.message, field: error.about });
        }
      },
    },
    { makeExport: { bodyLimit: templateBytes } },
  );
};

/** A character of a template is at most three bytes, and six where JSON escapes it. */
const templateBytes = 6 * templateCharacters;

const fileNames: Readonly<Record<ExportRequest["format"], string>> = {
  csv: "grades.csv",
  canvas: "canvas.csv",
  moodle: "moodle.csv",
  gradescope: "gradescope.jsonl",
  jsonl: "grades.jsonl",
};

function made(body: z.output<typeof exportRequestSchema>, context: Context): Exported {
  const book = gradesBook(context, body.modules);
  switch (body.format) {
    case "csv":
      return peopleCsv(book, body);
    case "canvas": {
      const { template, isFirst } = body;
      return canvasCsv(book, { isFirst, template: template === undefined ? null : readCanvasGradebook(template) });
    }
    case "moodle": {
      const { key, decimal, isFirst, maximum } = body;
      return moodleCsv(book, { key, decimal, isFirst, ...(maximum === undefined ? {} : { maximum }) });
    }
    case "gradescope":
      return gradescopeLines(book, context.store, context.clock.now());
    case "jsonl": {
      const { clock } = context;
      const lines = book.rows.map(({ person }, index) => {
        const facts = book.facts[index] ?? [];
        return { person, grades: facts.flatMap((each) => showGrade(each, clock.now()) ?? []) };
      });
      return { text: jsonLines(lines), leftOut: [], warnings: [] };
    }
  }
}

function inForm({ text, leftOut, warnings }: Exported) {
  return { text, leftOut: [...leftOut], warnings: [...warnings] };
}
