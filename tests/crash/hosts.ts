import { execFileSync } from "node:child_process";

/** A machine for a grader: a network namespace whose only line leads to the server's, or where none can be made, nothing but a process. */
export interface Host {
  /** A command that runs another there. */
  readonly launcher: readonly string[];
  /** The server's end of its line; null where there is no namespace. */
  readonly line: string | null;
}

/** A server's machine, and two with lines of their own to it. */
export interface Hosts {
  /** Whether they are network namespaces. */
  readonly areApart: boolean;
  /** A command that runs another on the server's machine. */
  readonly launcher: readonly string[];
  /** Where the other two reach the server. */
  readonly address: string;
  readonly hosts: readonly [Host, Host];
  close(): void;
}

/** Of the range for tests of devices between networks (RFC 2544): nobody's on a network. */
const address = "198.18.0.1";

/**
 * Makes three hosts: network namespaces where the system lets us (root on Linux, with iproute2), else processes of this machine. Nothing
 * of them is seen from here: a browser of other tests that saw a line come or go would give up what it loads.
 */
export function openHosts(): Hosts {
  const made: string[] = [];
  const close = () => {
    // The lines go with the namespaces that they end in.
    for (const name of made.splice(0)) ip("netns", "del", name);
  };
  const make = (name: string) => {
    ip("netns", "add", name);
    made.push(name);
    ip("-n", name, "link", "set", "lo", "up");
    return name;
  };
  try {
    const server = make(`tinytorch-${process.pid}`);
    const hosts = [0, 1].map((index): Host => {
      const name = make(`tinytorch-${process.pid}-${index}`);
      const [near, far] = [`near${index}`, "far"];
      const [here, there] = [`198.18.0.${4 * index + 1}`, `198.18.0.${4 * index + 2}`];
      ip("-n", server, "link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
      ip("-n", server, "addr", "add", `${here}/30`, "dev", near);
      ip("-n", server, "link", "set", near, "up");
      ip("-n", name, "addr", "add", `${there}/30`, "dev", far);
      ip("-n", name, "link", "set", far, "up");
      if (here !== address) ip("-n", name, "route", "add", `${address}/32`, "via", here);
      return { launcher: ["ip", "netns", "exec", name], line: near };
    });
    const [first, second] = hosts;
    if (first === undefined || second === undefined) throw new Error("hosts: there must be two");
    return { areApart: true, launcher: ["ip", "netns", "exec", server], address, hosts: [first, second], close };
  } catch {
    close();
    const host: Host = { launcher: [], line: null };
    return { areApart: false, launcher: [], address: "127.0.0.1", hosts: [host, host], close() {} };
  }
}

/** Takes the line of a host away, or gives it back; for a program on the server's machine. Does nothing where there is no namespace. */
export function setLine({ line }: Host, state: "up" | "down"): void {
  if (line !== null) ip("link", "set", line, state);
}

function ip(...words: readonly string[]): void {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "ignore"] });
}
