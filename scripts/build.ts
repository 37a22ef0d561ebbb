import { build, StepFailed, step } from "@/scripts/steps";

// `npm run build`: the build alone, for images and tests; needs no database.
try {
  await step("Build", build, (result) => result);
} catch (error) {
  if (!(error instanceof StepFailed)) console.error(error);
  process.exit(1);
}
