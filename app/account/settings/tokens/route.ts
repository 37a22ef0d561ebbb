import { memberRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { formatMoment } from "@/lib/format";
import { createToken } from "@/lib/tokens/mutations";
import { expiryOf, scopesFor } from "@/lib/tokens/rules";
import { createTokenSchema } from "@/lib/tokens/schema";

/** Makes a token and shows it, this once, in the answer itself: it stands in no address and is kept by no browser. */
export const POST = memberRoute(createTokenSchema, "account", async ({ input, viewer }) => {
  const expiresAt = expiryOf(input.lifetime, new Date());
  const scopes = scopesFor(input.write);
  const { id, secret } = await createToken(db(), { memberId: viewer.id, name: input.name, scopes, expiresAt });
  const until = expiresAt ? `It ends on ${formatMoment(expiresAt)}.` : "It ends when you revoke it.";
  return {
    status: 201,
    body: { id, secret, scopes, expiresAt },
    page: {
      title: "Your new token",
      code: secret,
      lines: [
        "Copy it now: it is shown this once and cannot be read again.",
        `“${input.name}” may ${input.write ? "read, share and change your stacks" : "read your stacks"}. ${until}`,
        "The command line takes it as SIDESTACK_TOKEN. Whoever has it can do the same in your name: keep it like a password.",
      ],
      next: { href: "/settings#tokens", text: "Back to the settings" },
    },
  };
});
