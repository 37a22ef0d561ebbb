import type { Metadata } from "next";
import { TextPage } from "@/components/layout/text-page";
import { UNCONFIRMED_DAYS } from "@/lib/members/rules";

export const metadata: Metadata = {
  title: "Privacy",
  description: "What this site stores: nothing about those who read it, and what members give it.",
  alternates: { canonical: "/privacy" },
};

export default function PrivacyPage() {
  return (
    <TextPage title="Privacy" opening="Reading this site leaves no trace that the software keeps.">
      <h2>What the software does</h2>
      <ul>
        <li>Without an account it sets no cookies and stores nothing in your browser.</li>
        <li>It loads nothing from other sites: fonts, logos and scripts come from this address.</li>
        <li>It has no analytics, no trackers and no advertisements.</li>
        <li>It does not store searches. A search is answered and forgotten.</li>
        <li>Which rows of a comparison you show stands only in the address of your page.</li>
      </ul>
      <h2>With an account</h2>
      <ul>
        <li>
          Signing in sets two cookies for 30 days: one holds your session, the other tells the page’s script that there
          is one. Signing in with GitHub sets a third for some minutes, until you are back.
        </li>
        <li>
          Kept are your e-mail address, handle and name, a hash of your password, your votes, statements, reports and
          follows, and of each session its browser, address and time. Of GitHub only your number there is kept.
        </li>
        <li>
          An account whose address nobody confirms within {UNCONFIRMED_DAYS} days is removed, with all that was entered.
        </li>
        <li>To count how often something is tried, addresses are kept for an hour at most.</li>
        <li>
          Public are your handle and name, your statements and what you follow; your votes only if you say so.
          Everything can be downloaded and deleted under <a href="/settings">Settings</a>.
        </li>
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
