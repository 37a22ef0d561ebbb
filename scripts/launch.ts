import { checkPort, prepareDatabase, readSettings, StepFailed, serve, step } from "@/scripts/steps";

/**
 * Brings the site up and serves it until it ends: settings, port, what `prepare` makes, database, site. Ends the process with the
 * site's own exit code, or with 1 after a step that failed, which has said by itself what to do.
 */
export async function launch(mode: "start" | "dev", prepare: () => Promise<unknown>): Promise<never> {
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
    await prepare();
    const database = await prepareDatabase(settings);
    if (mode === "start")
      console.log(`✓ Site: ${process.env.SITE_URL ?? `http://localhost:${settings.PORT}`} (Ctrl-C stops it)`);
    process.exit(await serve(mode, settings, database));
  } catch (error) {
    if (!(error instanceof StepFailed)) console.error(error);
    process.exit(1);
  }
}
