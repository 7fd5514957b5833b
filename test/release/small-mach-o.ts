/** A Mach-O program that is just large enough to be signed: a header, three load commands, and 9008 bytes before a signature that is not right. */

/** The code limit: 2 whole pages and a part of the third. */
export const signatureOffset = 9008;
const linkeditOffset = 8192;
export const textBytes = 8192;

const commandsOffset = 32;
const segmentBytes = 72;
const signatureBytes = 48;

export function smallMachO(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(signatureOffset + signatureBytes).map((_, at) => at % 251);
  bytes.fill(0, 0, commandsOffset + 2 * segmentBytes + 16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xfeedfacf, true);
  view.setUint32(4, 0x01000007, true);
  view.setUint32(16, 3, true);
  segment(bytes, commandsOffset, { name: "__TEXT", offset: 0, size: textBytes });
  segment(bytes, commandsOffset + segmentBytes, { name: "__LINKEDIT", offset: linkeditOffset, size: bytes.length - linkeditOffset });
  [0x1d, 16, signatureOffset, signatureBytes].forEach((value, field) => view.setUint32(commandsOffset + 2 * segmentBytes + field * 4, value, true));
  return bytes;
}

function segment(bytes: Uint8Array<ArrayBuffer>, at: number, { name, offset, size }: { readonly name: string; readonly offset: number; readonly size: number }): void {
  const view = new DataView(bytes.buffer, at);
  view.setUint32(0, 0x19, true);
  view.setUint32(4, segmentBytes, true);
  bytes.set(new TextEncoder().encode(name), at + 8);
  view.setBigUint64(40, BigInt(offset), true);
  view.setBigUint64(48, BigInt(size), true);
}
