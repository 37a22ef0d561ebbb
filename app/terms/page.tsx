import type { Metadata } from "next";
import { TextPage } from "@/components/layout/text-page";

export const metadata: Metadata = {
  title: "Terms",
  description: "What may be done with the texts and data of this site, and what is not promised.",
  alternates: { canonical: "/terms" },
};

export default function TermsPage() {
  return (
    <TextPage title="Terms" opening="Use it freely; check before you rely on it.">
      <h2>The texts and data</h2>
      <p>
        The texts of the built-in catalog are dedicated to the public domain under{" "}
        <a href="https://creativecommons.org/publicdomain/zero/1.0/" rel="noopener">
          CC0 1.0
        </a>
        : copy, change and publish them as you like. Figures that were brought in from elsewhere name their source; its
        terms hold for them. The software is under the MIT licence.
      </p>
      <h2>Names and logos</h2>
      <p>
        Trademarks belong to their owners. Naming a tool or showing its logo here does not mean that its owner endorses
        this site, or the other way round.
      </p>
      <h2>No promise</h2>
      <p>
        Facts carry the day on which they were checked because facts change. The site is offered as it is, without
        warranty. Before a decision that costs money, open the sources.
      </p>
      <h2>Fair use of the service</h2>
      <p>
        Reading by people and by programs is welcome. A program that asks for many pages should pause between them and
        name itself in its user agent, so that the operator can reach its owner.
      </p>
    </TextPage>
  );
}
