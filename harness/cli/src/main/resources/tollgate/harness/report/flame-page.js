/* The page of  tollgate profile --format html. */

const page = pageData();
document.title = 'Profile: ' + visible(page.title);
const notes = page.notes.length > 0
  && el('ul', { class: 'quiet' }, page.notes.map((note) => el('li', {}, name(note))));
document.body.append(
  el('header', { class: 'bar' }, el('h1', {}, name(page.title)), el('span', { class: 'space' }), themeSwitch()),
  el('p', { class: 'quiet' }, name(page.subtitle)),
  notes || '',
  page.graphs.length > 0
    ? el('main', {}, flameTabs(page.graphs, page.names))
    : el('main', {}, el('p', { text: 'Nothing was recorded that a flame graph could show.' })));
