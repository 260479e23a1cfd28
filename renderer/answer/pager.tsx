interface PagerProps {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}

/** Walks the pages of a long text. */
export function Pager({ page, count, onPage }: PagerProps) {
  return (
    <nav className="pager" aria-label="Pages of the text">
      <button type="button" className="quiet" disabled={page === 0} onClick={() => onPage(page - 1)}>
        ‹ Previous
      </button>
      <label>
        page{" "}
        <input
          className="control"
          type="number"
          aria-label="Page"
          min={1}
          max={count}
          value={page + 1}
          onChange={(event) => {
            const wanted = event.target.valueAsNumber - 1;
            if (wanted >= 0 && wanted < count) onPage(wanted);
          }}
        />{" "}
        of {count}
      </label>
      <button type="button" className="quiet" disabled={page === count - 1} onClick={() => onPage(page + 1)}>
        Next ›
      </button>
    </nav>
  );
}
