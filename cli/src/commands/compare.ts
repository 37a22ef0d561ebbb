import colours from "picocolors";
import { EXIT, Failure } from "@/cli/src/failure";
import { type StackupAnswer, stackupAnswerSchema } from "@/cli/src/formats/stackup";
import { call } from "@/cli/src/server/request";
import { clean, cleanJson } from "@/cli/src/terminal/clean";
import { alignColumns } from "@/cli/src/terminal/table";

/** `sidestack compare`: two to four tools side by side. Returns the exit code. */
export async function runCompare(slugs: string[], server: string, json: boolean, width: number): Promise<number> {
  const wrong = slugs.find((slug) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug));
  if (wrong !== undefined || slugs.length < 2 || slugs.length > 4)
    throw new Failure(
      EXIT.usage,
      `${wrong === undefined ? "Name two to four tools" : `${clean(wrong)} is no slug of a tool`}: sidestack compare redis valkey`,
    );
  const answer = await call({ server, path: `/api/v1/stackups/${slugs.join("-vs-")}` }, stackupAnswerSchema);
  console.log(json ? cleanJson(answer) : stackupText(answer, width));
  return EXIT.done;
}

/** Breaks text into lines of a width at its blanks. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of clean(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function stackupText({ url, tools, summary, rows, claims }: StackupAnswer, width: number): string {
  const facts = alignColumns([
    ["", ...tools.map(({ name }) => clean(name))],
    ...rows.map(({ label, cells }) => [
      clean(label),
      ...cells.map((cell) => (cell === null ? "–" : clean(String(cell)).slice(0, 40))),
    ]),
  ]);
  const differences = claims.flatMap(({ topic, cells }, index) => [
    "",
    colours.bold(`${index + 1}. ${clean(topic)}`),
    ...cells.flatMap((cell, at) => {
      const [first = "", ...rest] = wrap(cell ?? "nothing known", Math.max(40, width - 4));
      return [`  ${colours.cyan(clean(tools[at]?.name ?? ""))}: ${first}`, ...rest.map((line) => `    ${line}`)];
    }),
  ]);
  return [
    colours.bold(tools.map(({ name }) => clean(name)).join(" vs ")),
    ...(summary ? wrap(summary, width) : []),
    "",
    ...facts,
    ...differences,
    "",
    clean(url),
  ].join("\n");
}
