import { existsSync, readFileSync, realpathSync } from "node:fs";
import { cp, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "./run-tito.ts";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** One package of an installation: where it really lies, and the folders of what it depends on by name. */
interface Installed {
  readonly folder: string;
  readonly isOurs: boolean;
  readonly dependencies: ReadonlyMap<string, string>;
}

/** Every package that is installed with the one in a folder, by name, when it is installed to be used: what a manifest asks for, and what that asks for in turn. */
export function installedWith(folder: string): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  const waiting = [realpathSync(folder)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const manifest: Manifest = JSON.parse(readFileSync(join(next, "package.json"), "utf8"));
    if (found.has(manifest.name)) continue;
    const isOurs = !next.includes("node_modules");
    // Of ours, beside its manifest; of others, beside the package itself.
    const installed = isOurs ? join(next, "node_modules") : next.slice(0, next.lastIndexOf("node_modules") + 12);
    const names = [...Object.keys(manifest.dependencies ?? {}), ...neededPeers(manifest)];
    const there = names.filter((name) => existsSync(join(installed, name)));
    const dependencies = new Map(there.map((name) => [name, realpathSync(join(installed, name))]));
    found.set(manifest.name, { folder: next, isOurs, dependencies });
    waiting.push(...dependencies.values());
  }
  return found;
}

function neededPeers({ peerDependencies = {}, peerDependenciesMeta = {} }: Manifest): string[] {
  return Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
}

/**
 * A checkout as a student has it, in a folder for the caller to remove: the command line with what its manifest depends on and nothing
 * else, and the modules of a course without their hidden half.
 */
export async function studentCheckout(course: string): Promise<string> {
  const root = realpathSync(await mkdtemp(join(tmpdir(), "tito-student-")));
  const place = (folder: string) => join(root, folder.slice(realpathSync(repository).length + 1));
  for (const { folder, isOurs, dependencies } of installedWith(join(repository, "apps/cli")).values()) {
    if (!isOurs) continue;
    await cp(folder, place(folder), { recursive: true, filter: (path) => !path.endsWith("/node_modules") });
    for (const [name, target] of dependencies) {
      await link(target.includes("node_modules") ? target : place(target), join(place(folder), "node_modules", name));
    }
  }
  await cp(join(course, "modules"), join(root, "modules"), { recursive: true });
  await writeFile(join(root, "package.json"), '{ "name": "tinytorch", "private": true, "type": "module" }\n');
  return root;
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}
