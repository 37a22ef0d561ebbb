import { launch } from "@/scripts/launch";
import { build, step } from "@/scripts/steps";

// `npm start`: everything between a fresh checkout and the site.
await launch("start", () => step("Build", build, (result) => result));
