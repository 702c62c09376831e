/* Everything around the table. */

const OUTCOMES = {
  regression: ['✗', 'Regression'], pass: ['✓', 'Pass'], undecided: ['?', 'Undecided'], none: ['–', 'Measured, not judged'],
};

function hero(data) {
  const outcome = data.comparison?.outcome ?? 'none';
  const [sign, word] = OUTCOMES[outcome];
  const headline = data.comparison?.headline
    ?? (data.benchmarks.length === 0 ? 'There is no result to show.' : `${data.benchmarks.length} benchmarks. Without a baseline nothing can have regressed.`);
  const shift = data.comparison?.shift;
  const verdicts = data.comparison?.verdicts ?? [];
  const unsure = verdicts.filter((verdict) => verdict.verdict === 'inconclusive').length;
  // A pass that rests on little must not look like one that rests on much.
  const thin = outcome === 'pass' && unsure > verdicts.length / 2;
  return el('section', { class: 'hero ' + (thin ? 'undecided' : outcome), id: 'outcome' },
    el('p', { class: 'outcome' }, el('span', { 'aria-hidden': 'true', text: sign + ' ' }), word + (thin ? `, but ${unsure} of ${verdicts.length} are inconclusive` : '')),
    // The word stands above already.
    el('p', {}, name(headline.replace(new RegExp('^' + word + ': '), ''))),
    shift ? el('p', { class: 'quiet' }, `The whole suite together: ${percent(shift.slowdown)} [${percent(shift.slowdownInterval[0])}, ${percent(shift.slowdownInterval[1])}]; `, name(shift.note)) : null);
}

function sessionText(session) {
  return [session.startedAt?.replace('T', ' ').replace(/\.\d+Z$/, 'Z'), session.commit?.slice(0, 10) + (session.dirty ? '+' : ''), session.source]
    .filter((part) => part && part !== 'undefined').join(' · ');
}

function sources(data) {
  const part = (side) => {
    const sessions = data.environment.sessions[side] ?? [];
    if (sessions.length === 0) return null;
    const last = sessions[sessions.length - 1];
    return el('div', {}, el('dt', { text: side + (sessions.length > 1 ? `: ${sessions.length} sessions, the last` : '') }), el('dd', {}, name(sessionText(last))));
  };
  return el('dl', { class: 'sources quiet' }, part('candidate'), part('baseline'));
}

function notes(data) {
  const all = [...data.notes, ...(data.comparison?.warnings ?? [])];
  if (all.length === 0) return null;
  return el('details', { id: 'notes', open: all.length <= 4 }, el('summary', { text: `What is missing or limits this report (${all.length})` }),
    el('ul', { class: 'notes' }, all.map((note) => el('li', {}, name(note)))));
}

/** A choice of many things of which one is shown. */
function chooser(label, items, text, show) {
  const place = el('div', {});
  const open = (at) => place.replaceChildren(show(items[at]));
  const select = el('select', { 'aria-label': label, onchange: () => open(select.selectedIndex) }, items.map((item) => el('option', { text: visible(text(item)) })));
  // Charts are drawn when they come into sight: the first screen must not wait for them.
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) { observer.disconnect(); open(0); }
  }, { rootMargin: '200px' });
  observer.observe(place);
  addEventListener('beforeprint', () => { if (!place.firstChild) open(0); });
  place.style.minHeight = '20rem';
  return el('div', {}, items.length > 1 ? el('label', { class: 'bar' }, label, ' ', select) : el('p', { class: 'mono' }, name(text(items[0]))), place);
}

function sweepText(sweep) {
  const params = Object.entries(sweep.params).map(([key, value]) => `${key}=${value}`).join(', ');
  return shortName(sweep.benchmark) + (params ? ` {${params}}` : '') + ' ' + sweep.mode;
}

