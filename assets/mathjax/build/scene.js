// From MathJax's tree of SVG to flat lists: everything in em, x to the right, y downwards, from the baseline's left end.

const PER_EM = 1000;
const RULE = 70;            // the thickness of a table's lines where none is named
const MOST_ITEMS = 20000;
const FARTHEST = 1e4;
const IDENTITY = [1, 0, 0, 1, 0, 0];

const times = ([a, b, c, d, e, f], [p, q, r, s, t, u]) =>
  [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];

// What goes beyond a limit of the program's, as against a fault in the source.
export class TooLarge extends Error {}

// Numbers as the program wants them. Nothing is drawn ten thousand em away, or at no place at all.
function short(number) {
  if (!(Math.abs(number) < FARTHEST)) throw new TooLarge('too far');
  return Math.round(number * 1e5) / 1e5;
}

function transformOf(text) {
  let made = IDENTITY;
  for (const [, name, inside] of text.matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const n = inside.trim().split(/[\s,]+/).map(Number);
    let one;
    if (name === 'translate') one = [1, 0, 0, 1, n[0], n[1] || 0];
    else if (name === 'scale') one = [n[0], 0, 0, n.length > 1 ? n[1] : n[0], 0, 0];
    else if (name === 'matrix') one = n;
    else if (name === 'rotate') one = rotation(n);
    else throw new Error(`transform ${name}`);
    made = times(made, one);
  }
  return made;
}

function rotation([degrees, x = 0, y = 0]) {
  const [cos, sin] = [Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180)];
  return times(times([1, 0, 0, 1, x, y], [cos, sin, -sin, cos, 0, 0]), [1, 0, 0, 1, -x, -y]);
}

// A path as its letters and its numbers, of which only M L Q C Z are left and all are absolute.
function outlineOf(d) {
  let ops = '', x = 0, y = 0, startX = 0, startY = 0, controlX = null, controlY = null;
  const numbers = [];
  for (const [, op, inside] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const n = (inside.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) || []).map(Number);
    const name = op.toUpperCase(), take = {M: 2, L: 2, T: 2, H: 1, V: 1, Q: 4, C: 6, Z: 0}[name];
    if (take === undefined) throw new Error(`path ${op}`);
    for (let i = 0; i < Math.max(n.length, 1); i += take || 1) {
      let p = n.slice(i, i + take);
      if (op !== name) p = p.map((each, k) => each + (name === 'V' || (name !== 'H' && k % 2) ? y : x));
      let write = name, to = p;
      if (name === 'H') { write = 'L'; to = [p[0], y]; }
      if (name === 'V') { write = 'L'; to = [x, p[0]]; }
      if (name === 'T') {
        write = 'Q';
        to = [controlX === null ? x : 2 * x - controlX, controlY === null ? y : 2 * y - controlY, p[0], p[1]];
      }
      [controlX, controlY] = write === 'Q' ? [to[0], to[1]] : [null, null];
      ops += write;
      numbers.push(...to);
      if (write === 'Z') [x, y] = [startX, startY];
      else [x, y] = to.slice(-2);
      if (write === 'M') [startX, startY] = [x, y];
    }
  }
  return [ops, numbers];
}

export class Scene {
  constructor(adaptor) {
    this.adaptor = adaptor;
    this.outlines = [];
    this.known = new Map();
    this.count = 0;
  }

  read(container) {
    const root = this.find(container, (node) => node.kind === 'svg');
    const table = this.find(root, (node) => 'data-table' in node.attributes);
    const items = [];
    let width, height, depth;
    if (table) {
      ({width, height, depth} = this.labelled(root, table, items));
    } else {
      const [, top, w, h] = this.viewBox(root);
      [width, height, depth] = [w, -top, h + top];
      this.children(root, [1 / PER_EM, 0, 0, 1 / PER_EM, 0, 0], '', items);
    }
    return {
      drawing: {width: short(width / PER_EM), height: short(height / PER_EM), depth: short(depth / PER_EM),
        outlines: this.outlines, items},
    };
  }

  // A table with tags is as wide as the page; here its tags stand two em behind the widest row.
  labelled(root, table, items) {
    const labels = this.find(root, (node) => 'data-labels' in node.attributes);
    const [middle, top, , whole] = this.viewBox(table);
    const [labelWidth] = this.viewBox(labels);
    const [width, scale] = [2 * middle, 1 / PER_EM];
    this.children(table, [scale, 0, 0, scale, 0, 0], '', items);
    this.children(labels, [scale, 0, 0, scale, (width + 2 * PER_EM) * scale, 0], '', items);
    return {width: width + 2 * PER_EM + labelWidth, height: -top, depth: whole + top};
  }

  find(node, wanted) {
    if (node.kind === '#text' || node.kind === '#comment') return null;
    if (wanted(node)) return node;
    for (const child of node.children) {
      const found = this.find(child, wanted);
      if (found) return found;
    }
    return null;
  }

  viewBox(node) {
    return node.attributes.viewBox.split(/\s+/).map(Number);
  }

  children(node, matrix, colour, items) {
    for (const child of node.children) {
      if (child.kind[0] !== '#') this.take(child, matrix, colour, items);
    }
  }

