import { cleanUp } from "@/tests/bench/cleanup";
import { describeLoad, type Figure, type Findings, printTable } from "@/tests/bench/report";
import { type Site, stageBuild, startSite } from "@/tests/bench/site";

// `npm run bench`: what the site weighs, how fast it answers and how it is rated, beside what it has to reach.
// `npm run bench -- load size` runs only these parts; `install` runs only when it is named.

// Each part is loaded when its turn comes: some need code that only the build generates.
const onSite: Record<string, (site: Site) => Promise<Findings>> = {
  size: async (site) => (await import("@/tests/bench/size")).measureSize(site),
  load: async (site) => (await import("@/tests/bench/load")).measureLoad(site),
  lighthouse: async (site) => (await import("@/tests/bench/lighthouse")).measureLighthouse(site),
};
const onStage: Record<string, (stage: string) => Promise<Findings>> = {
  data: async (stage) => (await import("@/tests/bench/all-data")).measureAllData(stage),
  cold: async (stage) => (await import("@/tests/bench/cold")).measureCold(stage),
  votes: async (stage) => (await import("@/tests/bench/votes")).measureVotes(stage),
  stacks: async (stage) => (await import("@/tests/bench/stacks")).measureStacks(stage),
};
/** Parts that measure the database alone and need no build. */
const alone: Record<string, () => Promise<Findings>> = {
  admin: async () => (await import("@/tests/bench/admin")).measureAdmin(),
  imports: async () => (await import("@/tests/bench/imports")).measureImports(),
};
const names = [...Object.keys(onSite), ...Object.keys(onStage), ...Object.keys(alone), "install"];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. The parts are ${names.join(", ")}.`);
  process.exit(1);
}
const isAsked = (name: string) => (asked.length > 0 ? asked.includes(name) : name !== "install");

const figures: Figure[] = [];

async function measure(name: string, work: () => Promise<Findings>): Promise<void> {
  const started = performance.now();
  console.log(`\n== ${name} (${describeLoad()})`);
  const findings = await work();
  for (const remark of findings.remarks) console.log(remark);
  console.log(`${name} took ${((performance.now() - started) / 1000).toFixed(0)} s (${describeLoad()})`);
  figures.push(...findings.figures);
}

try {
  if (isAsked("install"))
    await measure("install", async () => (await import("@/tests/bench/install")).measureInstall());
  for (const [name, work] of Object.entries(alone)) if (isAsked(name)) await measure(name, work);
  if ([...Object.keys(onSite), ...Object.keys(onStage)].some(isAsked)) {
    const stage = stageBuild();
    if (Object.keys(onSite).some(isAsked)) {
      const site = await startSite(stage);
      for (const [name, work] of Object.entries(onSite)) if (isAsked(name)) await measure(name, () => work(site));
      await site.stop();
    }
    for (const [name, work] of Object.entries(onStage)) if (isAsked(name)) await measure(name, () => work(stage));
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
if (figures.length > 0) printTable(figures);
