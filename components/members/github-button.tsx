/** The way in through GitHub, as a form that works without JavaScript. */
export function GithubButton({ next }: { next: string }) {
  return (
    <form className="form mb-6" action="/account/sign-in/github" method="post">
      <input type="hidden" name="next" value={next} />
      <p>
        <button className="button quiet" type="submit">
          Continue with GitHub
        </button>
      </p>
    </form>
  );
}