  take(node, outer, inherited, items) {
    const {attributes, kind} = node;
    if ('data-mjx-error' in attributes) throw new Error(attributes['data-mjx-error']);
    if (++this.count > MOST_ITEMS) throw new TooLarge('too many parts');
    const matrix = attributes.transform ? times(outer, transformOf(attributes.transform)) : outer;
    const fill = attributes.fill;
    // A rule is black where nothing else was said, which is to say the colour of the text.
    const colour = !fill || fill === 'none' ? inherited : fill === 'currentColor' || fill === 'black' ? '' : fill;
    const number = (name) => Number(attributes[name] || 0);
    switch (kind) {
    case 'g':
    case 'a':
      this.children(node, matrix, colour, items);
      break;
    case 'path':
      if (attributes.d) items.push(['path', this.outline(attributes.d), matrix.map(short), colour]);
      break;
    case 'text':
      this.text(node, matrix, colour, items);
      break;
    case 'rect':
      if ('data-frame' in attributes || fill === 'none') this.frame(attributes, matrix, colour, items);
      else this.rect(number('x'), number('y'), number('width'), number('height'), matrix, colour, items);
      break;
    case 'polygon':
      this.polygon(attributes.points.trim().split(/[\s,]+/).map(Number), matrix, colour, items);
      break;
    case 'line':
      this.line(attributes, matrix, colour, items);
      break;
    case 'svg':
      this.clip(node, matrix, colour, items);
      break;
    default:
      throw new Error(`element ${kind}`);
    }
  }

  outline(d) {
    if (!this.known.has(d)) {
      this.known.set(d, this.outlines.length);
      this.outlines.push(outlineOf(d));
    }
    return this.known.get(d);
  }

  box(x, y, width, height, [a, , , d, e, f]) {
    const [x1, x2, y1, y2] = [a * x + e, a * (x + width) + e, d * y + f, d * (y + height) + f];
    return [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)].map(short);
  }

  rect(x, y, width, height, matrix, colour, items) {
    const box = this.box(x, y, width, height, matrix);
    if (box[2] > 0 && box[3] > 0) items.push(['rect', box, colour]);
  }

  thickness(attributes) {
    return Number(attributes['stroke-width'] || attributes['stroke-thickness'] * PER_EM || RULE);
  }

  frame(attributes, matrix, colour, items) {
    const t = this.thickness(attributes);
    const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => Number(attributes[name] || 0));
    for (const [left, low, wide, high] of [
      [x - t / 2, y - t / 2, w + t, t], [x - t / 2, y + h - t / 2, w + t, t],
      [x - t / 2, y - t / 2, t, h + t], [x + w - t / 2, y - t / 2, t, h + t]]) {
      this.rect(left, low, wide, high, matrix, colour, items);
    }
  }

  line(attributes, matrix, colour, items) {
    const t = this.thickness(attributes);
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) => Number(attributes[name] || 0));
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (!length) return;
    if (x1 === x2 || y1 === y2) {
      const dashed = /mjx-(dashed|dotted)/.exec(attributes.class || '');
      const step = dashed ? Math.max(4 * t, length / 500) : length;
      const piece = dashed ? (dashed[1] === 'dotted' ? t : step / 2) : length;
      for (let at = 0; at < length; at += step) {
        const [from, size] = [at, Math.min(piece, length - at)];
        if (x1 === x2) this.rect(x1 - t / 2, Math.min(y1, y2) + from, t, size, matrix, colour, items);
        else this.rect(Math.min(x1, x2) + from, y1 - t / 2, size, t, matrix, colour, items);
      }
      return;
    }
    const [dx, dy] = [-(y2 - y1) / length * t / 2, (x2 - x1) / length * t / 2];
    this.polygon([x1 + dx, y1 + dy, x2 + dx, y2 + dy, x2 - dx, y2 - dy, x1 - dx, y1 - dy], matrix, colour, items);
  }

  polygon(points, matrix, colour, items) {
    const corners = [];
    for (let at = 0; at + 1 < points.length; at += 2) corners.push(`${short(points[at])} ${short(points[at + 1])}`);
    items.push(['path', this.outline(`M${corners.join('L')}Z`), matrix.map(short), colour]);
  }

  // MathJax writes every letter it has no glyph for by itself; side by side they are one text again.
  text(node, matrix, colour, items) {
    const {attributes} = node;
    // Marks that turn the writing direction would reach beyond the letters they stand in.
    const content = this.adaptor.textContent(node).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
    if (!content) return;
    const size = Number.parseFloat(attributes['font-size']) * Math.abs(matrix[3]);
    const style = (attributes['font-weight'] === 'bold' ? 'b' : '') + (attributes['font-style'] === 'italic' ? 'i' : '');
    const family = attributes['font-family'] || 'serif';
    const width = this.adaptor.nodeSize(node, 1000, true)[0] * PER_EM * Math.abs(matrix[0]);
    const [x, y] = [matrix[4], matrix[5]];
    const last = items[items.length - 1];
    if (last && last[0] === 'text' && last[4] === short(size) && last[5] === style && last[6] === family &&
        last[7] === colour && Math.abs(last[2][1] - y) < 1e-4 && Math.abs(last[2][0] + last[3] - x) < 1e-3) {
      last[1] += content;
      last[3] = short(last[3] + width);
      return;
    }
    items.push(['text', content, [short(x), short(y)], short(width), short(size), style, family, colour]);
  }

  // A nested <svg> shows a part of its own plane, its view box, and nothing beyond.
  clip(node, matrix, colour, items) {
    const {attributes} = node;
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(attributes[name] || 0));
    const [vx, vy, vw, vh] = this.viewBox(node);
    if (!(width > 0 && height > 0 && vw > 0 && vh > 0)) return;
    const inner = times(matrix, [width / vw, 0, 0, height / vh, x - vx * width / vw, y - vy * height / vh]);
    const inside = [];
    this.children(node, inner, colour, inside);
    items.push(['clip', this.box(x, y, width, height, matrix), inside]);
  }
}
