import { formatList } from "@/lib/format";
import { LOGIN_DAYS, showCode, wantsToWrite } from "@/lib/tokens/devices/rules";
import { SCOPE_WORDS, scopesFor } from "@/lib/tokens/rules";
import type { Scope } from "@/lib/tokens/schema";

type Props = {
  /** The code as it was typed; undefined on the way in. */
  typed: string | undefined;
  /** The program that waits for an answer to this code; null when none does. */
  request: { code: string; scopes: readonly Scope[] } | null;
};

/** A code to type in, or what the program asks for that shows it, with two answers. */
export function DeviceForm({ typed, request }: Props) {
  if (request)
    return (
      <form className="form" action="/account/device" method="post">
        <input type="hidden" name="code" value={request.code} />
        <p>
          The code <code className="device-code">{showCode(request.code)}</code>
        </p>
        <p>
          is shown by <b>sidestack</b>, the command line, on some computer. If it is yours and shows the same code, let
          it in. It may then {formatList(scopesFor(wantsToWrite(request.scopes)).map((scope) => SCOPE_WORDS[scope]))},
          for {LOGIN_DAYS} days. It cannot sign in here, nor change your account.
        </p>
        <p>If somebody sent you this link or this code, refuse it.</p>
        <p className="row-tools">
          <button className="button" type="submit" name="decision" value="approve">
            Let it in
          </button>
          <button className="button quiet" type="submit" name="decision" value="deny">
            Refuse
          </button>
        </p>
      </form>
    );
  return (
    <form className="form" action="/device" method="get">
      <label>
        <b>Code</b>
        <input
          name="user_code"
          defaultValue={typed}
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={typed !== undefined}
          aria-describedby={typed === undefined ? undefined : "code-fault"}
        />
      </label>
      {typed !== undefined && (
        <p className="error" id="code-fault" role="alert">
          No program waits with this code: it is mistyped, over (codes last a quarter of an hour) or answered already.
          Start again with sidestack login.
        </p>
      )}
      <p>
        <button className="button" type="submit">
          Go on
        </button>
      </p>
    </form>
  );
}
