/* Charts, drawn by Observable Plot, which is started when the first one is needed. */

function plotLibrary() {
  if (!globalThis.Plot) {
    for (const id of ['d3', 'plot']) {
      document.body.append(el('script', { text: document.getElementById(id).textContent }));
    }
  }
  return globalThis.Plot;
}

const SIDES = ['baseline', 'candidate'];
const sideColour = (side) => `var(--${side})`;

/** Twelve causes told apart in both themes and by most kinds of colour vision. */
const CAUSE_COLOURS = {
  cpu: '#4c9a6a', runQueue: '#e0a13a', poolWait: '#c8553d', databaseSocket: '#3f7fb5', otherSocket: '#6cb2c9',
  monitor: '#8c4fa3', lockPark: '#b57fc6', conditionPark: '#d78fb0', sleep: '#9aa3ad', safepoint: '#7a6a53',
  jvmInternal: '#b0a07f', unexplained: '#5b626b',
};

function chart(options, title, caption, width = 760) {
  const svg = plotLibrary().plot({
    width, marginLeft: 64, marginRight: 24, marginBottom: 42, style: { background: 'transparent', fontSize: '12px', overflow: 'visible' },
    ariaLabel: title, ...options, x: { labelAnchor: 'center', ...options.x },
  });
  return el('figure', { class: 'chart' }, el('figcaption', {}, el('strong', { text: title }), caption ? ' ' + caption : ''), svg);
}

const short = (value) => Math.abs(value) >= 1e4 || (value !== 0 && Math.abs(value) < 1e-2)
  ? Number(value.toPrecision(4)).toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 4 })
  : Number(value.toPrecision(4)).toLocaleString('en-US');

/** Every fork of every session as dots, each session's mean and its 95 % interval. */
function samplesChart(benchmark, sessions) {
  const Plot = plotLibrary();
  const rows = [];
  const iterations = [];
  const forks = [];
  for (const side of SIDES) {
    for (const session of benchmark[side]?.sessions ?? []) {
      const at = rows.length;
      const several = benchmark[side].sessions.length > 1;
      rows.push({ ...session, at, side, label: several ? side + ' ' + (session.session + 1) : side });
      session.forkMeans.forEach((value, fork) => {
        const y = at + (session.forkMeans.length > 1 ? (fork / (session.forkMeans.length - 1) - 0.5) * 0.56 : 0);
        const shared = { y, side, fork: fork + 1, session: sessions[side]?.[session.session] ?? '' };
        if (value !== null) forks.push({ ...shared, value });
        for (const score of session.forks?.[fork] ?? []) if (score !== null) iterations.push({ ...shared, value: score });
      });
    }
  }
  const known = rows.filter((row) => row.low !== undefined && row.low !== null);
  const values = [...forks, ...iterations].map((dot) => dot.value);
  const ends = known.flatMap((row) => [row.low, row.high]);
  const span = Math.max(...values) - Math.min(...values) || Math.abs(values[0]) || 1;
  const near = ends.filter((end) => end > Math.min(...values) - span && end < Math.max(...values) + span);
  const domain = [Math.min(...values, ...near), Math.max(...values, ...near)];
  return chart({
    height: 64 + rows.length * (rows.length > 8 ? 34 : 46), marginLeft: 104,
    x: { label: benchmark.unit, grid: true, nice: true, tickFormat: short, domain, clamp: true },
    y: { domain: [rows.length - 0.45, -0.55], ticks: rows.map((row) => row.at), tickFormat: (at) => rows[at]?.label ?? '', label: null, tickSize: 0 },
    marks: [
      Plot.ruleY(known, { y: 'at', x1: 'low', x2: 'high', stroke: (row) => sideColour(row.side), strokeWidth: 12, strokeOpacity: 0.22, clip: true }),
      Plot.dot(iterations, { x: 'value', y: 'y', r: 1.8, fill: (dot) => sideColour(dot.side), fillOpacity: 0.4 }),
      Plot.dot(forks, { x: 'value', y: 'y', r: 4, fill: (dot) => sideColour(dot.side), stroke: 'var(--paper)' }),
      Plot.link(rows.filter((row) => row.value !== null), {
        x1: 'value', x2: 'value', y1: (row) => row.at - 0.36, y2: (row) => row.at + 0.36, stroke: (row) => sideColour(row.side), strokeWidth: 2,
      }),
      Plot.tip(forks, Plot.pointer({
        x: 'value', y: 'y', fill: 'var(--paper)', stroke: 'var(--line)',
        title: (dot) => `${dot.side}, fork ${dot.fork}: ${figure(dot.value)}\n${visible(dot.session)}`,
      })),
    ],
  }, 'Scores as measured', 'large dots: forks; small dots: their iterations; line and band: mean and its 95 % interval');
}

