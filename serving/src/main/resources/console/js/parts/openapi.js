// The OpenAPI document of the server, made readable.

import {h} from '../dom.js';
import {badge, code, panel, table} from './layout.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'];

let documentOf = null;

/** The document; null when the server has none. */
export async function openApi(signal) {
  if (documentOf === null) {
    const reply = await fetch('../openapi.json', {signal});
    documentOf = reply.ok ? await reply.json() : null;
  }
  return documentOf;
}

/** Every operation of the document: its path, method, details, and the name that its address has. */
export function operations() {
  return Object.entries(documentOf.paths ?? {}).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => ({
    path, method, id: item[method].operationId ?? `${method}${path.replace(/\W+/g, '-')}`,
    details: {...item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])]},
  })));
}

/** Follows a reference inside the document. */
function resolve(value) {
  if (!value?.$ref) {
    return value ?? {};
  }
  return value.$ref.replace(/^#\//, '').split('/').reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], documentOf) ?? {};
}

const nameOf = (value) => value?.$ref?.split('/').pop() ?? null;

/** A type in a few words. */
function type(schema) {
  const named = nameOf(schema);
  if (named) {
    return h('a', {href: `#schema-${named}`, onclick: (event) => {
      event.preventDefault();
      const target = document.getElementById(`schema-${named}`);
      target?.scrollIntoView();
      target?.focus({preventScroll: true});
    }}, named);
  }
  const types = [schema?.type ?? (schema?.properties ? 'object' : 'any')].flat().join(' or ');
  if (schema?.items) {
    return ['list of ', type(schema.items)];
  }
  if (schema?.additionalProperties && typeof schema.additionalProperties === 'object') {
    return ['object of ', type(schema.additionalProperties)];
  }
  return schema?.enum ? `one of ${schema.enum.join(', ')}` : types;
}

function limits(schema) {
  const {minLength, maxLength, minimum, maximum, maxItems, minItems, pattern, maxProperties, format} = resolve(schema);
  const range = (low, high, unit) => (low === undefined && high === undefined ? null
    : low === undefined ? `at most ${high} ${unit}` : high === undefined ? `at least ${low} ${unit}` : `${low} to ${high} ${unit}`);
  return [range(minLength, maxLength, 'characters'), range(minimum, maximum, ''), range(minItems, maxItems, 'entries'),
    range(undefined, maxProperties, 'members'), format, pattern && h('code', {}, pattern)].filter(Boolean).flatMap((part, at) => (at > 0 ? [', ', part] : [part]));
}

/** Markdown's back-ticks as code; the rest as it is. */
export function prose(text) {
  return (text ?? '').split('`').map((part, at) => (at % 2 === 1 ? h('code', {}, part) : part));
}

function members(title, schema) {
  const known = resolve(schema);
  const properties = Object.entries(known.properties ?? {});
  if (properties.length === 0) {
    return h('p', {}, type(known));
  }
  return table(title, ['Member', 'Type', 'Meaning'], properties.map(([name, property]) => h('tr', {},
    h('th', {scope: 'row'}, h('code', {}, name), known.required?.includes(name) && [' ', badge('required', 'accent')]),
    h('td', {}, type(property)),
    h('td', {class: 'long'}, h('p', {}, prose(property.description ?? resolve(property).description)), limits(property).length > 0 && h('p', {class: 'small muted'}, limits(property))))));
}

function content(title, part) {
  return Object.entries(part?.content ?? {}).map(([media, {schema, example, examples}]) => {
    const shown = example ?? Object.values(examples ?? {})[0]?.value;
    return h('div', {class: 'stack'},
      h('p', {class: 'small muted'}, media, nameOf(schema) && [', ', type(schema)]),
      schema && media.includes('json') && members(`${title}, ${media}`, schema),
      shown !== undefined && code(typeof shown === 'string' ? shown : JSON.stringify(shown, null, 2), `${title}, example`));
  });
}

/** The method and the path. */
export function signature({path, method}) {
  return [h('span', {class: method === 'post' ? 'method post' : 'method'}, method.toUpperCase()), ' ', h('code', {}, path)];
}

/** Names of the schemas that a part of the document leads to, in the order in which they are met. */
function schemasOf(part, found = new Set()) {
  if (part !== null && typeof part === 'object') {
    const name = part.$ref?.startsWith('#/components/schemas/') ? nameOf(part) : null;
    if (name !== null && found.has(name)) {
      return found;
    }
    if (name !== null) {
      found.add(name);
    }
    Object.values(part.$ref ? resolve(part) : part).forEach((inner) => schemasOf(inner, found));
  }
  return found;
}

/** The schemas that an operation takes and answers with. */
export function schemas({details}) {
  const names = [...schemasOf(details)];
  return names.length === 0 ? null : panel('Schemas', {aside: String(names.length)}, names.map((name) => {
    const schema = documentOf.components.schemas[name];
    return h('section', {class: 'stack', id: `schema-${name}`, tabindex: '-1', 'aria-label': name},
      h('h3', {}, h('code', {}, name)), schema.description && h('p', {}, prose(schema.description)), members(`Members of ${name}`, schema));
  }));
}

/** One operation: what it takes, and what it answers. */
export function operation({path, method, details}) {
  const parameters = [...(details.parameters ?? [])].map(resolve);
  return panel(signature({path, method}), {className: 'operation'},
    h('p', {}, prose(details.description)),
    parameters.length > 0 && table(`Parameters of ${method} ${path}`, ['Parameter', 'Type', 'Meaning'], parameters.map((one) => h('tr', {},
      h('th', {scope: 'row'}, h('code', {}, one.name), ' ', badge(one.in), one.required && [' ', badge('required', 'accent')]),
      h('td', {}, type(one.schema)), h('td', {class: 'long'}, h('p', {}, prose(one.description)), limits(one.schema).length > 0 && h('p', {class: 'small muted'}, limits(one.schema)))))),
    details.requestBody && h('details', {open: true}, h('summary', {}, 'Request body'), content(`Request body of ${method} ${path}`, resolve(details.requestBody))),
    h('h3', {}, 'Replies'),
    Object.entries(details.responses ?? {}).map(([status, reply]) => {
      const known = resolve(reply);
      return h('details', {}, h('summary', {}, badge(status, status.startsWith('2') ? 'good' : 'warn'), ' ', prose(known.description)), content(`Reply ${status} of ${method} ${path}`, known));
    }));
}
