import { spawnSync } from "node:child_process";

/** Where the programs behind the layers come from. */
const installing = {
  bubblewrap:
    "apt install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora), pacman -S bubblewrap (Arch), apk add bubblewrap (Alpine)",
  gvisor: "see https://gvisor.dev/docs/user_guide/install/, or apt install runsc (Debian)",
  rlimits: "its program, prlimit, is part of util-linux",
} as const;

/** A program behind a layer is not there: why, and what to do. */
export function notInstalled(layer: keyof typeof installing): string {
  if (process.platform !== "linux") return "it exists on Linux only";
  return `it is not installed: ${installing[layer]}`;
}

/** Bubblewrap is there and `said` this when it was tried: what it lacks, and what to do. */
export function bubblewrapFails(bwrap: string, said: string): string {
  const plain = spawnSync(bwrap, ["--unshare-all", "--ro-bind", "/", "/", "true"], { encoding: "utf8" });
  if (plain.status === 0) {
    return `it is installed and makes namespaces, but a trial of all that is asked of it fails (${said}): it needs version 0.8 or later, for --disable-userns`;
  }
  const kernel =
    'the kernel must allow unprivileged user namespaces: on Ubuntu 24.04 and later give bwrap an AppArmor profile with "userns,", elsewhere look at the sysctls kernel.unprivileged_userns_clone and user.max_user_namespaces; in a container, its seccomp profile must allow it';
  return `it is installed, but a trial of it fails (${firstLine(plain.stderr) || said}): ${kernel}`;
}

/** gVisor is there and `said` this when it was tried. */
export function gvisorFails(said: string): string {
  return `it is installed, but a trial of it fails (${said}): it must be able to use the ptrace platform, which a container's seccomp profile or kernel.yama.ptrace_scope may forbid`;
}

/** What a program says first, or nothing. */
export function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
