/*
 * A flame graph, outermost frame on top. Keys: arrows walk the tree, Enter zooms in, Escape zooms out.
 * data: {label, unit, per, differential, nodes}; nodes are flat and in order:
 * depth, index of the name, candidate amount and, when differential, baseline amount.
 */

const ROW = 20;
const NARROWEST = 0.0008;

function parseFlame(data, names) {
  const step = data.differential ? 4 : 3;
  const path = [];
  for (let i = 0; i < data.nodes.length; i += step) {
    const [depth, at, candidate] = data.nodes.slice(i, i + 3);
    const node = {
      name: names[at], depth, candidate, baseline: data.differential ? data.nodes[i + 3] : 0,
      parent: path[depth - 1] ?? null, children: [],
    };
    path[depth] = node;
    path.length = depth + 1;
    if (node.parent) node.parent.children.push(node);
  }
  return path[0];
}

/** Package decides the hue, so that a library keeps its colour; the JVM's own frames stay grey. */
function frameHue(frame) {
  const parts = frame.split('.');
  const owner = parts.slice(0, Math.min(2, parts.length - 1)).join('.');
  let hash = 7;
  for (const c of owner) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  return owner === '' || /^(java|jdk|sun)\b/.test(owner) ? null : 18 + (hash % 48);
}

/** A frame without its package, which the line above the graph has. */
function shortFrame(frame) {
  return frame.startsWith('[') || frame.startsWith('(') ? frame : frame.split('.').slice(-2).join('.');
}

/** Colour of a frame: by package, or by how much it grew as a part of the whole. */
function frameColour(node, root, differential) {
  if (!differential) {
    const hue = frameHue(node.name);
    return hue === null ? 'light-dark(#d4d9e0, #3d4654)' : `light-dark(hsl(${hue} 85% 74%), hsl(${hue} 55% 30%))`;
  }
  const whole = Math.max(root.candidate, root.baseline) || 1;
  const share = (node.candidate - node.baseline) / whole;
  if (Math.abs(share) < 0.002) return 'light-dark(#dfe3e8, #39414d)';
  const strength = Math.min(1, Math.sqrt(Math.abs(share) * 4));
  const hue = share > 0 ? 6 : 212;
  return `light-dark(hsl(${hue} 80% ${92 - 30 * strength}%), hsl(${hue} ${25 + 35 * strength}% ${24 + 18 * strength}%))`;
}

/** Widest self amounts (or largest growth): the text alternative of the picture. */
function flameTable(root, data) {
  const totals = new Map();
  const walk = (node) => {
    const self = { c: node.candidate, b: node.baseline };
    for (const child of node.children) { self.c -= child.candidate; self.b -= child.baseline; walk(child); }
    const sum = totals.get(node.name) ?? { c: 0, b: 0 };
    totals.set(node.name, { c: sum.c + self.c, b: sum.b + self.b });
  };
  walk(root);
  const size = (sum) => (data.differential ? Math.abs(sum.c - sum.b) : sum.c);
  const rows = [...totals].sort((x, y) => size(y[1]) - size(x[1])).slice(0, 15).filter(([, sum]) => size(sum) > 0);
  const unit = data.unit + (data.per ? ' per ' + data.per : '');
  const head = data.differential ? ['baseline', 'candidate', 'difference'] : [unit, 'share'];
  return el('details', {},
    el('summary', { text: 'As a table: frames by their own amount' }),
    el('div', { class: 'scroll' }, el('table', {},
      el('caption', { class: 'unseen', text: data.label + ', ' + unit }),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col', text: 'frame' }),
        head.map((text) => el('th', { scope: 'col', class: 'number', text })))),
      el('tbody', {}, rows.map(([frame, sum]) => el('tr', {}, el('td', { class: 'mono' }, name(frame)),
        (data.differential ? [figure(sum.b), figure(sum.c), (sum.c > sum.b ? '+' : '') + figure(sum.c - sum.b)]
          : [figure(sum.c), percent(sum.c / root.candidate, false)])
          .map((text) => el('td', { class: 'number', text }))))))));
}

