import { openBrowser } from "../../../terminal/open-browser.ts";
import { colors, print } from "../../../terminal/terminal.ts";
import { untilQuit } from "../../../terminal/until-quit.ts";
import { keepDrawing } from "./keep-drawing.ts";
import { serveLab } from "./lab-server.ts";
import { showIn } from "./show-in-terminal.ts";

export interface LiveLab {
  readonly program: string;
  readonly source: string | null;
  /** What is watched for a save. */
  readonly folders: readonly string[];
  /** How long a drawing may take. */
  readonly seconds: number;
  /** The page it is shown on; null for this terminal. */
  readonly page: { readonly module: string; readonly port: number; readonly open: boolean } | null;
}

/** What a drawing may take of memory: several times what the largest of the course's takes. */
const megabytes = 1024;

/** The room that a page gives a picture: as much as the widest of them takes. */
const pageRoom = { columns: 96, rows: 40, colour: true };

/** Shows a lab, again after every save, until the command is ended. */
export async function showLive({ folders, page, ...task }: LiveLab): Promise<void> {
  if (page === null) {
    const room = () => {
      const { columns = 80, rows = 40 } = process.stdout;
      return { ...task, megabytes, columns, rows, colour: colors.isColorSupported };
    };
    const screen = showIn(process.stdout);
    const stop = await keepDrawing(folders, room, screen);
    await untilQuit();
    await stop();
    screen.stop();
    return;
  }
  const server = await serveLab(page.module, page.port);
  const stop = await keepDrawing(folders, () => ({ ...task, megabytes, ...pageRoom }), server);
  print(`${page.module} is drawn at ${server.url}, and again whenever you save. Ctrl-C ends it.`);
  if (page.open) openBrowser(server.url);
  await untilQuit();
  await stop();
  server.close();
}
