/** Text from the cluster as a part of our own sentences. */

/** The longest text that we read at all: messages are short, only hostile ones are not. */
export const textMax = 4_000;
const quoteMax = 300;

/** One line of at most 300 characters, without credentials in URLs and without a full stop. */
export function quote(text: string): string {
  const line = withoutCredentials(text.slice(0, textMax)).replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length > quoteMax ? `${line.slice(0, quoteMax - 1)}…` : line;
}

/** `https://user:password@host` becomes `https://***@host`. */
export function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^\s/]+@/g, "://***@");
}
