/* One benchmark in depth. */

/** {a=1, b=2} thrpt, 50 threads. */
function paramsText(benchmark) {
  const params = Object.entries(benchmark.params).map(([key, value]) => `${key}=${value}`);
  return params.concat(benchmark.mode, benchmark.threads === 1 ? '1 thread' : benchmark.threads + ' threads').join(' · ');
}

/** Class and method without the package. */
function shortName(full) {
  return full.split('.').slice(-2).join('.');
}

function table(head, rows, caption) {
  return el('div', { class: 'scroll' }, el('table', {}, el('caption', { class: 'unseen', text: caption }),
    el('thead', {}, el('tr', {}, head.map(([text, number]) => el('th', { scope: 'col', class: number ? 'number' : null, text })))),
    el('tbody', {}, rows.map((row) => el('tr', { class: row.differs ? 'differs' : null }, row.cells.map((cell, at) => el('td', {
      class: head[at][1] ? 'number' : null,
    }, cell)))))));
}

function intervalText(side) {
  if (!side || side.value === null) return '–';
  return figure(side.value) + (side.low > 0 ? ` [${figure(side.low)}, ${figure(side.high)}]` : '');
}

function samplesTable(benchmark) {
  const rows = SIDES.flatMap((side) => (benchmark[side]?.sessions ?? []).map((session) => ({
    cells: [side + ' ' + (session.session + 1), intervalText(session), session.forkMeans.map(figure).join(', ')],
  })));
  return el('details', {}, el('summary', { text: 'As a table: forks by session' }),
    table([['session'], ['mean [95 % interval], ' + benchmark.unit, true], ['fork means']], rows, 'Fork means by session'));
}

const PERCENTILE = /^(.*)\.(p[\d.]+|max)$/;

function percentiles(metrics) {
  const groups = new Map();
  for (const metric of metrics) {
    const match = PERCENTILE.exec(metric.name);
    if (match) {
      const group = groups.get(match[1]) ?? { unit: metric.unit, points: [] };
      group.points.push({ percentile: match[2], baseline: metric.baseline, candidate: metric.candidate });
      groups.set(match[1], group);
    }
  }
  const rank = (point) => (point.percentile === 'max' ? Infinity : Number(point.percentile.slice(1)));
  return [...groups].filter(([, group]) => group.points.length > 1).map(([group, { unit, points }]) =>
    percentileChart(group, unit, points.sort((x, y) => rank(x) - rank(y))));
}

function metricsTable(metrics) {
  const rows = metrics.map((metric) => {
    const [before, after] = [metric.baseline?.value, metric.candidate?.value];
    const change = before > 0 && after >= 0 ? percent(after / before - 1) : '–';
    return { cells: [name(metric.name), name(metric.unit), intervalText(metric.baseline), intervalText(metric.candidate), change] };
  });
  return el('details', {}, el('summary', { text: `All other metrics (${metrics.length})` }),
    table([['metric'], ['unit'], ['baseline', true], ['candidate', true], ['change, not judged', true]], rows, 'Other metrics'));
}

function ledgerSection(ledger) {
  const rows = ledger.causes.filter((cause) => SIDES.some((side) => cause[side]?.micros > 0)).map((cause) => {
    const both = cause.baseline && cause.candidate;
    return { cells: [cause.cause, cause.meaning, figure(cause.baseline?.micros), figure(cause.candidate?.micros),
      both ? (cause.candidate.micros >= cause.baseline.micros ? '+' : '−') + figure(Math.abs(cause.candidate.micros - cause.baseline.micros)) : '–'] };
  });
  return el('section', {}, el('h3', { text: 'Why: the time ledger' }),
    ledger.conclusion ? el('p', {}, name(ledger.conclusion)) : null,
    ledgerChart(ledger),
    el('details', {}, el('summary', { text: 'As a table: µs per operation by cause' }),
      table([['cause'], ['what a thread does'], ['baseline', true], ['candidate', true], ['difference', true]], rows, 'Time ledger')),
    ledger.notes.length > 0 ? el('ul', { class: 'notes quiet' }, ledger.notes.map((note) => el('li', {}, name(note)))) : null);
}

/** What the recordings say grew, and which method is responsible; the first line is their title. */
function explanationSection([title, ...claims]) {
  return el('section', {}, el('h3', { text: 'Why: the recordings' }), el('p', {}, name(title)),
    claims.length > 0 ? el('ul', { class: 'explanation mono' }, claims.map((claim) => el('li', {}, name(claim.trim())))) : null);
}

function flameSection(benchmark, names) {
  const place = el('div', {});
  const button = el('button', {
    type: 'button', class: 'open-flames screen', 'aria-expanded': 'false',
    text: benchmark.flames[0].differential ? 'Show what changed, as flame graphs' : 'Show flame graphs',
    onclick: () => {
      const open = button.getAttribute('aria-expanded') === 'true';
      button.setAttribute('aria-expanded', String(!open));
      place.replaceChildren(...(open ? [] : [flameTabs(benchmark.flames, names)]));
    },
  });
  return el('section', {}, el('h3', { text: 'Recordings' }), button, place);
}

/** Everything known of a benchmark; {@code verdict} is absent when nothing was compared. */
function detail(benchmark, verdict, context) {
  const parts = [el('p', { class: 'quiet mono' }, name(benchmark.benchmark))];
  if (verdict) {
    parts.push(el('p', { class: 'reason' }, el('strong', {}, verdict.verdict), ': ', name(verdict.reason)));
    if (verdict.metric !== 'primary') parts.push(el('p', { class: 'quiet' }, 'judged by the metric ', name(verdict.metric)));
    if (verdict.detectable !== null) {
      parts.push(el('p', { class: 'quiet', text: `This data would have found a slowdown of ${percent(verdict.detectable, false)} with 80 % probability`
        + (verdict.q === null ? '.' : `; q = ${figure(verdict.q)}.`) }));
    }
  }
  const measured = SIDES.some((side) => benchmark[side]?.sessions.some((session) => session.forkMeans.some((mean) => mean !== null)));
  if (measured) parts.push(samplesChart(benchmark, context.sessions), samplesTable(benchmark));
  else parts.push(el('p', { text: 'No fork delivered a score.' }));
  if (benchmark.ledger) parts.push(ledgerSection(benchmark.ledger));
  if (benchmark.explanation) parts.push(explanationSection(benchmark.explanation));
  if (benchmark.flames) parts.push(flameSection(benchmark, context.names));
  const charts = percentiles(benchmark.metrics);
  if (charts.length > 0) parts.push(el('div', { class: 'columns' }, charts));
  if (benchmark.metrics.length > 0) parts.push(metricsTable(benchmark.metrics));
  parts.push(el('h3', { text: 'Look again' }),
    benchmark.commands.map((each) => el('div', {}, el('p', { class: 'quiet', text: each.purpose }), command(each.line))));
  return el('div', {}, parts.flat());
}
