import { checkPort, generate, prepareDatabase, readSettings, StepFailed, serve, step } from "@/scripts/steps";

// `npm run dev`: the same as `npm start`, with hot reload instead of a build.
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
  await step("Generated code", generate, (icons) => `Prisma client, ${icons} icons`);
  const database = await prepareDatabase(settings);
  process.exit(await serve("dev", settings, database));
} catch (error) {
  if (!(error instanceof StepFailed)) console.error(error);
  process.exit(1);
}
