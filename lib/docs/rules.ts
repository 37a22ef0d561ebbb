/** The pages of the documentation, in the order in which they are listed. */
export const docPages = [
  { href: "/docs", title: "Documentation", says: "What there is to read, and where to begin." },
  { href: "/docs/share", title: "Share your stack", says: "By command line, by API, by Stack File or by hand." },
  { href: "/docs/command-line", title: "Command line", says: "Commands, exit codes, settings, and a GitHub Action." },
  { href: "/docs/what-is-sent", title: "What is sent", says: "What leaves your computer, and what never does." },
  { href: "/docs/stack-file", title: "Stack File", says: "The formats that are read and written." },
  { href: "/docs/api", title: "API", says: "Every call, made from the OpenAPI document." },
  { href: "/docs/self-hosting", title: "Self-hosting", says: "Running a site of your own." },
] as const;

export type DocPath = (typeof docPages)[number]["href"];
