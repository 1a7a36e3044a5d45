// The fields of a question: campaign, user or item, context, filter. Used by every page that asks.

import {get} from '../api.js';
import {h, newId} from '../dom.js';
import {combobox} from './combobox.js';

const SEARCHED = 12;

export const ARN = 'arn:aws:personalize:us-east-1:000000000000:';

/** A drop-down. Options are [value, text]. */
export function select(label, options, value, onchange, hint) {
  const id = newId('select');
  const field = h('select', {id, onchange: () => onchange(field.value)},
    options.map(([key, text]) => h('option', {value: key, selected: key === value}, text)));
  return h('div', {}, h('label', {for: id}, label), field, hint && h('p', {class: 'hint'}, hint));
}

export function number(label, value, min, max, onchange) {
  const id = newId('number');
  const field = h('input', {id, type: 'number', min: String(min), max: String(max), value: String(value), inputmode: 'numeric', placeholder: '25, unless it is said',
    onchange: () => onchange(field.value)});
  return h('div', {}, h('label', {for: id}, label), field);
}

export function checkbox(label, checked, onchange) {
  const field = h('input', {type: 'checkbox', checked, onchange: () => onchange(field.checked)});
  return h('label', {class: 'check'}, field, label);
}

export function campaignSelect(campaigns, value, onchange, label = 'Campaign') {
  return select(label, campaigns.map(({name, recipe}) => [name, `${name} (${recipe.replace('aws-', '')})`]), value, onchange);
}

/** Searches the users of a campaign's model by how their ids begin. */
export function userField(campaign, value, onpick, label = 'User') {
  return combobox({
    label, value, onpick, placeholder: 'Type the beginning of an id',
    search: (prefix, signal) => get(`campaigns/${encodeURIComponent(campaign)}/users`, {prefix, limit: SEARCHED}, signal)
      .then(({users, more}) => ({options: users.map((id) => ({id})), more})),
  });
}

/** Searches items by id or title. */
export function itemField(campaign, value, onpick, label = 'Item') {
  return combobox({
    label, value, onpick, placeholder: 'Type a title or an id',
    search: (text, signal) => get(`campaigns/${encodeURIComponent(campaign)}/items`, {q: text, limit: SEARCHED}, signal)
      .then(({items, more}) => ({options: items.map(({itemId, title}) => ({id: itemId, title})), more})),
  });
}

/** One drop-down per context field, of the values that the model knows. */
export function contextFields(campaign, context, onchange, legend = 'Context') {
  const fields = Object.entries(campaign.contextFields);
  if (fields.length === 0) {
    return h('p', {class: 'hint'}, 'The model knows no context.');
  }
  return h('fieldset', {}, h('legend', {}, legend), fields.map(([name, values]) =>
    select(name, [['', 'any'], ...values.map((value) => [value, value])], context[name] ?? '', (value) => {
      const next = {...context};
      if (value === '') {
        delete next[name];
      } else {
        next[name] = value;
      }
      onchange(next);
    })));
}

/** A filter of the store, with a field for each value that it asks for. */
export function filterFields(filters, chosen, values, onchange) {
  if (filters.length === 0) {
    return null;
  }
  const filter = filters.find(({name}) => name === chosen);
  return h('fieldset', {}, h('legend', {}, 'Filter'),
    select('Name', [['', 'none'], ...filters.map(({name}) => [name, name])], chosen ?? '', (name) => onchange(name, {})),
    filter && h('p', {class: 'hint'}, h('code', {}, filter.expression)),
    filter?.placeholders.map((name) => {
      const id = newId('value');
      const field = h('input', {id, value: values[name] ?? '', onchange: () => onchange(chosen, {...values, [name]: field.value})});
      return h('div', {}, h('label', {for: id}, `$${name}`), field, h('p', {class: 'hint'}, 'Several values are separated by commas.'));
    }));
}

/** Drama, Comedy as "Drama","Comedy", which is how Personalize wants values. */
export function quoted(text) {
  return text.trim().startsWith('"') ? text.trim()
    : text.split(',').map((part) => `"${part.trim().replaceAll('"', '\\"')}"`).join(',');
}

/** The members that name a filter in a request. */
export function filterMembers(filter, values) {
  if (!filter) {
    return {};
  }
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '').map(([name, value]) => [name, quoted(value)]);
  return {filterArn: `${ARN}filter/${filter}`, ...(given.length > 0 && {filterValues: Object.fromEntries(given)})};
}

/** How many results a request asks for; a blank leaves it to the server. */
export function countMember(text) {
  return text.trim() === '' ? {} : {numResults: Number(text)};
}

/** A blank in an address, where what is not there means the page's own default. */
const BLANK = 'blank';

/** The number of results of an address. */
export function countOf(text, otherwise) {
  return text === BLANK ? '' : text ?? otherwise;
}

/** The number of results in an address. */
export function countText(text) {
  return text.trim() === '' ? BLANK : text;
}

/** Values that the chosen filter cannot do without, by name: EXCLUDE lets everything pass without them. */
export function missingValues(filters, chosen, values) {
  const filter = filters.find(({name}) => name === chosen);
  return !filter || filter.expression.startsWith('EXCLUDE') ? []
    : filter.placeholders.filter((name) => (values[name] ?? '').trim() === '');
}

/** Whether a campaign's model knows a user: the id itself comes first among those that begin with it. */
export async function knowsUser(campaign, id, signal) {
  const {users} = await get(`campaigns/${encodeURIComponent(campaign)}/users`, {prefix: id, limit: 1}, signal);
  return users[0] === id;
}

/** The context of a request, of the fields that the campaign's model knows. */
export function contextMember(campaign, context) {
  const known = Object.entries(context).filter(([name]) => name in campaign.contextFields);
  return known.length > 0 ? {context: Object.fromEntries(known)} : {};
}

/** The campaign of an address, else the first that fits. */
export function chosenCampaign(campaigns, name) {
  return campaigns.find((campaign) => campaign.name === name) ?? campaigns[0];
}
