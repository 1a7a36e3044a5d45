// Every operation that the server has, in groups, each with an address of its own.

import {h} from '../dom.js';
import {plural} from '../format.js';
import {head, panel} from '../parts/layout.js';
import {openApi, operations, prose, signature} from '../parts/openapi.js';
import {empty} from '../parts/states.js';
import {link} from '../route.js';

/** The group that only the console's own pages ask; it is folded, since applications have no use for it. */
const OWN = 'Console';

function list(entries) {
  return h('ul', {class: 'operations'}, entries.map((one) => h('li', {},
    h('a', {href: link(`/api/${encodeURIComponent(one.id)}`)}, signature(one)),
    h('span', {class: 'muted'}, one.details.summary))));
}

function group(tag, description, entries) {
  return panel(tag, {aside: plural(entries.length, 'operation')},
    description && h('p', {class: 'muted'}, prose(description)),
    tag === OWN ? h('details', {}, h('summary', {}, 'Show them'), list(entries)) : list(entries));
}

export async function show(view, {signal}) {
  view.append(head('API reference', {lead: 'Every path that the server answers, from its own OpenAPI document.',
    actions: [h('a', {class: 'button', href: '../openapi.json'}, 'openapi.json')]}));
  const known = await openApi(signal);
  if (known === null) {
    view.append(empty('No OpenAPI document', 'This server does not offer one at /openapi.json.'));
    return;
  }
  const all = operations();
  const tags = [...new Set([...(known.tags ?? []).map(({name}) => name), ...all.flatMap(({details}) => details.tags ?? ['Others'])])];
  view.append(
    panel(`${known.info.title} ${known.info.version}`, {aside: `OpenAPI ${known.openapi}`}, h('p', {}, prose(known.info.description))),
    ...tags.map((tag) => [tag, all.filter(({details}) => (details.tags ?? ['Others'])[0] === tag)])
      .filter(([, entries]) => entries.length > 0)
      .map(([tag, entries]) => group(tag, known.tags?.find(({name}) => name === tag)?.description, entries)));
}
