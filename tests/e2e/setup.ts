import { choosePort, discard, makeDataFolder, runSite } from "@/tests/support/site";

/** Starts the site under test once for the run, with an empty database of its own; what it returns stops it. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataFolder = makeDataFolder();
  const site = runSite(await choosePort(), dataFolder);
  // Playwright itself ends at once on these, without calling what is returned below, and the site would run on.
  for (const signal of ["SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void discard(site, dataFolder).finally(() => process.exit(1)));
  try {
    await site.ready();
  } catch (error) {
    await discard(site, dataFolder);
    throw error;
  }
  return () => discard(site, dataFolder);
}
