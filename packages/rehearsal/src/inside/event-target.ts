/**
 * Chai tells of its plugins by events, for which a bare isolate has no classes. They are there while it is loaded, and gone
 * (`removeEvents`) before a submission is: there is no more in the world of a rehearsal than in that of a grading.
 */
class Listenerless {
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true;
  }
}

const names = ["EventTarget", "Event"] as const;
const lacking = names.filter((name) => !(name in globalThis));
for (const name of lacking) Object.defineProperty(globalThis, name, { value: Listenerless, configurable: true });

export function removeEvents(): void {
  for (const name of lacking) Reflect.deleteProperty(globalThis, name);
}
