import { site } from "@/lib/site";

/** The foot of every page. */
export function SiteFooter() {
  return (
    <footer className="site-footer">
      <div className="wrap">
        <p>
          {site.name} compares developer tools with sources you can check. No paid placement, no trackers. Logos belong
          to their owners and only name their tools.
        </p>
        <nav aria-label="Product">
          <b>Product</b>
          <a href="/stackups">Stackups</a>
          <a href="/tools">Tools</a>
          <a href="/stacks">Stacks</a>
          <a href="/categories">Categories</a>
          <a href="/feed">Feed</a>
          <a href="/share">Share your stack</a>
        </nav>
        <nav aria-label="Site">
          <b>Site</b>
          <a href="/about">About</a>
          <a href="/docs">Docs</a>
          <a href="/contact">Contact</a>
        </nav>
        <nav aria-label="Legal">
          <b>Legal</b>
          <a href="/privacy">Privacy</a>
          <a href="/terms">Terms</a>
          <a href="/licences">Licences</a>
        </nav>
      </div>
    </footer>
  );
}
