import { build, checkPort, prepareDatabase, readSettings, StepFailed, serve, step } from "@/scripts/steps";

// `npm start`: everything between a fresh checkout and the site.
try {
  const settings = await step(
    "Settings",
    async () => readSettings(),
    ({ PORT }) => `port ${PORT}`,
  );
  await step(
    "Port",
    () => checkPort(settings.PORT, settings.HOST),
    () => "free",
  );
  await step("Build", build, (result) => result);
  const database = await prepareDatabase(settings);
  console.log(`✓ Site: ${process.env.SITE_URL ?? `http://localhost:${settings.PORT}`} (Ctrl-C stops it)`);
  process.exit(await serve("start", settings, database));
} catch (error) {
  if (!(error instanceof StepFailed)) console.error(error);
  process.exit(1);
}
