/* Puts the page together. */

const data = pageData();
const context = {
  names: data.names,
  sessions: Object.fromEntries(Object.entries(data.environment.sessions).map(([side, all]) => [side, all.map(sessionText)])),
};
const parts = [
  ['results', 'Benchmarks', data.benchmarks.length > 0 || data.comparison ? resultsTable(data, context) : null],
  ['objectives', 'Objectives', objectives(data)],
  ['scaling', 'Scaling', data.scaling && el('section', { id: 'scaling' }, el('h2', { text: 'Scaling' }), chooser('Benchmark', data.scaling.sweeps, sweepText, showSweep))],
  ['trend', 'Trend', data.trend && el('section', { id: 'trend' }, el('h2', { text: 'Trend' }),
    chooser('Benchmark', data.trend.trends, (trend) => sweepText(trend) + ' t=' + trend.threads, showTrend))],
  ['environment', 'Environment', environment(data)],
  ['reproduce', 'Reproduce', reproduce(data)],
].filter(([, , part]) => part);

document.title = (data.comparison ? OUTCOMES[data.comparison.outcome][1] + ': ' : '') + 'Tollgate report';
document.body.append(
  el('header', { class: 'bar' }, el('h1', { text: 'Tollgate report' }), el('span', { class: 'space' }),
    el('nav', { class: 'screen', 'aria-label': 'Sections' }, parts.map(([id, title]) => el('a', { href: '#' + id, text: title }))), themeSwitch()),
  el('main', {}, hero(data), sources(data), notes(data) ?? '', ...parts.map(([, , part]) => part)),
);
document.documentElement.dataset.ready = 'true';
