import { launch } from "@/scripts/launch";
import { generate, step } from "@/scripts/steps";

// `npm run dev`: the same as `npm start`, with hot reload instead of a build.
await launch("dev", () => step("Generated code", generate, (icons) => `Prisma client, ${icons} icons`));
