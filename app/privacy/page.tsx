import type { Metadata } from "next";
import { TextPage } from "@/components/layout/text-page";

export const metadata: Metadata = {
  title: "Privacy",
  description: "What this site stores about those who read it: nothing in the browser, nothing in the database.",
  alternates: { canonical: "/privacy" },
};

export default function PrivacyPage() {
  return (
    <TextPage title="Privacy" opening="Reading this site leaves no trace that the software keeps.">
      <h2>What the software does</h2>
      <ul>
        <li>It sets no cookies and stores nothing in your browser.</li>
        <li>It loads nothing from other sites: fonts, logos and scripts come from this address.</li>
        <li>It has no analytics, no trackers and no advertisements.</li>
        <li>It does not store searches. A search is answered and forgotten.</li>
        <li>Which rows of a comparison you show stands only in the address of your page.</li>
      </ul>
      <h2>What the operator may do</h2>
      <p>
        Like any web server, the machine in front of this software may write a log of requests with the address they
        came from, to keep the service up and to fend off abuse. How long it is kept is the operator’s decision; ask
        them through the <a href="/contact">contact page</a>.
      </p>
      <h2>Links to other sites</h2>
      <p>Sources, websites and repositories are links. Once you follow one, the other site’s rules hold.</p>
    </TextPage>
  );
}
