// One operation of the API: what it takes, what it answers, and the schemas of both.

import {h} from '../dom.js';
import {head} from '../parts/layout.js';
import {openApi, operation, operations, schemas} from '../parts/openapi.js';
import {failure} from '../parts/states.js';
import {link} from '../route.js';

export async function show(view, {params: [id], signal}) {
  const crumb = h('a', {href: link('/api')}, 'API reference');
  const found = (await openApi(signal)) && operations().find((one) => one.id === id);
  if (!found) {
    view.append(head('There is no such operation', {crumb}), failure('Not found', `The server’s OpenAPI document has no operation ${id}.`));
    return;
  }
  view.append(...[head(id, {crumb, lead: found.details.summary}), operation(found), schemas(found)].filter(Boolean));
}
