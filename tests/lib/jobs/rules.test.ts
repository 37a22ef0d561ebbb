import { describe, expect, test } from "vitest";
import { describeCron, JOBS, settleSchedules, splitReport } from "@/lib/jobs/rules";
import { jobNames, schedulesSchema } from "@/lib/jobs/schema";

test.each([
  ["20 4 * * *", "daily at 04:20 UTC"],
  ["0 0 * * *", "daily at 00:00 UTC"],
  ["7 * * * *", "hourly at 7 past"],
  ["*/5 * * * *", "by schedule (*/5 * * * *, UTC)"],
  ["0 3 * * 1", "by schedule (0 3 * * 1, UTC)"],
])("describeCron(%j)", (cron, text) => expect(describeCron(cron)).toBe(text));

test("each job has its words, and a schedule that is understood", () => {
  for (const name of jobNames) expect(schedulesSchema.safeParse(`${name}=${JOBS[name].cron}`).success).toBe(true);
});

describe("SCHEDULES", () => {
  test.each<[string, Record<string, string | null>]>([
    ["", {}],
    ["recount=15 2 * * *", { recount: "15 2 * * *" }],
    [" recount = 15 2 * * * ; check-links = off ;", { recount: "15 2 * * *", "check-links": null }],
  ])("%j changes what it names", (text, changed) => {
    const schedules = settleSchedules(schedulesSchema.parse(text));
    for (const name of jobNames) expect(schedules[name]).toBe(name in changed ? changed[name] : JOBS[name].cron);
  });

  test("“off” switches all off", () => {
    const schedules = settleSchedules(schedulesSchema.parse("off"));
    expect(jobNames.filter((name) => schedules[name] !== null)).toEqual([]);
  });

  test.each(["nothing=0 3 * * *", "recount", "recount=daily", "recount=0 3 * *", "recount=0 3 * * * *; x"])(
    "%j is refused",
    (text) => {
      const checked = schedulesSchema.safeParse(text);
      expect(checked.error?.issues[0]?.message).toMatch(/^SCHEDULES: “.+” is no job with its schedule/);
    },
  );
});

test("the first line of a report stands alone", () => {
  expect(splitReport("one\n  two\n\n  three")).toEqual({ head: "one", more: ["two", "three"] });
  expect(splitReport("")).toEqual({ head: "", more: [] });
});
