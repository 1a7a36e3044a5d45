// A text field that searches as one types. Follows the ARIA pattern of a combobox with a list.

import {h, newId} from '../dom.js';

const PAUSE = 120;

/**
 * @param label what is searched
 * @param search (text, signal) => Promise of {options: [{id, title}], more: boolean}
 * @param onpick called with an id when one is chosen, or typed and left
 */
export function combobox({label, value = '', hint, placeholder = '', search, onpick = () => {}, required = false}) {
  const list = h('ul', {class: 'options', role: 'listbox', id: newId('options'), 'aria-label': label, hidden: true});
  const hintId = newId('hint');
  const input = h('input', {
    id: newId('combo'), type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', value, placeholder, required,
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-describedby': hint && hintId,
  });
  let options = [];
  let active = -1;
  let timer = 0;
  let asking = new AbortController();
  let picked = value;

  function close() {
    clearTimeout(timer);
    asking.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(index) {
    active = index;
    [...list.querySelectorAll('[role=option]')].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) {
        option.scrollIntoView({block: 'nearest'});
        input.setAttribute('aria-activedescendant', option.id);
      }
    });
  }

  function pick(id) {
    input.value = id;
    close();
    report();
  }

  function report() {
    const text = input.value.trim();
    if (text !== picked) {
      picked = text;
      onpick(text);
    }
  }

  function open(found) {
    options = found.options;
    list.replaceChildren(...options.map(({id, title}) => h('li', {
      role: 'option', id: newId('option'), 'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(), onclick: () => pick(id),
    }, title ? [h('span', {}, title), ' ', h('span', {class: 'id'}, id)] : h('span', {class: 'id'}, id))));
    if (options.length === 0 || found.more) {
      list.append(h('li', {class: 'note', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false'},
        options.length === 0 ? (found.note ?? 'Nothing matches. Any id may be asked for, known or not.') : 'More match: type on to narrow them down.'));
    }
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(-1);
  }

  function look(delay) {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      asking.abort();
      asking = new AbortController();
      const {signal} = asking;
      try {
        const found = await search(input.value.trim(), signal);
        if (!signal.aborted && document.activeElement === input) {
          open(found);
        }
      } catch (problem) {
        if (problem.name !== 'AbortError') {
          open({options: [], more: false, note: problem.message});
        }
      }
    }, delay);
  }

  input.addEventListener('input', () => look(PAUSE));
  input.addEventListener('click', () => list.hidden && look(0));
  input.addEventListener('blur', () => {
    close();
    report();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) {
        look(0);
      } else if (options.length > 0) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        mark(active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length);
      }
    } else if (event.key === 'Enter') {
      if (!list.hidden && active >= 0) {
        event.preventDefault();
        pick(options[active].id);
      } else {
        close();
        report();
      }
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  const element = h('div', {}, h('label', {for: input.id}, label), h('div', {class: 'combo'}, input, list),
    hint && h('p', {class: 'hint', id: hintId}, hint));
  return {element, input, get value() {
    return input.value.trim();
  }, set value(text) {
    input.value = text;
    picked = text;
  }};
}