/** Percentiles of one latency on both sides. */
function percentileChart(group, unit, points) {
  const Plot = plotLibrary();
  const dots = points.flatMap((point) => SIDES.filter((side) => point[side]?.value > 0)
    .map((side) => ({ percentile: point.percentile, side, ...point[side] })));
  const order = points.map((point) => point.percentile);
  return chart({
    height: 230, x: { type: 'point', domain: order, label: null }, y: { type: 'log', label: unit, grid: true, tickFormat: short, nice: true },
    marks: [
      Plot.line(dots, { x: 'percentile', y: 'value', z: 'side', stroke: (dot) => sideColour(dot.side), strokeWidth: 1.5 }),
      Plot.ruleX(dots.filter((dot) => dot.low > 0), { x: 'percentile', y1: 'low', y2: 'high', stroke: (dot) => sideColour(dot.side), strokeWidth: 7, strokeOpacity: 0.25 }),
      Plot.dot(dots, { x: 'percentile', y: 'value', fill: (dot) => sideColour(dot.side), symbol: (dot) => (dot.side === 'baseline' ? 'square' : 'circle'), r: 4 }),
      Plot.tip(dots, Plot.pointer({
        x: 'percentile', y: 'value', fill: 'var(--paper)', stroke: 'var(--line)',
        title: (dot) => `${dot.percentile}, ${dot.side}: ${figure(dot.value)} ${unit}`,
      })),
    ],
  }, visible(group) + ' percentiles', dots.some((dot) => dot.low > 0) ? 'bands: 95 % interval of the mean over forks or sessions' : '', 560);
}

/** Both sides' time per operation, cause by cause. */
function ledgerChart(ledger) {
  const Plot = plotLibrary();
  const parts = ledger.causes.flatMap((cause) => SIDES.filter((side) => cause[side]?.micros > 0)
    .map((side) => ({ cause: cause.cause, meaning: cause.meaning, side, micros: cause[side].micros })));
  const used = ledger.causes.map((cause) => cause.cause).filter((cause) => parts.some((part) => part.cause === cause));
  const rows = SIDES.filter((side) => parts.some((part) => part.side === side));
  const figure_ = chart({
    height: 62 + rows.length * 42, marginLeft: 80, x: { label: 'µs per operation', grid: true, tickFormat: short },
    y: { domain: rows, label: null }, color: { domain: used, range: used.map((cause) => CAUSE_COLOURS[cause] ?? '#888') },
    marks: [
      Plot.barX(parts, { x: 'micros', y: 'side', z: 'cause', fill: 'cause', order: used, inset: 1 }),
      Plot.tip(parts, Plot.pointer(Plot.stackX({
        x: 'micros', y: 'side', z: 'cause', order: used, fill: 'var(--paper)', stroke: 'var(--line)',
        title: (part) => `${part.side}, ${part.cause}: ${figure(part.micros)} µs\n${part.meaning}`,
      }))),
    ],
  }, 'Where the threads’ time goes', 'from forks of their own, which carry the instruments and are never scored');
  const legend = el('p', { class: 'legend' }, used.map((cause) => el('span', {},
    el('i', { style: `background: ${CAUSE_COLOURS[cause] ?? '#888'}` }), cause)));
  return el('div', {}, figure_, legend);
}

