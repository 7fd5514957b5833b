/** Blocks with the marks of a CI system, whose page folds them. Text of the cluster stands at a line's start here. */
import type { BlockMarks, Frame } from "./frame.ts";
import { commandLine } from "./github-command.ts";
import { withoutLeadingCommand } from "./harmless.ts";

/** `::group::header`, the lines, `::endgroup::`. */
export const githubFolds: BlockMarks = {
  isDrawn: false,
  start: ({ header }) => commandLine("group", header),
  line,
  end: () => commandLine("endgroup", ""),
};

/** What GitLab wants before and behind its marks: to a terminal they are a line that is cleared at once. */
const clearLine = "\x1b[0K";

/** Sections from a start to an end of the same name. https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections */
export function gitlabFolds(): BlockMarks {
  let count = 0;
  let name = "";
  return {
    isDrawn: false,
    start({ header, isCollapsed }, at) {
      count += 1;
      // With the time, since several runs may share a job's log.
      name = `kubedog_${unixSeconds(at)}_${count}`;
      return `${sectionMark("start", at, `${name}${isCollapsed ? "[collapsed=true]" : ""}`)}${header}`;
    },
    line,
    end: (_frame, at) => sectionMark("end", at, name),
  };
}

function line({ paint }: Frame, text: string): string {
  return paint(withoutLeadingCommand(text));
}

function sectionMark(edge: "start" | "end", at: number, name: string): string {
  return `${clearLine}section_${edge}:${unixSeconds(at)}:${name}\r${clearLine}`;
}

function unixSeconds(at: number): number {
  return Math.floor(at / 1000);
}
