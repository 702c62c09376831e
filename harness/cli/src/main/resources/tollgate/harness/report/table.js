/* The table of all benchmarks: sorted by its headers, filtered by words and verdicts, rows open in place. */

const VERDICTS = ['regressed', 'incomparable', 'missing', 'inconclusive', 'improved', 'added', 'unchanged', 'measured'];

function identity(benchmark) {
  return JSON.stringify([benchmark.benchmark, benchmark.mode, benchmark.threads, Object.entries(benchmark.params).sort()]);
}

/** A row for each verdict, or for each benchmark when nothing was compared. */
function tableRows(data) {
  const byIdentity = new Map(data.benchmarks.map((benchmark) => [identity(benchmark), benchmark]));
  // What cannot be compared was measured all the same.
  const known = (verdict, side) => (verdict.metric === 'primary' ? byIdentity.get(identity(verdict))?.[side]?.value ?? null : null);
  if (!data.comparison) {
    return data.benchmarks.map((benchmark) => ({ benchmark, verdict: null, word: 'measured', unit: benchmark.unit,
      baseline: null, candidate: benchmark.candidate?.value ?? null, slowdown: null, low: null, high: null }));
  }
  return data.comparison.verdicts.map((verdict) => ({
    benchmark: byIdentity.get(identity(verdict)) ?? { ...verdict, metrics: [], commands: [] },
    verdict, word: verdict.verdict, unit: verdict.unit, baseline: verdict.baseline?.value ?? known(verdict, 'baseline'), candidate: verdict.candidate?.value ?? known(verdict, 'candidate'),
    slowdown: verdict.slowdown, low: verdict.slowdownInterval?.[0] ?? null, high: verdict.slowdownInterval?.[1] ?? null,
  }));
}

function rowName(row) {
  return shortName(row.benchmark.benchmark) + (row.verdict && row.verdict.metric !== 'primary' ? ' · ' + row.verdict.metric : '');
}

/** The slowdown and its interval on a scale that all rows share; ends beyond it are cut at its edge. */
function range(row, reach) {
  const at = (share) => 50 + 50 * Math.max(-1, Math.min(1, Math.asinh(share / 0.1) / Math.asinh(reach / 0.1)));
  const [left, right] = [row.low === null ? 0 : at(row.low), row.high === null ? 100 : at(row.high)];
  const bar = el('i', {});
  bar.style.left = left + '%';
  bar.style.width = right - left + '%';
  const mark = el('b', {});
  mark.style.left = at(row.slowdown) + '%';
  return el('div', { class: 'range ' + row.word, role: 'img', 'aria-label': rangeText(row), title: rangeText(row) }, el('u', {}), bar, mark);
}

function rangeText(row) {
  return row.slowdown === null ? '' : `${percent(row.slowdown)}, 95 % interval ${row.low === null ? '−∞' : percent(row.low)} to ${row.high === null ? '∞' : percent(row.high)}`;
}

function columns(compared, reach) {
  const all = [
    { title: 'Verdict', key: (row) => VERDICTS.indexOf(row.word), cell: (row) => el('span', { class: 'verdict ' + row.word, text: row.word }), on: compared },
    { title: 'Benchmark', key: (row) => rowName(row) + paramsText(row.benchmark), cell: null, on: true },
    { title: 'Slowdown', number: true, key: (row) => row.slowdown, cell: (row) => (row.slowdown === null ? '' : percent(row.slowdown)), on: compared },
    { title: '95 % interval', key: (row) => row.low, cell: (row) => (row.slowdown === null ? '' : range(row, reach)), on: compared, style: 'only-medium' },
    { title: 'Baseline', number: true, key: (row) => row.baseline, cell: (row) => figure(row.baseline), on: compared, style: 'only-wide' },
    { title: compared ? 'Candidate' : 'Score', number: true, key: (row) => row.candidate, cell: (row) => figure(row.candidate), on: true, style: compared ? 'only-wide' : '' },
    { title: '95 % interval', number: true, key: (row) => row.benchmark.candidate?.low ?? null, on: !compared, style: 'only-medium',
      cell: (row) => (row.benchmark.candidate?.low > 0 ? `[${figure(row.benchmark.candidate.low)}, ${figure(row.benchmark.candidate.high)}]` : '–') },
    { title: 'Unit', key: (row) => row.unit, cell: (row) => name(row.unit), on: true, style: compared ? 'only-wide' : '' },
  ];
  return all.filter((column) => column.on);
}