/** The whole component. */
function flameGraph(data, names) {
  const root = parseFlame(data, names);
  const unit = data.unit + (data.per ? ' per ' + data.per : '');
  let side = data.differential && root.candidate < root.baseline ? 'baseline' : 'candidate';
  let zoom = root;
  let current = root;
  let pattern = null;
  const drawn = new Map();
  const canvas = el('div', {
    class: 'canvas', tabindex: 0, role: 'tree', 'aria-label': 'Flame graph: ' + data.label + ', ' + unit
      + '. Arrow keys walk, Enter zooms in, Escape zooms out.',
  });
  const status = el('p', { class: 'status', role: 'status', 'aria-live': 'polite' });
  const id = 'flame' + Math.random().toString(36).slice(2);

  const amount = (node) => node[side];
  const shown = (node) => node.children.filter((child) => amount(child) / amount(zoom) >= NARROWEST);

  function describe(node) {
    const share = percent(node.candidate / (root.candidate || 1), false);
    const more = data.differential
      ? [': ', compact(node.baseline, data.unit), ' → ', compact(node.candidate, data.unit), ' per ', data.per, ', ',
        node.baseline > 0 ? percent(node.candidate / node.baseline - 1) : 'only in the candidate']
      : [': ', compact(node.candidate, data.unit), ', ', share];
    status.replaceChildren(el('strong', { class: 'mono' }, name(node.name)), more.join(''));
  }

  function frame(node, left, width, above) {
    const box = el('div', {
      class: 'frame' + (above ? ' above' : '') + (pattern?.test(node.name) ? ' hit' : ''), role: 'treeitem',
      'aria-level': node.depth + 1, 'aria-label': visible(node.name) + ', ' + compact(amount(node), data.unit),
      id: id + '-' + drawn.size,
    });
    box.style.left = left * 100 + '%';
    box.style.width = width * 100 + '%';
    box.style.top = node.depth * ROW + 'px';
    box.style.background = frameColour(node, root, data.differential);
    if (width > 0.02) box.append(name(shortFrame(node.name)));
    box.addEventListener('click', () => { select(node); zoomTo(node); });
    box.addEventListener('pointerenter', () => describe(node));
    drawn.set(node, box);
    canvas.append(box);
  }

  function draw() {
    drawn.clear();
    canvas.replaceChildren();
    let deepest = zoom.depth;
    for (let node = zoom.parent; node; node = node.parent) frame(node, 0, 1, true);
    const down = (node, left, width) => {
      frame(node, left, width, false);
      deepest = Math.max(deepest, node.depth);
      let at = left;
      for (const child of shown(node)) {
        const part = width * amount(child) / amount(node);
        down(child, at, part);
        at += part;
      }
    };
    down(zoom, 0, 1);
    canvas.style.height = Math.min(36 * 16, (deepest + 1) * ROW + 2) + 'px';
    select(drawn.has(current) ? current : zoom, false);
  }

  function select(node, scroll = true) {
    drawn.get(current)?.classList.remove('current');
    current = node;
    const box = drawn.get(node);
    box?.classList.add('current');
    if (box) canvas.setAttribute('aria-activedescendant', box.id);
    if (scroll) box?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    describe(node);
  }

  function zoomTo(node) {
    if (amount(node) > 0) { zoom = node; draw(); }
  }

  canvas.addEventListener('keydown', (event) => {
    const siblings = current.parent ? shown(current.parent) : [current];
    const at = siblings.indexOf(current);
    const targets = {
      ArrowUp: current.parent, ArrowDown: shown(current)[0], ArrowLeft: siblings[at - 1], ArrowRight: siblings[at + 1],
      Home: root,
    };
    if (event.key in targets) {
      const target = targets[event.key];
      if (target && drawn.has(target)) select(target);
    } else if (event.key === 'Enter' || event.key === ' ') zoomTo(current);
    else if (event.key === 'Escape') zoomTo(zoom.parent ?? root);
    else return;
    event.preventDefault();
  });
  canvas.addEventListener('pointerleave', () => describe(current));

  const search = el('input', {
    type: 'search', placeholder: 'Find a frame', 'aria-label': 'Find a frame in the flame graph',
    oninput: () => {
      const text = search.value.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      pattern = text ? new RegExp(text, 'i') : null;
      draw();
      const hits = [...drawn.keys()].filter((node) => pattern?.test(node.name)).length;
      status.textContent = text ? hits + (hits === 1 ? ' frame matches' : ' frames match') : '';
    },
  });
  const sides = data.differential && ['candidate', 'baseline'].map((each) => el('button', {
    type: 'button', 'aria-pressed': String(each === side), text: 'Widths: ' + each,
    onclick: (event) => {
      side = each;
      zoom = root;
      for (const button of event.target.parentElement.querySelectorAll('[aria-pressed]')) {
        button.setAttribute('aria-pressed', String(button === event.target));
      }
      draw();
    },
  }));
  const legend = data.differential && el('span', { class: 'legend' },
    el('span', {}, el('i', { style: 'background: light-dark(hsl(6 80% 66%), hsl(6 55% 40%))' }), 'grew'),
    el('span', {}, el('i', { style: 'background: light-dark(hsl(212 80% 66%), hsl(212 55% 40%))' }), 'shrank'),
    el('span', {}, el('i', { style: 'background: light-dark(#dfe3e8, #39414d)' }), 'alike'));
  const wholes = data.differential
    ? `${compact(root.baseline, data.unit)} → ${compact(root.candidate, data.unit)} per ${data.per}`
    : compact(root.candidate, data.unit);
  const box = el('div', { class: 'flame' },
    el('div', { class: 'bar screen' },
      el('button', { type: 'button', text: 'Zoom out', onclick: () => zoomTo(root) }), search, sides, legend,
      el('span', { class: 'quiet', text: wholes })),
    status, canvas, flameTable(root, data));
  draw();
  return box;
}

/** Several graphs of the same recordings behind a row of buttons. */
function flameTabs(graphs, names) {
  const place = el('div', {});
  const buttons = graphs.map((graph) => el('button', {
    type: 'button', text: graph.label, 'aria-pressed': 'false', onclick: () => open(graph),
  }));
  function open(graph) {
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(graphs[i] === graph)));
    place.replaceChildren(flameGraph(graph, names));
  }
  open(graphs[0]);
  return el('div', {}, el('div', { class: 'bar screen', role: 'group', 'aria-label': 'What the flame graph shows' }, buttons),
    place);
}
