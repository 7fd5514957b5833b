/** YAML with positions, and with bounds on its nesting and on what its aliases stand for. */
import { Composer, Parser, isAlias, isMap, isScalar } from "yaml";
import type { Alias, CST, Document, Pair, ParsedNode, Scalar } from "yaml";
import type { DocumentNode, DocumentResult, Member } from "./document.ts";
import { foundText, quoted, saidText, type Problem } from "./problem.ts";

const nestingMax = 1000;
const aliasedValuesMax = 100_000;

/** Reads the first YAML document of the text. Aliases and `<<` are followed; tags other than YAML's own are refused. */
export function readYaml(text: string): DocumentResult {
  const tokens = [...new Parser().parse(text)];
  const tooDeep = firstTooDeep(tokens);
  if (tooDeep) return { problems: [{ at: tooDeep.offset, text: `nested more than ${nestingMax} deep` }] };

  const documents = [...new Composer({ uniqueKeys: false, prettyErrors: false }).compose(tokens)];
  const [document, next] = documents.filter(hasContents);
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]).map(syntaxProblem);
  if (problems.length > 0) return { problems };
  if (!document?.contents) return { problems: [{ at: "nowhere", text: "unexpected end of JSON input" }] };

  const reading: Reading = { anchors: new Map(), problems: [], values: 0, aliasedValues: 0 };
  const root = readNode(reading, document.contents);
  return reading.problems.length > 0 ? { problems: reading.problems } : { root, nextAt: next?.contents?.range[0] };
}

/** An anchor is known only after its value: an alias means an earlier one, so nothing contains itself. */
type Reading = {
  readonly anchors: Map<string, { readonly node: DocumentNode; readonly values: number }>;
  readonly problems: Problem[];
  /** All values so far, those that aliases stand for counted as often as they occur. */
  values: number;
  aliasedValues: number;
};

/** `---` with nothing behind it is no document of its own. */
function hasContents({ contents }: Document.Parsed): boolean {
  return contents !== null && !(isScalar(contents) && contents.source === "" && contents.range[0] === contents.range[1]);
}

function syntaxProblem({ message, pos }: { readonly message: string; readonly pos: readonly [number, number] }): Problem {
  return { at: pos[0], text: `read as YAML: ${saidText(message)}` };
}

function firstTooDeep(tokens: readonly CST.Token[]): CST.Token | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > nestingMax) return token;
    for (const child of childTokens(token)) open.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childTokens(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value ? [token.value] : [];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value]).filter((child) => child !== undefined && child !== null);
}

function readNode(reading: Reading, parsed: ParsedNode): DocumentNode {
  if (isAlias(parsed)) return readAlias(reading, parsed.source, parsed.range[0]);
  const before = reading.values++;
  const node = readValue(reading, parsed);
  if (parsed.anchor) reading.anchors.set(parsed.anchor, { node, values: reading.values - before });
  return node;
}

function readValue(reading: Reading, parsed: Exclude<ParsedNode, Alias.Parsed>): DocumentNode {
  const at = parsed.range[0];
  if (isScalar(parsed)) return readScalar(parsed, at);
  if (isMap(parsed)) return { type: "object", at, members: readMembers(reading, parsed.items) };
  return { type: "list", at, items: parsed.items.map((item) => readNode(reading, item)) };
}

function readScalar({ value, source }: Scalar.Parsed, at: number): DocumentNode {
  switch (typeof value) {
    case "boolean":
      return { type: "boolean", at, value };
    case "number":
      return { type: "number", at, text: source };
    case "string":
      return { type: "string", at, value };
    default:
      return { type: "null", at };
  }
}

function readAlias(reading: Reading, name: string, at: number): DocumentNode {
  const anchor = reading.anchors.get(name);
  if (!anchor) {
    reading.problems.push({ at, text: `read as YAML: no anchor ${quoted(name)} before its alias` });
    return { type: "null", at };
  }
  reading.values += anchor.values;
  reading.aliasedValues += anchor.values;
  if (reading.aliasedValues <= aliasedValuesMax) return anchor.node;
  if (reading.aliasedValues - anchor.values <= aliasedValuesMax) {
    reading.problems.push({ at, text: `read as YAML: aliases stand for more than ${aliasedValuesMax} values` });
  }
  return { type: "null", at };
}

function readMembers(reading: Reading, pairs: readonly Pair<ParsedNode, ParsedNode | null>[]): Member[] {
  const own: Member[] = [];
  const merged: Member[] = [];
  for (const { key, value } of pairs) {
    const at = key.range[0];
    const name = keyText(reading, key);
    const node: DocumentNode = value ? readNode(reading, value) : { type: "null", at };
    if (name === "<<") merged.push(...mergedMembers(node));
    else own.push({ at, key: name, value: node });
  }
  if (merged.length === 0) return own;
  const ownKeys = new Set(own.map(({ key }) => key.toLowerCase()));
  return [...merged.filter(({ key }) => !ownKeys.has(key.toLowerCase())), ...own];
}

/** `<<: *policy`, or a list of such, of which an earlier one counts more. */
function mergedMembers(node: DocumentNode): Member[] {
  const maps = node.type === "list" ? node.items : [node];
  const members = maps.flatMap((map) => (map.type === "object" ? map.members : []));
  return [...new Map(members.toReversed().map((member) => [member.key.toLowerCase(), member])).values()].reverse();
}

function keyText(reading: Reading, key: ParsedNode): string {
  if (isScalar(key)) return typeof key.value === "string" ? key.value : key.source;
  const node = readNode(reading, key);
  if (node.type === "string") return node.value;
  reading.problems.push({ at: node.at, text: `expected a string as key, found ${foundText(node)}` });
  return "";
}
