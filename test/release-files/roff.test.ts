/** What roff would take for its own, or show as another sign. */
import { expect, test } from "bun:test";
import { roffExample, roffLines, roffText, roffUsage } from "../../scripts/release-files/roff.ts";

const texts = [
  ["a backslash", "sed 's/\\./x/'", "sed \\(aqs/\\(rs./x/\\(aq"],
  ["a hyphen, so that it can be copied", "--on-delete", "\\-\\-on\\-delete"],
  ["signs that become typographic ones", "`~^'", "\\(ga\\(ti\\(ha\\(aq"],
  ["what is not ASCII", "wait… — 🐕", "wait\\[u2026] \\[u2014] \\[u1F415]"],
  ["a quotation mark and a dollar, which are nothing special", '"$PROFILE"', '"$PROFILE"'],
] as const;

test.each(texts)("roff shows %s as it is", (_, text, roff) => expect(roffText(text)).toBe(roff));

test("a line that starts with a full stop or an apostrophe is no request", () => {
  expect(roffLines(".env is not read\na.b\n'tis\n...")).toBe("\\&.env is not read\na.b\n\\(aqtis\n\\&...");
});

test("in a usage line what is typed is bold, what is replaced italic, the rest roman", () => {
  expect(roffUsage("kubedog wait [FLAGS] KIND/NAME...")).toBe("\\fBkubedog\\fR \\fBwait\\fR [\\fIFLAGS\\fR] \\fIKIND\\fR/\\fINAME\\fR...");
  expect(roffUsage("-o, --output-prefix text|json")).toBe("\\fB\\-o\\fR, \\fB\\-\\-output\\-prefix\\fR \\fBtext\\fR|\\fBjson\\fR");
});

test("an example keeps its lines and its indentation", () => {
  expect(roffExample('{"a":\n  1}\n.x')).toBe('.RS 4\n.nf\n{"a":\n  1}\n\\&.x\n.fi\n.RE');
});
