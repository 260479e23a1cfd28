/** Aligns two sequences by a shortest edit script (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */

/** A run of equal tokens, or of tokens that one side alone has; half-open index ranges. */
export interface AlignedRun {
  readonly same: boolean;
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** Differences that are looked for: above them what stands between the equal ends is one run. */
const MOST_DIFFERENCES = 2000;

/** Aligns tokens, which are equal when their numbers are. Bounded: very different sequences come back as one run. */
export function align(before: Uint32Array, after: Uint32Array): readonly AlignedRun[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  const longest = Math.min(before.length, after.length) - start;
  while (tail < longest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const runs: AlignedRun[] = [];
  add(runs, true, 0, start, 0, start);
  const middleBefore = before.subarray(start, before.length - tail);
  const middleAfter = after.subarray(start, after.length - tail);
  for (const run of alignMiddle(middleBefore, middleAfter)) {
    add(
      runs,
      run.same,
      run.beforeStart + start,
      run.beforeEnd + start,
      run.afterStart + start,
      run.afterEnd + start,
    );
  }
  add(runs, true, before.length - tail, before.length, after.length - tail, after.length);
  return runs;
}

function add(
  runs: AlignedRun[],
  same: boolean,
  beforeStart: number,
  beforeEnd: number,
  afterStart: number,
  afterEnd: number,
): void {
  if (beforeStart === beforeEnd && afterStart === afterEnd) return;
  runs.push({ same, beforeStart, beforeEnd, afterStart, afterEnd });
}

function alignMiddle(before: Uint32Array, after: Uint32Array): readonly AlignedRun[] {
  if (before.length === 0 || after.length === 0) {
    const whole: AlignedRun[] = [];
    add(whole, false, 0, before.length, 0, after.length);
    return whole;
  }
  const trace = findPath(before, after);
  if (trace === undefined) {
    return [{ same: false, beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length }];
  }
  return runsOf(trace, before.length, after.length);
}

/** Furthest reaching points by diagonal, one array a number of differences; undefined beyond the bound. */
function findPath(before: Uint32Array, after: Uint32Array): readonly Int32Array[] | undefined {
  const trace: Int32Array[] = [];
  const most = Math.min(MOST_DIFFERENCES, before.length + after.length);
  const reached = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let differences = 0; differences <= most; differences++) {
    const kept = new Int32Array(2 * differences + 3);
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const down =
        diagonal === -differences ||
        (diagonal !== differences &&
          (reached[middle + diagonal - 1] ?? 0) < (reached[middle + diagonal + 1] ?? 0));
      let x = down ? (reached[middle + diagonal + 1] ?? 0) : (reached[middle + diagonal - 1] ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      reached[middle + diagonal] = x;
      kept[differences + 1 + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) {
        trace.push(kept);
        return trace;
      }
    }
    trace.push(kept);
  }
  return undefined;
}

/** Goes back along the trace and joins steps to runs. */
function runsOf(
  trace: readonly Int32Array[],
  beforeLength: number,
  afterLength: number,
): readonly AlignedRun[] {
  const runs: AlignedRun[] = [];
  let x = beforeLength;
  let y = afterLength;
  for (let differences = trace.length - 1; differences >= 0; differences--) {
    const diagonal = x - y;
    const at = (wanted: number): number => trace[differences - 1]?.[differences + wanted] ?? 0;
    const down =
      diagonal === -differences || (diagonal !== differences && at(diagonal - 1) < at(diagonal + 1));
    const previous = down ? diagonal + 1 : diagonal - 1;
    const fromX = differences === 0 ? 0 : at(previous);
    const fromY = differences === 0 ? 0 : fromX - previous;
    const stepX = differences === 0 ? 0 : down ? fromX : fromX + 1;
    const stepY = differences === 0 ? 0 : down ? fromY + 1 : fromY;
    unshift(runs, true, stepX, x, stepY, y);
    unshift(runs, false, fromX, stepX, fromY, stepY);
    x = fromX;
    y = fromY;
  }
  return runs;
}

/** Puts a run before the others, joined with the first where both differ. */
function unshift(
  runs: AlignedRun[],
  same: boolean,
  beforeStart: number,
  beforeEnd: number,
  afterStart: number,
  afterEnd: number,
): void {
  if (beforeStart === beforeEnd && afterStart === afterEnd) return;
  const [first] = runs;
  if (first !== undefined && first.same === same) {
    runs[0] = { same, beforeStart, beforeEnd: first.beforeEnd, afterStart, afterEnd: first.afterEnd };
  } else runs.unshift({ same, beforeStart, beforeEnd, afterStart, afterEnd });
}
