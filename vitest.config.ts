import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = {
  "@": import.meta.dirname,
  // Markers of Next's bundler that mean nothing here.
  "server-only": path.join(import.meta.dirname, "tests/support/server-only.ts"),
  "next/cache": path.join(import.meta.dirname, "tests/support/next-cache.ts"),
};

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          // One after the other: both at once would be more than two cores can do in time.
          sequence: { groupOrder: 0 },
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.database.test.ts", "tests/e2e/**"],
          // Properties try hundreds of cases; a busy machine must not make them fail.
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "database",
          sequence: { groupOrder: 1 },
          include: ["tests/**/*.database.test.ts"],
          globalSetup: "tests/support/postgres.ts",
          setupFiles: "tests/support/database.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