function showSweep(sweep) {
  const fit = sweep.fit;
  const rows = sweep.points.map((point) => ({ cells: [String(point.threads), figure(point.throughputPerSecond),
    point.throughputInterval ? `[${figure(point.throughputInterval[0])}, ${figure(point.throughputInterval[1])}]` : '–', String(point.forks),
    point.efficiency === null ? '–' : percent(point.efficiency, false)] }));
  const facts = fit.cannotSay ? [fit.cannotSay] : [
    `contention σ = ${figure(fit.sigma)} [${figure(fit.sigmaInterval[0])}, ${figure(fit.sigmaInterval[1])}], coherency κ = ${figure(fit.kappa)} [${figure(fit.kappaInterval[0])}, ${figure(fit.kappaInterval[1])}]`,
    fit.peakThreads ? `throughput is highest at ${figure(fit.peakThreads)} threads` + (fit.peakInterval ? ` [${figure(fit.peakInterval[0])}, ${figure(fit.peakInterval[1])}]` : '') : null,
    ...fit.doubts.map((doubt) => 'doubt: ' + doubt.text),
  ].filter(Boolean);
  return el('div', {},
    el('div', { class: 'columns' }, scalingChart(sweep),
      sweep.losses.cannotSay ? el('p', { class: 'quiet' }, 'Where the lost threads are: ', name(sweep.losses.cannotSay)) : lossChart(sweep.losses.stacks)),
    el('ul', { class: 'notes' }, [...facts, ...sweep.notes].map((fact) => el('li', {}, name(fact)))),
    el('details', {}, el('summary', { text: 'As a table' }),
      table([['threads', true], ['operations/s', true], ['95 % interval', true], ['forks', true], ['efficiency', true]], rows, 'Throughput by threads')));
}

function showTrend(trend) {
  const steps = trend.steps.map((step) => el('li', {}, `step of ${percent(step.slowdown)} (slower is above 0) at session ${step.index + 1}, `, name(step.session)));
  return el('div', {}, trendChart(trend),
    trend.sessionsShort > 0 ? el('p', { class: 'quiet', text: `Steps are searched for from ten sessions on; ${trend.sessionsShort} more are needed.` }) : null,
    steps.length > 0 ? el('ul', { class: 'notes' }, steps) : null,
    el('details', {}, el('summary', { text: 'As a table' }),
      table([['session'], [visible(trend.unit), true]], trend.points.map((point) => ({ cells: [name(point.session), figure(point.value)] })), 'Score by session')));
}

function objectives(data) {
  const all = data.comparison?.objectives ?? [];
  if (all.length === 0) return null;
  const row = (check) => ({ cells: [check.state, name(sweepText(check) + ' t=' + check.threads),
    name(`${check.metric} ${check.bound} ${figure(check.limit)} ${check.unit}`),
    `${figure(check.value)} [${figure(check.interval[0])}, ${figure(check.interval[1])}]`] });
  return el('section', { id: 'objectives' }, el('h2', { text: 'Service-level objectives' }),
    table([['state'], ['benchmark'], ['needs'], ['measured', true]], all.map(row), 'Service-level objectives'));
}

function environment(data) {
  const facts = data.environment.facts;
  if (facts.length === 0) return null;
  const both = (data.environment.sessions.baseline ?? []).length > 0;
  const differs = (fact) => both && JSON.stringify(fact.baseline) !== JSON.stringify(fact.candidate);
  const row = (fact) => ({ differs: differs(fact), cells: [name(fact.name), ...(both ? [name(fact.baseline.join(' | ') || '–')] : []), name(fact.candidate.join(' | ') || '–')] });
  const head = [['fact'], ...(both ? [['baseline']] : []), ['candidate']];
  const different = facts.filter(differs);
  return el('section', { id: 'environment' }, el('h2', { text: both ? 'Environment differences' : 'Environment' }),
    both ? (different.length > 0 ? table(head, different.map(row), 'What differs') : el('p', { text: 'Nothing that was recorded differs.' })) : null,
    el('details', {}, el('summary', { text: `All recorded facts (${facts.length})` }), table(head, facts.map(row), 'All recorded facts')));
}

function reproduce(data) {
  if (data.commands.length === 0) return null;
  return el('section', { id: 'reproduce' }, el('h2', { text: 'Reproduce' }),
    data.commands.map((each) => el('div', {}, el('p', { class: 'quiet', text: each.purpose }), command(each.line))));
}