/** Throughput by threads: measured, by the law, and as it would be without any loss. */
function scalingChart(sweep) {
  const Plot = plotLibrary();
  const points = sweep.points.filter((point) => point.throughputPerSecond > 0)
    .map((point) => ({ ...point, low: point.throughputInterval?.[0], high: point.throughputInterval?.[1] }));
  const most = Math.max(...points.map((point) => point.threads));
  const least = Math.min(...points.map((point) => point.threads));
  const fit = sweep.fit.cannotSay ? null : sweep.fit;
  const law = (n) => fit.lambda * n / (1 + fit.sigma * (n - 1) + fit.kappa * n * (n - 1));
  const steps = [...Array(61).keys()].map((i) => least * (most / least) ** (i / 60));
  const single = points.find((point) => point.threads === 1)?.throughputPerSecond;
  const highest = Math.max(...points.map((point) => point.throughputPerSecond), ...(fit ? steps.map(law) : []));
  const top = Math.min(1.6 * highest, 1.08 * Math.max(highest, ...points.map((point) => point.high ?? 0)));
  const ideal = single ? steps.map((n) => ({ n, x: n * single })).filter((point) => point.x <= top) : [];
  const check = (fit?.predictions ?? []).filter((each) => each.measured !== null && each.threads <= most);
  return chart({
    height: 310, x: { type: 'log', base: 2, label: 'threads', labelArrow: 'none', tickFormat: (n) => String(n), ticks: points.map((point) => point.threads) },
    y: { label: 'operations per second', grid: true, tickFormat: short, domain: [0, top] },
    marks: [
      Plot.line(ideal, { x: 'n', y: 'x', stroke: 'var(--quiet)', strokeDasharray: '4 4' }),
      fit ? Plot.line(steps.map((n) => ({ n, x: law(n) })), { x: 'n', y: 'x', stroke: 'var(--candidate)', strokeOpacity: 0.7 }) : null,
      Plot.ruleX(check, { x: 'threads', y1: (each) => Math.max(0, each.interval[0]), y2: (each) => Math.min(top, each.interval[1]), stroke: 'var(--unsure)', strokeWidth: 10, strokeOpacity: 0.25 }),
      Plot.ruleX(points.filter((point) => point.low > 0), { x: 'threads', y1: 'low', y2: (point) => Math.min(top, point.high), stroke: 'var(--candidate)', strokeWidth: 7, strokeOpacity: 0.3 }),
      Plot.dot(points, { x: 'threads', y: 'throughputPerSecond', fill: 'var(--candidate)', r: 4 }),
      Plot.tip(points, Plot.pointer({
        x: 'threads', y: 'throughputPerSecond', fill: 'var(--paper)', stroke: 'var(--line)',
        title: (point) => `${point.threads} threads: ${figure(point.throughputPerSecond)} operations/s`
          + (point.efficiency ? `\nefficiency ${percent(point.efficiency, false)}` : ''),
      })),
    ],
  }, 'Throughput by threads', 'dots and bands: measured, 95 % interval' + (fit ? '; line: fitted law' : '') + (single ? '; dashed: N times one thread' : '')
    + (check.length > 0 ? '; wide band: where the law, fitted without that point, expects it' : ''), 620);
}

/** Which cause took how many of N threads. */
function lossChart(stacks) {
  const Plot = plotLibrary();
  const parts = stacks.flatMap((stack) => [
    { threads: stack.threads, cause: 'at work', amount: Math.max(0, stack.speedup) },
    ...Object.entries(stack.lostThreads).filter(([, loss]) => loss.value > 0)
      .map(([cause, loss]) => ({ threads: stack.threads, cause, amount: loss.value })),
  ]);
  const used = ['at work', ...Object.keys(CAUSE_COLOURS).filter((cause) => parts.some((part) => part.cause === cause))];
  const colour = (cause) => (cause === 'at work' ? '#7fa8dc' : CAUSE_COLOURS[cause]);
  return el('div', {}, chart({
    height: 310, x: { type: 'band', label: 'threads' }, y: { label: 'threads at work or lost', grid: true },
    color: { domain: used, range: used.map(colour) },
    marks: [
      Plot.barY(parts, { x: 'threads', y: 'amount', z: 'cause', fill: 'cause', order: used }),
      Plot.tip(parts, Plot.pointer(Plot.stackY({
        x: 'threads', y: 'amount', z: 'cause', order: used, fill: 'var(--paper)', stroke: 'var(--line)',
        title: (part) => `${part.threads} threads, ${part.cause}: ${figure(part.amount)} threads`,
      }))),
    ],
  }, 'Where the lost threads are', 'N threads are those at work and those each cause took', 620),
  el('p', { class: 'legend' }, used.map((cause) => el('span', {}, el('i', { style: `background: ${colour(cause)}` }), cause))));
}

/** Scores from session to session, with the steps that were found. */
function trendChart(trend) {
  const Plot = plotLibrary();
  const points = trend.points.map((point, at) => ({ ...point, at }));
  return chart({
    height: 220, x: { label: 'session', ticks: points.length > 12 ? 12 : points.map((point) => point.at), tickFormat: (at) => String(at + 1) },
    y: { label: trend.unit, grid: true, nice: true, tickFormat: short },
    marks: [
      Plot.ruleX(trend.steps, { x: (step) => step.index - 0.5, stroke: 'var(--worse)', strokeDasharray: '5 3' }),
      Plot.line(points, { x: 'at', y: 'value', stroke: 'var(--candidate)' }),
      Plot.dot(points, { x: 'at', y: 'value', fill: 'var(--candidate)', r: 3 }),
      Plot.tip(points, Plot.pointer({
        x: 'at', y: 'value', fill: 'var(--paper)', stroke: 'var(--line)',
        title: (point) => `${visible(point.session)}\n${figure(point.value)} ${trend.unit}`,
      })),
    ],
  }, 'From session to session', trend.steps.length > 0 ? 'dashed: a step of level' : '', 620);
}
