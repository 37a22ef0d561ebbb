import { AccountForm } from "@/components/members/account-form";
import { Choice } from "@/components/ui/choice";
import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { LIFETIME_WORDS } from "@/lib/tokens/rules";
import { lifetimes, type OwnToken } from "@/lib/tokens/schema";

function Day({ of }: { of: Date }) {
  const day = of.toISOString().slice(0, 10);
  return <time dateTime={day}>{formatPartialDate(day)}</time>;
}

type Props = { tokens: OwnToken[]; now: Date };

/** Tokens for the command line and the API: those that there are, and a new one. */
export function SettingsTokens({ tokens, now }: Props) {
  return (
    <section className="section" aria-labelledby="tokens">
      <SectionHead id="tokens" title="Tokens">
        {formatNumberOf(tokens.length, "token")}
      </SectionHead>
      <p className="mt-4 max-w-prose">
        A token lets a program share stacks in your name: the command line, or your own by{" "}
        <a href="/docs/api">the API</a>.
      </p>
      {tokens.map(({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt }) => (
        <div className="token" key={id}>
          <p>
            <b>{name}</b> <code>{prefix}…</code>
            <small>
              {scopes.includes("stacks:write") ? "read and write" : "read only"}, made <Day of={createdAt} />,{" "}
              {lastUsedAt ? (
                <>
                  last used <Day of={lastUsedAt} />
                </>
              ) : (
                "never used"
              )}
              , {expiresAt ? (expiresAt <= now ? "ended " : "ends ") : "ends when revoked"}
              {expiresAt && <Day of={expiresAt} />}
            </small>
          </p>
          <AccountForm action="/account/settings/tokens/revoke">
            <input type="hidden" name="token" value={id} />
            <button className="button quiet" type="submit" aria-label={`Revoke ${name}`}>
              Revoke
            </button>
          </AccountForm>
        </div>
      ))}
      <h3 className="mt-6 mb-2">A new token</h3>
      {/* An ordinary form: what answers it shows the token, once, and no script has to keep it. */}
      <form className="form" action="/account/settings/tokens" method="post">
        <label>
          <b>Name</b>
          <input name="name" required maxLength={60} autoComplete="off" />
          <small>What it is for, such as the project that shares with it.</small>
        </label>
        <Choice
          name="lifetime"
          label="Lasts"
          value="90"
          options={lifetimes.map((lifetime) => [lifetime, LIFETIME_WORDS[lifetime]] as const)}
        />
        <label className="check">
          <input type="checkbox" name="write" defaultChecked />
          <span>May share and change stacks; without this it only reads yours</span>
        </label>
        <p>
          <button className="button quiet" type="submit">
            Make a token
          </button>
        </p>
      </form>
    </section>
  );
}
