/** A binary as it is downloaded: `.gz` for Unix, `.zip` for Windows. The same bytes always give the same bytes: no time, no name of the machine. */
import { crc32 } from "node:zlib";

/** Without a name inside: whoever unpacks it names it. */
export function gzipped(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const head = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3);
  return joined(head, deflated(bytes), littleEndian(["u32", crc32(bytes)], ["u32", bytes.length]));
}

/** With one file, dated 1980-01-01, where the format's time begins. */
export function zipped(name: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const [path, body] = [new TextEncoder().encode(name), deflated(bytes)];
  const entry: readonly Field[] = [
    ["u16", 20], // needs version 2.0
    ["u16", 0],
    ["u16", 8], // deflate
    ["u16", 0], // 00:00
    ["u16", 0x21], // 1980-01-01
    ["u32", crc32(bytes)],
    ["u32", body.length],
    ["u32", bytes.length],
    ["u16", path.length],
    ["u16", 0],
  ];
  const local = joined(littleEndian(["u32", 0x04034b50], ...entry), path, body);
  // Comment, disk, attributes, and where the local header is: all none or at the start.
  const central = joined(littleEndian(["u32", 0x02014b50], ["u16", 20], ...entry, ["u16", 0], ["u16", 0], ["u16", 0], ["u32", 0], ["u32", 0]), path);
  const end = littleEndian(["u32", 0x06054b50], ["u16", 0], ["u16", 0], ["u16", 1], ["u16", 1], ["u32", central.length], ["u32", local.length], ["u16", 0]);
  return joined(local, central, end);
}

/** libdeflate takes half the time of zlib and packs a little tighter. */
function deflated(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  return Bun.deflateSync(bytes, { level: 9, library: "libdeflate" });
}

type Field = readonly [size: "u16" | "u32", value: number];

function littleEndian(...fields: readonly Field[]): Uint8Array {
  const bytes = Buffer.alloc(fields.reduce((sum, [size]) => sum + (size === "u16" ? 2 : 4), 0));
  let at = 0;
  for (const [size, value] of fields) at = size === "u16" ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
