import { execFileSync } from "node:child_process";

/** A machine for a grader: a network namespace of its own, whose only line leads to the server's, or where none can be made, nothing but a process. */
export interface Host {
  /** A command that runs another there. */
  readonly launcher: readonly string[];
  /** Takes its line away, or gives it back. Does nothing where there is no namespace. */
  line(state: "up" | "down"): void;
}

/** Machines on lines of their own, and the address at which all of them reach this one. */
export interface Hosts {
  /** Whether they are network namespaces. */
  readonly areApart: boolean;
  readonly address: string;
  readonly hosts: readonly [Host, Host];
  close(): void;
}

/** Makes two hosts: network namespaces where the system lets us (root on Linux, with iproute2), else processes of this machine. */
export function openHosts(): Hosts {
  const made: string[] = [];
  const close = () => {
    // The lines go with the namespaces that they end in.
    for (const name of made) execFileSync("ip", ["netns", "del", name], { stdio: "ignore" });
  };
  // Of the range for tests of devices between networks (RFC 2544): nobody's on a network.
  const third = process.pid % 250;
  const address = `198.18.${third}.1`;
  try {
    const hosts = [0, 1].map((index): Host => {
      const name = `tinytorch-${process.pid}-${index}`;
      const [near, far] = [`tt${process.pid}n${index}`, `tt${process.pid}f${index}`];
      const [here, there] = [`198.18.${third}.${4 * index + 1}`, `198.18.${third}.${4 * index + 2}`];
      ip("netns", "add", name);
      made.push(name);
      ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
      ip("addr", "add", `${here}/30`, "dev", near);
      ip("link", "set", near, "up");
      ip("-n", name, "addr", "add", `${there}/30`, "dev", far);
      ip("-n", name, "link", "set", "lo", "up");
      ip("-n", name, "link", "set", far, "up");
      if (here !== address) ip("-n", name, "route", "add", `${address}/32`, "via", here);
      return {
        launcher: ["ip", "netns", "exec", name],
        line(state) {
          ip("link", "set", near, state);
        },
      };
    });
    const [first, second] = hosts;
    if (first === undefined || second === undefined) throw new Error("hosts: there must be two");
    return { areApart: true, address, hosts: [first, second], close };
  } catch {
    close();
    const host: Host = { launcher: [], line() {} };
    return { areApart: false, address: "127.0.0.1", hosts: [host, host], close() {} };
  }
}

function ip(...words: readonly string[]): void {
  execFileSync("ip", words, { stdio: ["ignore", "ignore", "ignore"] });
}
