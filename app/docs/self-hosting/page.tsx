import type { Metadata } from "next";
import { CodeBlock } from "@/components/docs/code-block";
import { DocPage } from "@/components/docs/doc-page";
import { DocTable } from "@/components/docs/doc-table";

export const metadata: Metadata = {
  title: "Self-hosting: documentation",
  description: "How to run a site of your own: starting, settings, backup, upgrade.",
  alternates: { canonical: "/docs/self-hosting" },
};

const SETTINGS = [
  ["PORT, HOST", "3000, 0.0.0.0", "where the site listens"],
  ["SITE_URL", "http://localhost:3000", "the address under which readers reach it; changing it builds anew"],
  ["DATABASE_URL", "the embedded server", "a PostgreSQL (15 or newer) of yours, with pg_trgm"],
  ["DATA_FOLDER", ".data", "where the embedded PostgreSQL keeps its data"],
  ["EXPORT_FOLDER", "DATA_FOLDER/export", "where the nightly export of the catalog stands; readers download it"],
  ["CONTACT_EMAIL", "none", "shown on /contact"],
  ["AUTH_SECRET", "made once", "signs sessions and links in mails; at least 32 characters"],
  ["SMTP_URL, MAIL_FROM", "the log", "where mail goes, and from whom"],
  ["GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET", "none", "signing in with GitHub"],
  ["TRUSTED_PROXIES", "none", "whose X-Forwarded-For is believed"],
  ["WORKER", "on", "off leaves the jobs to npm run worker, on this machine or another"],
  ["SCHEDULES", "see /admin/jobs", "when jobs run, where that differs from the usual"],
  ["GITHUB_TOKEN", "none", "a token without any right: more questions an hour to GitHub"],
] as const;

export default function SelfHostingPage() {
  return (
    <DocPage
      path="/docs/self-hosting"
      opening="One command; PostgreSQL comes with it. The software is under the MIT licence, the catalog under CC0."
    >
      <h2 id="start">Starting</h2>
      <CodeBlock>npm ci && npm start</CodeBlock>
      <p>
        The site runs on http://localhost:3000 with its catalog, on a PostgreSQL that npm brings. Needs Node 20.19 or
        newer. Each step is printed, with what to do when one fails. Started again after a crash, it takes up the
        database where it was.
      </p>
      <h2 id="settings">Settings</h2>
      <DocTable areCodes head={["Setting", "Default", "Meaning"]} rows={SETTINGS} />
      <h2 id="running">Running it</h2>
      <ul>
        <li>
          <b>Health</b>: <code>/api/health</code> answers 200 with the number of tools, or 503 and why.
        </li>
        <li>
          <b>Jobs</b>: a worker beside the site refreshes figures, checks links, sends the weekly mails and exports the
          catalog. Its schedules, runs and failures stand on <code>/admin/jobs</code>.
        </li>
        <li>
          <b>Backup</b>: with the embedded server, stop the site and copy <code>DATA_FOLDER</code>; with your own,{" "}
          <code>pg_dump</code>.
        </li>
        <li>
          <b>Upgrade</b>: <code>git pull && npm ci && npm start</code>. Migrations run by themselves, and what editors
          changed in the catalog stays.
        </li>
        <li>
          <b>Behind a proxy</b>: set <code>TRUSTED_PROXIES</code>, so that limits count readers and not the proxy.
        </li>
      </ul>
      <h2 id="catalog">Your own catalog</h2>
      <p>
        Editors add and change tools on the site itself. The mapping from packages to tools that the command line uses
        says for each tool whether your catalog has it: <a href="/api/v1/packages">/api/v1/packages</a>, for{" "}
        <code>sidestack scan --mapping</code>. Editors add packages to it under Pending tools in the admin area.
      </p>
    </DocPage>
  );
}
