/** What a folder is for, where it is not the project itself. */
export type Place = "project" | "tests" | "docs" | "examples" | "vendored";

const PLACES: [Place, RegExp][] = [
  ["vendored", /^(?:vendor|vendors|vendored|third[-_]?party|node_modules|bower_components|external|externals|deps)$/i],
  [
    "tests",
    /^(?:tests?|__tests__|__mocks__|__fixtures__|specs?|fixtures?|testdata|test-?data|testing|test-?utils|e2e|integration-?tests?|acceptance|benchmarks?|bench|cypress|playwright|mocks?|snapshots|devenv)$/i,
  ],
  ["docs", /^(?:docs?|documentation|website|www-docs|i18n|locales?|translations?)$/i],
  [
    "examples",
    /^(?:examples?|samples?|demos?|playgrounds?|templates?|starters?|boilerplates?|tutorials?|sandbox|contrib|blueprints?|skeleton|generators?)$/i,
  ],
];

/** What the place of a file is for; the outermost folder that says something decides. */
export function placeOf(path: string): Place {
  for (const part of path.split("/").slice(0, -1)) {
    for (const [place, names] of PLACES) if (names.test(part)) return place;
    if (/(?:^|[-_.])(?:tests?|e2e|specs?)$/i.test(part) || /^(?:test|e2e)[-_]/i.test(part)) return "tests";
    if (/(?:^|[-_.])(?:docs|examples?|samples?|demo|playground|templates?)$/i.test(part)) return "examples";
  }
  return "project";
}
