// What the program asks of MathJax: `draw(source, display)` gives a formula as JSON, in the shape of `app.text.formulas.values`.
// There is no page, no network and no clock here: a function from text to text, hosted by V8 alone.

import {mathjax} from 'mathjax-full/js/mathjax.js';
import {TeX} from 'mathjax-full/js/input/tex.js';
import {SVG} from 'mathjax-full/js/output/svg.js';
import {liteAdaptor} from 'mathjax-full/js/adaptors/liteAdaptor.js';
import {RegisterHTMLHandler} from 'mathjax-full/js/handlers/html.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/amscd/AmsCdConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import 'mathjax-full/js/input/tex/braket/BraketConfiguration.js';
import 'mathjax-full/js/input/tex/cancel/CancelConfiguration.js';
import 'mathjax-full/js/input/tex/cases/CasesConfiguration.js';
import 'mathjax-full/js/input/tex/centernot/CenternotConfiguration.js';
import 'mathjax-full/js/input/tex/color/ColorConfiguration.js';
import 'mathjax-full/js/input/tex/configmacros/ConfigMacrosConfiguration.js';
import 'mathjax-full/js/input/tex/extpfeil/ExtpfeilConfiguration.js';
import 'mathjax-full/js/input/tex/gensymb/GensymbConfiguration.js';
import 'mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js';
import 'mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js';
import 'mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js';
import 'mathjax-full/js/input/tex/textcomp/TextcompConfiguration.js';
import 'mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js';
import 'mathjax-full/js/input/tex/upgreek/UpgreekConfiguration.js';
import {Scene, TooLarge} from './scene.js';

// Not among them, because a stranger writes the source: html (links, styles, ids), require and autoload (more packages),
// setoptions, unicode (any font), action, and what changes the meaning of common commands (physics).
const PACKAGES = ['base', 'ams', 'amscd', 'boldsymbol', 'braket', 'cancel', 'cases', 'centernot', 'color', 'configmacros',
  'extpfeil', 'gensymb', 'mathtools', 'mhchem', 'newcommand', 'textcomp', 'textmacros', 'upgreek'];

// Names that people and models use and TeX does not have.
const MACROS = {
  hdots: '\\ldots',
  R: '\\mathbb{R}', N: '\\mathbb{N}', Z: '\\mathbb{Z}', Q: '\\mathbb{Q}', C: '\\mathbb{C}',
  degree: '{^\\circ}',
};

// Letters that MathJax has no glyph for stand at this share of its em, at which they match the text around (see the README).
const OTHER = 0.885;
const X_HEIGHT = 0.442;
const LINE = 26;             // em; what fills a line, as "multline" does, fills this
const DEFINES = /\\(?:def|let|(?:re)?new(?:command|environment)|providecommand|Declare\w+|newtagform|mathtoolsset)\b/;

const WIDE = /[\u1100-\u115f\u2329\u232a\u2460-\u24ff\u25a0-\u27bf\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\ud800-\udbff][\udc00-\udfff]/g;
const NARROW = 0.55;

const adaptor = liteAdaptor();
// There is no page to measure such letters on, so they are as wide as they are in most faces.
adaptor.nodeSize = (node) => {
  const text = adaptor.textContent(node), wide = (text.match(WIDE) || []).length, narrow = text.replace(WIDE, '').length;
  return [wide * OTHER + narrow * NARROW, 0.8];
};
RegisterHTMLHandler(adaptor);

function makeDocument() {
  const input = new TeX({
    packages: PACKAGES, macros: MACROS, tags: 'none', maxBuffer: 5 * 1024, maxMacros: 1000,
    formatError: (_, error) => { throw error; },
  });
  const output = new SVG({fontCache: 'none', mtextInheritFont: false, merrorInheritFont: false});
  return {input, html: mathjax.document('', {InputJax: input, OutputJax: output})};
}

let common = makeDocument();

globalThis.draw = (source, display) => {
  const defines = DEFINES.test(source);
  try {
    // A definition is for the formula it stands in. They live in tables of the whole program, which a new reader empties.
    const {input, html} = defines ? makeDocument() : common;
    input.reset();
    const node = html.convert(source, {display, em: 16, ex: 16 * X_HEIGHT / OTHER, containerWidth: 16 * LINE});
    return JSON.stringify(new Scene(adaptor).read(node));
  } catch (error) {
    const large = error instanceof TooLarge || error instanceof RangeError;
    return JSON.stringify({fault: {kind: large ? 'too_large' : 'syntax', message: String(error && error.message || error)}});
  } finally {
    if (defines) common = makeDocument();
  }
};
