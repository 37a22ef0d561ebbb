import { cleanUp } from "@/tests/bench/cleanup";
import { measureCold } from "@/tests/bench/cold";
import { measureInstall } from "@/tests/bench/install";
import { measureLighthouse } from "@/tests/bench/lighthouse";
import { measureLoad } from "@/tests/bench/load";
import { describeLoad, type Figure, type Findings, printTable } from "@/tests/bench/report";
import { type Site, stageBuild, startSite } from "@/tests/bench/site";
import { measureSize } from "@/tests/bench/size";

// `npm run bench`: what the site weighs, how fast it answers and how it is rated, beside what it has to reach.
// `npm run bench -- load size` runs only these parts; `install` runs only when it is named.

const onSite: Record<string, (site: Site) => Promise<Findings>> = {
  size: measureSize,
  load: measureLoad,
  lighthouse: measureLighthouse,
};
const names = [...Object.keys(onSite), "cold", "install"];
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
  if (isAsked("install")) await measure("install", measureInstall);
  if (names.some((name) => name !== "install" && isAsked(name))) {
    const stage = stageBuild();
    if (Object.keys(onSite).some(isAsked)) {
      const site = await startSite(stage);
      for (const [name, work] of Object.entries(onSite)) if (isAsked(name)) await measure(name, () => work(site));
      await site.stop();
    }
    if (isAsked("cold")) await measure("cold", () => measureCold(stage));
  }
  printTable(figures);
} finally {
  await cleanUp();
}
