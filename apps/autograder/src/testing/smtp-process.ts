import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/**
 * A mail server on loopback as a program of its own. A line of JSON says its port, and one for each letter what came. With
 * `REFUSE=n` it refuses the first n letters.
 */
let left = Number(process.env.REFUSE ?? 0);
const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo({ address }, _session, done) {
    if (left > 0) {
      left -= 1;
      say({ refused: address });
      return done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
    }
    return done();
  },
  onData(stream, { envelope }, done) {
    text(stream).then((letter) => {
      say({ to: envelope.rcptTo.map(({ address }) => address), letter });
      done();
    }, done);
  },
});
server.listen(0, "127.0.0.1", () => {
  const address = server.server.address();
  say({ port: typeof address === "object" && address !== null ? address.port : 0 });
});
process.once("SIGTERM", () => server.close(() => process.exit(0)));
