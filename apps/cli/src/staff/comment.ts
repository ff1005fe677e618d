import { Command, Option } from "@commander-js/extra-typings";
import type { Client, Comment, CommentRequest } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { courseOption, findModule } from "../student/course/course-folder.ts";
import { viewPlace } from "../student/submissions/comments-view.ts";
import { submissionId } from "../student/submissions/own-submission.ts";
import { CliError } from "../terminal/cli-error.ts";
import { idBeginning, isWholeId } from "../terminal/id-meant.ts";
import { viewMessage, viewName } from "../terminal/message-view.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";

export const comment = new Command("comment")
  .description(
    "say something of a submission, a file of it or lines of one, for its student to read (instructors; assistants for their sections)",
  )
  .argument("[words...]", "SUBMISSION [FILE or FILE:LINE or FILE:LINE-LINE] TEXT; TEXT alone with --edit")
  .option("--on-release", "let the student see it only when the module's comments are released")
  .addOption(
    new Option("--release <module>", "let students see all of a module's comments that wait for it").conflicts([
      "edit",
      "remove",
      "history",
      "onRelease",
    ]),
  )
  .addOption(new Option("--edit <comment>", "give it another text").conflicts(["remove", "history", "onRelease"]))
  .addOption(new Option("--remove <comment>", "take it away").conflicts(["history", "onRelease"]))
  .addOption(
    new Option("--history <comment>", "all that it ever said, also when it was removed").conflicts("onRelease"),
  )
  .option("--json", "print what became of it as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", '\nExample:\n  tito comment 95da58f7 src/sgd.ts:12 "The rate is applied twice."')
  .action(async (words, { onRelease = false, release, edit, remove, history, json = false, course }) => {
    if (release !== undefined) return releaseAll(await moduleNamed(course, release, words), json);
    if (edit !== undefined) {
      const [text, ...more] = words;
      if (text === undefined || more.length > 0) throw new CliError(2, "--edit needs the new text, in one argument");
      const client = await openClient();
      return say(await client.editComment(await commentId(client, edit), { text }), "Edited", json);
    }
    if ((remove ?? history) !== undefined) requireNone(words);
    if (remove !== undefined) {
      const client = await openClient();
      const id = await commentId(client, remove);
      await client.removeComment(id);
      return json ? printJson({ id, removed: true }) : print(`Removed comment ${id}; it stays on record.`);
    }
    if (history !== undefined) return showHistory(await openClient(), history, json);
    const { submission, ...request } = readComment(words);
    const client = await openClient();
    const id = await submissionId(client, submission);
    return say(await client.addComment(id, { ...request, onRelease }), "Commented on", json);
  });

/** The comment that is meant by its id or the beginning of it, among those on work that one may see. */
async function commentId(client: Client, text: string): Promise<string> {
  const beginning = idBeginning("comment", text);
  return isWholeId(beginning) ? beginning : (await client.comment(beginning)).id;
}

function requireNone(words: readonly string[]): void {
  if (words.length > 0)
    throw new CliError(2, `nothing more may be said with this option, got ${JSON.stringify(words[0])}`);
}

async function moduleNamed(course: string, name: string, words: readonly string[]): Promise<string> {
  requireNone(words);
  return (await findModule(course, name)).manifest.id;
}

async function releaseAll(module: string, json: boolean): Promise<void> {
  const result = await (await openClient()).releaseComments(module);
  if (json) return printJson(result);
  print(`Released ${result.released === 1 ? "1 comment" : `${result.released} comments`} on ${module}.`);
}

function say(made: Comment, did: string, json: boolean): void {
  if (json) {
    printJson(made);
    return;
  }
  const seen = made.visible ? "its student sees it" : "its student sees it once the module's are released";
  const place = made.path === null ? "the whole submission" : `${viewPlace(made)} of submission`;
  print(`${did} ${place} ${made.submissionId.slice(0, 8)}: comment ${made.id}; ${seen}.`);
}

async function showHistory(client: Client, id: string, json: boolean): Promise<void> {
  const told = await client.comment(idBeginning("comment", id));
  if (json) return printJson(told);
  print(`${told.path === null ? "The whole submission" : `${viewPlace(told)} of submission`} ${told.submissionId}.`);
  for (const { at, author, text } of told.versions) {
    print(`  ${viewName(author)}, ${localTime(at)}`);
    for (const line of viewMessage(text ?? "(its text went with its author's account)", 4)) print(line);
  }
  if (told.removedAt !== null) print(`  Removed ${localTime(told.removedAt)}.`);
}

/** What the words of the command mean. @throws CliError when they are not a submission, maybe a place, and a text. */
function readComment(words: readonly string[]): CommentRequest & { readonly submission: string } {
  const [submission, second, third, ...more] = words;
  if (submission === undefined || second === undefined || more.length > 0) {
    throw new CliError(2, 'say a submission\'s id, maybe a place such as src/sgd.ts:12, and the text in quotes: "…"');
  }
  if (third === undefined) {
    if (/^[\w./-]+\.[a-z]+(:\d+(-\d+)?)?$/.test(second)) {
      throw new CliError(2, `the text must follow the place, got ${JSON.stringify(second)} and no text`);
    }
    return { submission, text: second };
  }
  return { submission, ...readPlace(second), text: third };
}

function readPlace(place: string): Pick<CommentRequest, "path" | "lines"> {
  const [, path = place, first, last = first] = /^(.+?):(\d+)(?:-(\d+))?$/.exec(place) ?? [];
  if (first === undefined) return { path };
  const lines = { first: Number(first), last: Number(last) };
  if (lines.first >= 1 && lines.first <= lines.last) return { path, lines };
  throw new CliError(2, `lines must be counted from 1 and not end before they begin, got ${JSON.stringify(place)}`);
}
