// Addresses: #/path?query, so that every view can be sent to a colleague.

/** The parts of an address; of a name that is there twice, the last counts. */
export function parse(hash) {
  const text = hash.replace(/^#/, '') || '/';
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  return {path, query: Object.fromEntries(new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)))};
}

/** The address of a page; members without a value are left out. */
export function link(path, query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(pairs).toString();
  return `#${path}${text ? `?${text}` : ''}`;
}

const last = new Map();

/** Puts the state of a page into its address, without a step in the browser's history. */
export function remember(path, query) {
  last.set(path, query);
  history.replaceState(null, '', link(path, query));
}

/** What a page showed when it was left. */
export function remembered(path) {
  return last.get(path) ?? {};
}

/** Goes to a page. */
export function go(path, query = {}) {
  location.hash = link(path, query);
}

/** Context fields in an address carry a prefix, since they may be called anything. */
export function contextOf(query, prefix = 'c.') {
  return Object.fromEntries(Object.entries(query)
    .filter(([name, value]) => name.startsWith(prefix) && value !== '')
    .map(([name, value]) => [name.slice(prefix.length), value]));
}

export function withContext(query, context, prefix = 'c.') {
  return {...query, ...Object.fromEntries(Object.entries(context).map(([name, value]) => [prefix + name, value]))};
}
