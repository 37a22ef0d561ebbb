import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startPostgres } from "@/scripts/postgres";
import { githubSettings, startGithub } from "@/tests/support/github";
import { startMailServer } from "@/tests/support/mail-server";
import { TEST_SECRET } from "@/tests/support/session";
import { choosePort, discard, makeDataFolder, runSite } from "@/tests/support/site";
import { startSyncStub } from "@/tests/support/sync-stub";

const octo = { id: 583, login: "octo-reader", name: "Octo Reader", email: "octo-reader@example.org", verified: true };

/**
 * Starts the site under test once for the run, with an empty database of its own, a mail server that keeps what the site sends in
 * a folder, and stand-ins for GitHub and Docker Hub; what it returns stops all of them. The workers find database and mail by the environment.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataFolder = makeDataFolder();
  const mailFolder = path.join(dataFolder, "mail");
  mkdirSync(mailFolder);
  let mails = 0;
  const mail = await startMailServer((sent) => {
    mails += 1;
    writeFileSync(path.join(mailFolder, `${String(mails).padStart(6, "0")}.json`), JSON.stringify(sent));
  });
  const port = await choosePort();
  const github = await startGithub(() => octo, `http://localhost:${port}`);
  const figures = await startSyncStub();
  figures.reply("/v2/repositories/library/nginx", { json: { name: "nginx", pull_count: 12_345_678_901 } });
  const site = runSite(port, dataFolder, {
    AUTH_SECRET: TEST_SECRET,
    SMTP_URL: mail.url,
    ...githubSettings(github.url),
    SYNC_DOCKER_HUB_URL: figures.url,
  });
  const stop = async () => {
    await discard(site, dataFolder);
    await Promise.all([mail.stop(), github.stop(), figures.close()]);
  };
  // Playwright itself ends at once on these, without calling what is returned below, and the site would run on.
  for (const signal of ["SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  try {
    await site.ready();
    process.env.E2E_MAIL_FOLDER = mailFolder;
    process.env.E2E_DATABASE_URL = (await startPostgres(path.join(dataFolder, "postgres"))).url("sidestack");
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
