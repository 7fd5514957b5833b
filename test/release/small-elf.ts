/** An ELF file for x86-64 with two program headers, of which the second names `loader`; nothing of it runs. */
export function smallElf(loader: string): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(`${loader}\0`);
  const bytes = new Uint8Array(176 + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x7f454c46);
  view.setUint16(18, 0x3e, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 2, true);
  view.setUint32(64, 6, true);
  view.setUint32(120, 3, true);
  view.setBigUint64(128, 176n, true);
  view.setBigUint64(152, BigInt(name.length), true);
  bytes.set(name, 176);
  return bytes;
}
