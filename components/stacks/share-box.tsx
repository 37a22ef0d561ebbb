import { CopyButton } from "@/components/ui/copy-button";
import { site } from "@/lib/site";

/** The ways to share one's stack, on a page that compares tools: by the command line, or by hand. The choice works by CSS alone. */
export function ShareBox() {
  const command = `npx sidestack share --server ${site.url}`;
  return (
    <section className="section" aria-labelledby="share-your-stack">
      <div className="share-box">
        <div>
          <h2 id="share-your-stack">Share your stack</h2>
          <p>Show what you build with and why, and count where these tools are counted.</p>
          <a href="/docs/share">View docs</a>
        </div>
        <div>
          <fieldset className="row-tools">
            <legend className="sr-only">How</legend>
            <label className="pill">
              <input type="radio" name="way" id="way-cli" value="cli" defaultChecked /> CLI (Node.js)
            </label>
            <label className="pill">
              <input type="radio" name="way" id="way-manual" value="manual" /> Manual
            </label>
          </fieldset>
          <div className="way-cli">
            <pre>
              <code>{command}</code>
            </pre>
            <CopyButton text={command} label="Copy the command" />
          </div>
          <div className="way-manual">
            <p>Type your tools, or paste a package.json, Gemfile, Dockerfile and the like.</p>
            <a className="button" href="/share">
              Fill in the form
            </a>
          </div>
        </div>
      </div>
    </section>
  );
}
