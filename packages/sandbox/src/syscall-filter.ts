/**
 * System calls that no submission needs and that break-outs are made of, with their numbers on x86-64 and arm64 (null:
 * there is none). They answer EPERM, in the sandbox and in whatever it might start.
 *
 * Numbers: Linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
 */
const denied: readonly (readonly [name: string, x64: number | null, arm64: number | null])[] = [
  // The network.
  ["socket", 41, 198],
  ["socketpair", 53, 199],
  ["connect", 42, 203],
  ["bind", 49, 200],
  ["listen", 50, 201],
  ["accept", 43, 202],
  ["accept4", 288, 242],
  // Other processes.
  ["fork", 57, null],
  ["vfork", 58, null],
  ["execveat", 322, 281],
  ["kill", 62, 129],
  ["tkill", 200, 130],
  ["ptrace", 101, 117],
  ["process_vm_readv", 310, 270],
  ["process_vm_writev", 311, 271],
  ["pidfd_open", 434, 434],
  ["pidfd_getfd", 438, 438],
  ["pidfd_send_signal", 424, 424],
  ["setns", 308, 268],
  ["unshare", 272, 97],
  // The file system's shape.
  ["mount", 165, 40],
  ["umount2", 166, 39],
  ["pivot_root", 155, 41],
  ["chroot", 161, 51],
  ["open_tree", 428, 428],
  ["move_mount", 429, 429],
  ["fsopen", 430, 430],
  ["fsconfig", 431, 431],
  ["fsmount", 432, 432],
  ["mount_setattr", 442, 442],
  ["name_to_handle_at", 303, 264],
  ["open_by_handle_at", 304, 265],
  ["memfd_create", 319, 279],
  // Large or young parts of the kernel.
  ["io_uring_setup", 425, 425],
  ["io_uring_enter", 426, 426],
  ["io_uring_register", 427, 427],
  ["bpf", 321, 280],
  ["perf_event_open", 298, 241],
  ["userfaultfd", 323, 282],
  ["keyctl", 250, 219],
  ["add_key", 248, 217],
  ["request_key", 249, 218],
  ["fanotify_init", 300, 262],
  ["personality", 135, 92],
  // The machine.
  ["init_module", 175, 105],
  ["finit_module", 313, 273],
  ["delete_module", 176, 106],
  ["kexec_load", 246, 104],
  ["kexec_file_load", 320, 294],
  ["reboot", 169, 142],
  ["swapon", 167, 224],
  ["swapoff", 168, 225],
  ["settimeofday", 164, 170],
  ["clock_settime", 227, 112],
  ["sethostname", 170, 161],
];

interface Architecture {
  /** AUDIT_ARCH_…, linux/audit.h. */
  readonly audit: number;
  readonly column: 1 | 2;
  readonly clone: number;
}

const architectures: Readonly<Record<string, Architecture>> = {
  x64: { audit: 0xc000003e, column: 1, clone: 56 },
  arm64: { audit: 0xc00000b7, column: 2, clone: 220 },
};

/** The same number everywhere; answers ENOSYS, after which libraries fall back to clone, whose flags can be read. */
const clone3 = 435;
const cloneThread = 0x0001_0000;

const loadWord = 0x20;
const jumpEqual = 0x15;
const jumpAtLeast = 0x35;
const jumpAnyBit = 0x45;
const giveBack = 0x06;

const allow = 0x7fff_0000;
const killProcess = 0x8000_0000;
const refuseWith = (errno: number) => 0x0005_0000 | errno;
const permissionDenied = refuseWith(1);
const notImplemented = refuseWith(38);

/** Offsets in the kernel's `struct seccomp_data`. */
const numberAt = 0;
const architectureAt = 4;
const firstArgumentAt = 16;

/**
 * A seccomp program (classic BPF, as bubblewrap's `--seccomp` reads it) for this architecture, or null where we have no
 * table. New threads pass, new processes do not; another architecture's calls end the process.
 */
export function syscallFilter(architecture: string): Uint8Array<ArrayBuffer> | null {
  const known = architectures[architecture];
  if (known === undefined) return null;
  const numbers = denied.map((row) => row[known.column]).filter((number) => number !== null);
  const instructions: (readonly [code: number, ifTrue: number, ifFalse: number, operand: number])[] = [
    [loadWord, 0, 0, architectureAt],
    [jumpEqual, 1, 0, known.audit],
    [giveBack, 0, 0, killProcess],
    [loadWord, 0, 0, numberAt],
    // x32 calls on x86-64 carry this bit: the same calls under other numbers.
    [jumpAtLeast, 0, 1, 0x4000_0000],
    [giveBack, 0, 0, killProcess],
    [jumpEqual, 0, 1, clone3],
    [giveBack, 0, 0, notImplemented],
    [jumpEqual, 0, 4, known.clone],
    [loadWord, 0, 0, firstArgumentAt],
    [jumpAnyBit, 1, 0, cloneThread],
    [giveBack, 0, 0, permissionDenied],
    [giveBack, 0, 0, allow],
    ...numbers.flatMap((number) => [[jumpEqual, 0, 1, number] as const, [giveBack, 0, 0, permissionDenied] as const]),
    [giveBack, 0, 0, allow],
  ];
  const program = new DataView(new ArrayBuffer(8 * instructions.length));
  for (const [index, [code, ifTrue, ifFalse, operand]] of instructions.entries()) {
    program.setUint16(8 * index, code, true);
    program.setUint8(8 * index + 2, ifTrue);
    program.setUint8(8 * index + 3, ifFalse);
    program.setUint32(8 * index + 4, operand, true);
  }
  return new Uint8Array(program.buffer);
}
