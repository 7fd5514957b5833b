/** What the first bytes of a program say of the machines that it runs on. */

/** `ELF x86-64 /lib64/ld-linux-x86-64.so.2`, `Mach-O arm64`, `PE x86-64`; what is none of these is told by its first four bytes. */
export function formatOf(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) return `ELF ${named(elfMachines, view.getUint16(18, true))} ${interpreterOf(bytes, view)}`;
  if (magic === 0xcffaedfe) return `Mach-O ${named(machMachines, view.getUint32(4, true))}`;
  if (view.getUint16(0) === 0x4d5a) return portableExecutable(view);
  return `unknown ${hex(magic)}`;
}

const elfMachines: { readonly [code: number]: string } = { 0x3e: "x86-64", 0xb7: "AArch64" };
const machMachines: { readonly [code: number]: string } = { 0x01000007: "x86-64", 0x0100000c: "arm64" };
const peMachines: { readonly [code: number]: string } = { 0x8664: "x86-64", 0xaa64: "arm64" };

function named(machines: { readonly [code: number]: string }, code: number): string {
  return machines[code] ?? hex(code);
}

function hex(code: number): string {
  return `0x${code.toString(16)}`;
}

/** The loader that the program header PT_INTERP (3) names: it tells glibc from musl. */
function interpreterOf(bytes: Uint8Array, view: DataView): string {
  const [start, size, count] = [Number(view.getBigUint64(32, true)), view.getUint16(54, true), view.getUint16(56, true)];
  for (let at = start; at < start + size * count; at += size) {
    if (view.getUint32(at, true) !== 3) continue;
    const [offset, length] = [Number(view.getBigUint64(at + 8, true)), Number(view.getBigUint64(at + 32, true))];
    return new TextDecoder().decode(bytes.subarray(offset, offset + length - 1));
  }
  return "static";
}

/** The file's beginning is that of a DOS program, which names the place of the real header. */
function portableExecutable(view: DataView): string {
  const header = view.getUint32(0x3c, true);
  if (view.getUint32(header) !== 0x50450000) return `DOS, without a PE header at ${hex(header)}`;
  return `PE ${named(peMachines, view.getUint16(header + 4, true))}`;
}