function resultsTable(data, context) {
  const rows = tableRows(data);
  const compared = Boolean(data.comparison);
  const reach = Math.max(0.1, Math.min(4, ...[Math.max(...rows.map((row) => Math.abs(row.slowdown ?? 0))) * 1.3]));
  const shownColumns = columns(compared, reach);
  const chosen = new Set();
  let sorted = null;
  let down = false;

  const body = el('tbody', {});
  const count = el('span', { class: 'quiet', role: 'status', id: 'count' });
  const filter = el('input', {
    type: 'search', id: 'filter', placeholder: 'Filter by name, parameter or reason  ( / )', 'aria-label': 'Filter the benchmarks',
    oninput: () => update(),
  });
  const chips = VERDICTS.filter((word) => rows.some((row) => row.word === word)).map((word) => el('button', {
    type: 'button', 'aria-pressed': 'false', 'data-verdict': word, text: `${word} ${rows.filter((row) => row.word === word).length}`,
    onclick: (event) => {
      if (!chosen.delete(word)) chosen.add(word);
      event.target.setAttribute('aria-pressed', String(chosen.has(word)));
      update();
    },
  }));
  const heads = shownColumns.map((column) => el('th', { scope: 'col', class: [column.style, column.number ? 'number' : ''].join(' ').trim() || null, 'aria-sort': 'none' },
    el('button', { type: 'button', text: column.title, onclick: () => sortBy(column) })));

  for (const row of rows) build(row);

  function build(row) {
    const button = el('button', { type: 'button', class: 'open-row', 'aria-expanded': 'false' }, name(rowName(row)));
    row.button = button;
    const cells = shownColumns.map((column) => el('td', { class: [column.style, column.number ? 'number' : ''].join(' ').trim() || null },
      column.cell ? column.cell(row) : [button, el('span', { class: 'params' }, name(paramsText(row.benchmark)))]));
    row.line = el('tr', { class: 'row', onclick: (event) => { if (!getSelection().toString() || event.target === button) toggle(row); } }, cells);
    row.words = visible([row.word, row.benchmark.benchmark, paramsText(row.benchmark), row.verdict?.reason ?? '', row.verdict?.metric ?? ''].join(' ')).toLowerCase();
  }

  function toggle(row, open = !row.detail) {
    if (open && !row.detail) {
      row.detail = el('tr', { class: 'detail' }, el('td', { colspan: shownColumns.length }, detail(row.benchmark, row.verdict, context)));
      row.line.after(row.detail);
    } else if (!open && row.detail) {
      row.detail.remove();
      row.detail = null;
    }
    row.button.setAttribute('aria-expanded', String(Boolean(row.detail)));
  }

  function sortBy(column) {
    down = sorted === column ? !down : Boolean(column.number);
    sorted = column;
    heads.forEach((head, at) => head.setAttribute('aria-sort', shownColumns[at] === column ? (down ? 'descending' : 'ascending') : 'none'));
    update();
  }

  function compare(x, y) {
    const [a, b] = [sorted.key(x), sorted.key(y)];
    if (a === null || b === null) return (a === null) - (b === null);
    return (typeof a === 'string' ? a.localeCompare(b) : a - b) * (down ? -1 : 1);
  }

  function update() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = rows.filter((row) => (chosen.size === 0 || chosen.has(row.word)) && words.every((word) => row.words.includes(word)));
    if (sorted) shown.sort(compare);
    body.replaceChildren(...shown.flatMap((row) => (row.detail ? [row.line, row.detail] : [row.line])));
    count.textContent = shown.length === rows.length ? `${rows.length} rows` : `${shown.length} of ${rows.length} rows`;
  }

  /** Up and down walk the rows; / goes to the filter from anywhere. */
  body.addEventListener('keydown', (event) => {
    if (!event.target.classList.contains('open-row') || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
    const buttons = [...body.querySelectorAll('.open-row')];
    buttons[buttons.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '')) {
      filter.focus();
      event.preventDefault();
    }
  });
  /** Paper cannot be clicked: what regressed is opened for it. */
  addEventListener('beforeprint', () => rows.filter((row) => row.word === 'regressed').slice(0, 10).forEach((row) => toggle(row, true)));

  update();
  // A link to #row-1 opens the first row: what a message about a report can point at.
  rows.forEach((row, at) => { row.line.id = 'row-' + (at + 1); });
  const linked = rows.find((row) => '#' + row.line.id === location.hash);
  if (linked) {
    toggle(linked, true);
    requestAnimationFrame(() => {
      const box = linked.line.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) linked.line.scrollIntoView({ block: 'center' });
    });
  }
  return el('section', { id: 'results' }, el('h2', { text: 'Benchmarks' }),
    el('div', { class: 'bar filters screen' }, filter, chips.length > 1 ? chips : [], count),
    el('table', { class: 'results' }, el('caption', { class: 'unseen', text: 'Benchmarks; the headers sort' }), el('thead', {}, el('tr', {}, heads)), body));
}
