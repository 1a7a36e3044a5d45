// Headings, panels, badges, bars and tabs.

import {h, newId} from '../dom.js';

/** The head of a page: h1, a sentence, and what can be done. */
export function head(title, {lead, crumb, badges = [], actions = []} = {}) {
  return h('header', {class: 'head'},
    crumb && h('p', {class: 'crumb'}, crumb),
    h('h1', {}, title),
    ...badges,
    actions.length > 0 && h('div', {class: 'actions'}, actions),
    lead && h('p', {class: 'lead'}, lead));
}

/** A panel with a heading that names it. */
export function panel(title, {aside, level = 'h2', className = ''} = {}, ...children) {
  const id = newId('panel');
  return h('section', {class: `panel ${className}`, 'aria-labelledby': id},
    h('header', {}, h(level, {id}, title), aside && h('span', {class: 'aside'}, aside)), ...children);
}

export function badge(text, kind = '', title = null) {
  return h('span', {class: `badge ${kind}`, title}, text);
}

/** A bar of a share, 0 to 1; the number stands beside it, so that it is decoration. */
export function bar(share, kind = '') {
  return h('span', {class: 'track', 'aria-hidden': 'true'},
    h('span', {class: `fill ${kind}`, vars: {share: Math.max(0, Math.min(1, share)).toFixed(4)}}));
}

/** Values as a list of badges. */
export function chips(values, kind = '') {
  return h('ul', {class: 'chips'}, values.map((value) => h('li', {}, badge(value, kind))));
}

export function facts(entries) {
  return h('dl', {class: 'facts'}, entries.filter(Boolean).map(([name, value, className]) =>
    h('div', {}, h('dt', {}, name), h('dd', {class: className}, value))));
}

export function pairs(entries) {
  return h('dl', {class: 'pairs'}, entries.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** What a cell is called where there is no room for a head above it; nothing for what speaks for itself. */
function labelOf(text) {
  return typeof text === 'string' ? text : null;
}

/**
 * A table that scrolls sideways where it does not fit, and on a phone has each row as a card; head cells are
 * [text, class]. Roles are spelled out, since a table that is laid out as cards is none for a screen reader.
 */
export function table(caption, heads, rows) {
  const names = heads.map((cell) => (Array.isArray(cell) ? cell : [cell, null]));
  rows.forEach((row) => {
    row.setAttribute('role', 'row');
    [...row.children].forEach((cell, at) => {
      cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell');
      const label = labelOf(names[at]?.[0]);
      if (label !== null && cell.tagName === 'TD') {
        cell.dataset.label = label;
      }
    });
  });
  return h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption},
    h('table', {class: 'cards', role: 'table'}, h('caption', {class: 'hidden'}, caption),
      h('thead', {role: 'rowgroup'}, h('tr', {role: 'row'}, names.map(([text, className]) =>
        h('th', {scope: 'col', role: 'columnheader', class: className}, text)))),
      h('tbody', {role: 'rowgroup'}, rows)));
}

/** Tabs: arrows move between them. Entries are [name, () => element]. */
export function tabs(label, entries, {selected = 0, onselect = () => {}} = {}) {
  const body = h('div', {role: 'tabpanel', tabindex: '0', id: newId('tabpanel')});
  const buttons = entries.map(([name], index) => h('button', {
    type: 'button', role: 'tab', id: newId('tab'), 'aria-controls': body.id, onclick: () => choose(index), onkeydown: (event) => move(event, index),
  }, name));
  function choose(index) {
    buttons.forEach((button, at) => {
      button.setAttribute('aria-selected', String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    });
    body.setAttribute('aria-labelledby', buttons[index].id);
    body.replaceChildren(entries[index][1]());
    onselect(index);
  }
  function move(event, index) {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1
      : step && (index + step + buttons.length) % buttons.length;
    if (next !== undefined) {
      event.preventDefault();
      choose(next);
      buttons[next].focus();
    }
  }
  choose(Math.min(selected, entries.length - 1));
  return h('div', {class: 'stack'}, h('div', {role: 'tablist', 'aria-label': label}, buttons), body);
}

/** Text to be copied. */
export function code(text, label) {
  const button = h('button', {type: 'button', 'aria-label': `Copy ${label}`, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      const range = document.createRange();
      range.selectNodeContents(pre);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = 'Selected';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  }}, 'Copy');
  const pre = h('pre', {tabindex: '0', role: 'region', 'aria-label': label}, text);
  return h('div', {class: 'code'}, pre, button);
}
