// What a place shows while it waits, has nothing, or failed.

import {h} from '../dom.js';

/** Grey lines where content will be. */
export function waiting(text) {
  return h('div', {class: 'wait', role: 'status'}, h('i'), h('i'), h('i'), h('span', {class: 'hidden'}, text));
}

/** Nothing to show, and what to do about it. */
export function empty(title, ...advice) {
  return h('div', {class: 'empty'}, h('strong', {}, title), ...advice.map((part) => typeof part === 'string' ? h('p', {}, part) : part));
}

/** What went wrong, in the server's words. */
export function failure(title, message, ...more) {
  return h('div', {class: 'notice bad', role: 'alert'}, h('strong', {}, title), h('p', {}, message), ...more);
}

/** The same for a failure of a request. */
export function failed(problem) {
  return failure(problem.type ?? 'It did not work', problem.message);
}

/** A line that appears and goes by itself, and that screen readers say. */
export function toast(text) {
  const line = h('p', {class: 'toast'}, text);
  document.getElementById('toasts').append(line);
  setTimeout(() => line.remove(), 6000);
}
