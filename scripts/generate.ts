import { generate, StepFailed, step } from "@/scripts/steps";

// `npm run generate`: the Prisma client and the icons, which type checks and tests need.
try {
  await step("Generated code", generate, (icons) => `Prisma client, ${icons} icons`);
} catch (error) {
  if (!(error instanceof StepFailed)) console.error(error);
  process.exit(1);
}
