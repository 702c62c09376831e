/* Elements and words. Text from results only ever becomes text nodes, never markup. */

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802-\ud803\ud83a-\ud83b][\udc00-\udfff]/;

/** Text of foreign origin with everything that has no shape of its own spelled out. */
function visible(text) {
  return String(text).replace(INVISIBLE, (c) => '\\u{' + c.codePointAt(0).toString(16) + '}');
}

/** An element: attributes (on… are listeners, class and text are themselves) and children. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'text') node.textContent = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

/** A name of foreign origin, its writing direction kept to itself. */
function name(text) {
  const shown = visible(text);
  return el('bdi', { dir: RIGHT_TO_LEFT.test(shown) ? 'auto' : 'ltr', text: shown });
}

/** Four significant digits, grouped. */
function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e12)) return value.toExponential(3);
  const decimals = size === 0 ? 0 : Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** +12.3 %, with a true minus sign. */
function percent(share, signed = true) {
  if (share === null || share === undefined) return '–';
  if (!Number.isFinite(share)) return share > 0 ? '∞' : '−∞';
  const text = (Math.abs(share) * 100).toFixed(Math.abs(share) >= 10 ? 0 : 1) + ' %';
  if (!signed && share >= 0) return text;
  return (share < 0 && text !== '0.0 %' ? '−' : '+') + text;
}

/** Bytes and counts short enough for a label. */
function compact(value, unit) {
  if (unit === 'bytes') {
    const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let at = 0;
    let size = value;
    while (Math.abs(size) >= 1024 && at < steps.length - 1) { size /= 1024; at++; }
    return figure(size) + ' ' + steps[at];
  }
  return figure(value) + ' ' + unit;
}

/** A command line with a button that copies it. */
function command(text) {
  const shown = visible(text);
  const done = el('span', { class: 'unseen', role: 'status' });
  const button = el('button', {
    type: 'button', class: 'screen', 'aria-label': 'Copy the command', text: 'Copy',
    onclick: async () => {
      let ok = true;
      try { await navigator.clipboard.writeText(text); } catch { ok = false; }
      button.textContent = ok ? 'Copied' : 'Select it';
      done.textContent = ok ? 'Command copied' : 'Copying is not allowed here: select the text';
      if (!ok) getSelection().selectAllChildren(pre);
    },
  });
  const pre = el('pre', { tabindex: 0, text: shown });
  return el('div', { class: 'command' }, pre, button, done);
}

/** Light, dark or as the system says; remembered where the browser allows it. */
function themeSwitch() {
  const modes = ['auto', 'light', 'dark'];
  const root = document.documentElement;
  let mode = 'auto';
  try { mode = localStorage.getItem('tollgate-theme') ?? 'auto'; } catch { /* a file may not store */ }
  const button = el('button', { type: 'button', class: 'screen', id: 'theme' });
  const show = () => {
    if (mode === 'auto') delete root.dataset.theme;
    else root.dataset.theme = mode;
    button.textContent = 'Theme: ' + mode;
    document.dispatchEvent(new Event('themechange'));
  };
  button.addEventListener('click', () => {
    mode = modes[(modes.indexOf(mode) + 1) % modes.length];
    try { localStorage.setItem('tollgate-theme', mode); } catch { /* then only for this view */ }
    show();
  });
  if (!modes.includes(mode)) mode = 'auto';
  show();
  return button;
}

/** The data that the page carries. */
function pageData() {
  return JSON.parse(document.getElementById('data').textContent);
}
