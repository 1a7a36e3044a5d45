// Talks to the server. Every failure becomes an Error whose message can be shown.

export class ApiError extends Error {
  constructor(status, type, message) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(`api/${path}`, options);
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(0, 'Unreachable', 'The server does not answer. Is it still running?');
  }
  const text = await response.text();
  let body;
  try {
    body = text === '' ? null : JSON.parse(text);
  } catch {
    throw new ApiError(response.status, 'NoJson', `The server answered ${response.status} with something that is not JSON.`);
  }
  if (!response.ok) {
    const type = response.headers.get('x-amzn-ErrorType') ?? `Status ${response.status}`;
    throw new ApiError(response.status, type, body?.message ?? `The server answered ${response.status}.`);
  }
  return {body, headers: response.headers, text};
}

export async function get(path, query = {}, signal = undefined) {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')).toString();
  return (await call(text ? `${path}?${text}` : path, {signal})).body;
}

function posting(value, headers, signal) {
  return {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify(value),
    signal,
  };
}

export async function post(path, value, signal = undefined) {
  return (await call(path, posting(value, {}, signal))).body;
}

/** One operation of the runtime: the reply with what its headers and the clock say. */
export async function ask(operation, request, {explain = false, campaign = null, model = null, signal} = {}) {
  const path = operation === 'GetPersonalizedRanking' ? 'personalize-ranking' : 'recommendations';
  const start = performance.now();
  const reply = await call(
    model ? `campaigns/${encodeURIComponent(campaign)}/models/${model}/${path}` : path,
    posting(request, explain ? {'x-nightjar-explain': 'true'} : {}, signal));
  return {
    body: reply.body,
    items: reply.body.itemList ?? reply.body.personalizedRanking,
    model: reply.headers.get('x-nightjar-model'),
    source: reply.headers.get('x-nightjar-source'),
    arm: reply.headers.get('x-nightjar-arm'),
    millis: performance.now() - start,
  };
}

let known = null;
let asked = 0;

/** The overview, at most two seconds old. */
export async function overview({fresh = false} = {}) {
  if (fresh || known === null || performance.now() - asked > 2000) {
    asked = performance.now();
    known = get('overview');
    known.catch(() => {
      known = null;
    });
  }
  return known;
}

/** Titles of items, by id; those asked for before are not asked for again. */
const titles = new Map();

export async function describe(campaign, model, ids) {
  const key = (id) => `${model}/${id}`;
  const missing = [...new Set(ids)].filter((id) => !titles.has(key(id)));
  for (let from = 0; from < missing.length; from += 500) {
    const part = missing.slice(from, from + 500);
    const {items} = await post(`campaigns/${encodeURIComponent(campaign)}/items`, {ids: part});
    part.forEach((id) => titles.set(key(id), items[id] ?? {}));
  }
  return new Map(ids.map((id) => [id, titles.get(key(id))]));
}
