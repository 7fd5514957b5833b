/** JSON by its standard, with positions, and with the words that Go's encoding/json has for each mistake. */
import type { DocumentNode, DocumentResult, Member } from "./document.ts";
import { pathText, quoted } from "./problem.ts";

/** What is read, how far, and inside of what. */
type Cursor = { readonly text: string; at: number; readonly path: (string | number)[] };

const nestingMax = 1000;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const blanks = /[ \t\r\n]*/y;
const plainText = /[^"\\\u0000-\u001f]*/y;

/** Reads one JSON value; the first mistake ends it. */
export function readJson(text: string): DocumentResult {
  const cursor: Cursor = { text, at: 0, path: [] };
  try {
    const root = readValue(cursor);
    if (nextCharacter(cursor) !== "") throw mistake(cursor, "after top-level value");
    return { root, nextAt: undefined };
  } catch (error) {
    if (error instanceof Mistake) return { problems: [{ at: error.at, text: error.message }] };
    throw error;
  }
}

/** Ends the reading; never leaves this file. */
class Mistake extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

function readValue(cursor: Cursor): DocumentNode {
  const first = nextCharacter(cursor);
  const at = cursor.at;
  if (cursor.path.length > nestingMax) throw new Mistake("exceeded max depth", at);
  switch (first) {
    case "{":
      return { type: "object", at, members: readMembers(cursor) };
    case "[":
      return { type: "list", at, items: readItems(cursor) };
    case '"':
      return { type: "string", at, value: readString(cursor) };
    case "t":
      return { type: "boolean", at, value: readLiteral(cursor, "true", true) };
    case "f":
      return { type: "boolean", at, value: readLiteral(cursor, "false", false) };
    case "n":
      return readLiteral(cursor, "null", { type: "null", at });
  }
  if (/[-0-9]/.test(first)) return { type: "number", at, text: readNumber(cursor) };
  throw mistake(cursor, "looking for beginning of value");
}

function readMembers(cursor: Cursor): Member[] {
  const members: Member[] = [];
  cursor.at++;
  if (took(cursor, "}")) return members;
  for (;;) {
    if (nextCharacter(cursor) !== '"') throw mistake(cursor, "looking for beginning of object key string");
    const at = cursor.at;
    const key = readString(cursor);
    if (!took(cursor, ":")) throw mistake(cursor, "after object key");
    members.push({ at, key, value: readInside(cursor, key) });
    if (took(cursor, "}")) return members;
    if (!took(cursor, ",")) throw mistake(cursor, "after object key:value pair");
  }
}

function readItems(cursor: Cursor): DocumentNode[] {
  const items: DocumentNode[] = [];
  cursor.at++;
  if (took(cursor, "]")) return items;
  for (;;) {
    items.push(readInside(cursor, items.length));
    if (took(cursor, "]")) return items;
    if (!took(cursor, ",")) throw mistake(cursor, "after array element");
  }
}

function readInside(cursor: Cursor, place: string | number): DocumentNode {
  cursor.path.push(place);
  const node = readValue(cursor);
  cursor.path.pop();
  return node;
}

function readString(cursor: Cursor): string {
  const from = cursor.at;
  cursor.at++;
  for (;;) {
    const character = characterAfter(cursor, plainText);
    if (character === '"') return JSON.parse(cursor.text.slice(from, ++cursor.at));
    if (character !== "\\") throw mistake(cursor, "in string literal");
    skipEscape(cursor);
  }
}

function skipEscape(cursor: Cursor): void {
  const letter = cursor.text.charAt(++cursor.at);
  if (letter === "" || !'"\\/bfnrtu'.includes(letter)) throw mistake(cursor, "in string escape code");
  if (letter === "u") return skipHexadecimals(cursor);
  cursor.at++;
}

function skipHexadecimals(cursor: Cursor): void {
  for (let digit = 0; digit < 4; digit++) {
    if (!/[0-9a-fA-F]/.test(cursor.text.charAt(++cursor.at))) throw mistake(cursor, "in \\u hexadecimal character escape");
  }
  cursor.at++;
}

function readLiteral<T>(cursor: Cursor, word: string, value: T): T {
  for (const letter of word) {
    if (cursor.text.charAt(cursor.at) !== letter) throw mistake(cursor, `in literal ${word} (expecting '${letter}')`);
    cursor.at++;
  }
  return value;
}

function readNumber(cursor: Cursor): string {
  number.lastIndex = cursor.at;
  const text = number.exec(cursor.text)?.[0] ?? "";
  // Only a lone minus sign matches nothing: point behind it.
  cursor.at += Math.max(text.length, 1);
  if (text === "") throw mistake(cursor, "in numeric literal");
  return text;
}

/** The next character that is not blank, which the cursor then stands on; "" at the end. */
function nextCharacter(cursor: Cursor): string {
  return characterAfter(cursor, blanks);
}

function characterAfter(cursor: Cursor, skipped: RegExp): string {
  skipped.lastIndex = cursor.at;
  skipped.test(cursor.text);
  cursor.at = skipped.lastIndex;
  return cursor.text.charAt(cursor.at);
}

function took(cursor: Cursor, character: string): boolean {
  if (nextCharacter(cursor) !== character) return false;
  cursor.at++;
  return true;
}

function mistake({ text, at, path }: Cursor, where: string): Mistake {
  const place = path.length === 0 ? "" : `, in ${pathText(path.slice(0, 8))}`;
  if (at >= text.length) return new Mistake(`unexpected end of JSON input${place}`, text.trimEnd().length);
  return new Mistake(`invalid character ${characterText(text.codePointAt(at) ?? 0)} ${where}${place}`, at);
}

/** As Go shows it: in single quotes, control characters escaped. */
function characterText(code: number): string {
  if (code === 0x22) return `'"'`;
  if (code === 0x27) return `'\\''`;
  return `'${quoted(String.fromCodePoint(code)).slice(1, -1)}'`;
}
