/** The form of the users' own rules: that of the bundled ones in `kinds/rules/`, as people write it. */
import * as v from "valibot";
import type { Rule } from "../kinds/rules/rule.ts";
import { described, Matches, Path, readiness } from "./rule-test.ts";

const rulesExample = '[{"group": "example.com", "kind": "Widget", "ready": [{"condition": "Ready"}]}]';
const group = 'expected an API group without its version, such as "example.com", or "*.example.com" for all below it; "" is the core group';
const kind = 'expected a kind as its manifest says it, such as "Widget", or a list of them';
const ready = 'expected a list of tests of which one makes it ready: without, nothing of this kind ever would be; or "exists", for what needs no status';
const rule = `expected a rule such as ${rulesExample.slice(1, -1)}`;

const judgements = {
  failed: described(Matches, "The first of failed, paused, progressing and ready of which a test holds decides, in this order. Where none does, the object is on its way."),
  paused: described(Matches, "It waits for somebody."),
  progressing: described(Matches, "It is on its way, whatever ready says."),
  ready: v.pipe(readiness(ready), v.description("It is ready. exists: once it is there, unless a status that it may have says otherwise.")),
  message: described(Path, "Where the sentence stands that explains it. Absent: the condition's, or the usual fields."),
};

const Group = v.pipe(v.string(group), v.regex(/^$|^(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, group), v.description('Its API group without the version; "*.example.com" for all below; "" is the core group.'));
const Kind = v.pipe(v.string(kind), v.regex(/^[A-Za-z]\w*$/, kind));
const Kinds = v.union([Kind, v.pipe(v.array(Kind, kind), v.minLength(1, kind))], kind);

const UserRule = v.strictObject({ group: Group, kind: described(Kinds, "One or several, in any case. Absent: each of the group."), ...judgements }, ({ expected }) => {
  if (expected === '"ready"') return ready;
  return expected === '"group"' ? group : rule;
});

/** The whole file. Keys are expected in this spelling; `readRules` sees to that. */
export const RulesFile = v.pipe(v.array(UserRule, `expected a list of rules such as ${rulesExample}`), v.title("kubedog rules"), v.description("What kubedog --rules FILE takes, as JSON or YAML."));

/** The same as a recording keeps them. */
export const RecordedRules = v.array(v.object({ group: v.string(), kinds: v.exactOptional(v.array(v.string())), ...judgements })) satisfies v.GenericSchema<unknown, readonly Rule[]>;

/** As the judge takes them. */
export function judgesRules(file: v.InferOutput<typeof RulesFile>): readonly Rule[] {
  return file.map(({ kind: named, ...judged }) => (named === undefined ? judged : { ...judged, kinds: typeof named === "string" ? [named] : named }));
}

export const ruleKeys = Object.keys(UserRule.entries);
