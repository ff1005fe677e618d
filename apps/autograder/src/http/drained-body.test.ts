import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";

const megabyte = 2 ** 20;

/** Writes a whole request before it reads a byte, and gives what then came to the end of the connection. */
async function writeThenRead(port: number, head: readonly string[], bytes: number, chunked = false): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.pause();
  const length = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${bytes}`;
  socket.write(`${[...head, "Host: x", "Content-Type: application/json", length].join("\r\n")}\r\n\r\n`);
  const block = Buffer.alloc(65_536, "x");
  for (let sent = 0; sent < bytes; sent += block.length) {
    const frame = chunked ? [Buffer.from("10000\r\n"), block, Buffer.from("\r\n")] : [block];
    if (!socket.write(Buffer.concat(frame))) await once(socket, "drain");
  }
  if (chunked) socket.write("0\r\n\r\n");
  let answer = "";
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    answer += text;
  });
  socket.end();
  socket.resume();
  await once(socket, "close");
  return answer;
}

async function setUp() {
  const test = await openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "1", TINYTORCH_SUBMISSIONS_PER_MINUTE: "1" });
  const { port } = new URL(await test.app.listen({ port: 0, host: "127.0.0.1" }));
  const student = test.account("studentA", "student");
  const head = (token?: string, path = "/v1/submissions") => [
    `POST ${path} HTTP/1.1`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
  ];
  return { ...test, port: Number(port), student, head };
}

test.each([
  ["keeps the connection", []],
  ["wants it closed", ["Connection: close"]],
])("a client that writes all before it reads, and %s, reads why a large body was refused", async (_, more) => {
  const { port, student, head } = await setUp();
  const refused = [
    await writeThenRead(port, [...head(student.token), ...more], 16 * megabyte),
    await writeThenRead(port, [...head(student.token), ...more], 8 * megabyte),
    await writeThenRead(port, [...head(), ...more], 8 * megabyte),
    await writeThenRead(port, [...head(), ...more], 8 * megabyte),
    await writeThenRead(port, [...head(student.token, "/v1/users"), ...more], 8 * megabyte),
  ];
  expect(refused.map((answer) => answer.split(" ")[1])).toEqual(["413", "429", "401", "429", "403"]);
  const codes = ["too-large", "rate-limited", "unauthorized", "rate-limited", "forbidden"];
  for (const [index, code] of codes.entries()) expect(refused[index]).toContain(`"code":"${code}"`);
});

test("a body of no declared length is refused as readably once it is too large", async () => {
  const { port, student, head } = await setUp();
  const answer = await writeThenRead(port, head(student.token), 16 * megabyte, true);
  expect(answer).toMatch(/^HTTP\/1\.1 413 .*"code":"too-large"/s);
});

test("a body beyond all bounds is not waited for: the answer goes out at once, and the connection ends", async () => {
  const { port, student, head } = await setUp();
  const socket = connect(port, "127.0.0.1");
  socket.write(
    `${[...head(student.token), "Host: x", "Content-Type: application/json", "Content-Length: 99999999999"].join("\r\n")}\r\n\r\n{`,
  );
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
});
