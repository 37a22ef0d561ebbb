type Props = {
  /** The list in the form, as the names of its fields begin. */
  list: string;
  place: number;
  count: number;
  /** What a row is, for who hears the buttons: `difference 2`. */
  what: string;
};

/** Moves a row of a form up or down, or removes it: buttons that send the form and bring it back changed. */
export function RowButtons({ list, place, count, what }: Props) {
  return (
    <span className="row-tools">
      <button
        type="submit"
        className="pill"
        name="do"
        value={`up ${list} ${place}`}
        disabled={place === 0}
        aria-label={`Move ${what} up`}
      >
        ↑
      </button>
      <button
        type="submit"
        className="pill"
        name="do"
        value={`down ${list} ${place}`}
        disabled={place === count - 1}
        aria-label={`Move ${what} down`}
      >
        ↓
      </button>
      <button type="submit" className="pill" name="do" value={`remove ${list} ${place}`} aria-label={`Remove ${what}`}>
        Remove
      </button>
    </span>
  );
}
