// A list of items with scores, how it was found, and why.

import {describe} from '../api.js';
import {h} from '../dom.js';
import {day, plural, score, shortModel, signed} from '../format.js';
import {link} from '../route.js';
import {badge, bar} from './layout.js';
import {empty} from './states.js';

const SOURCES = {
  table: ['from the table', 'A row that was computed by night.'],
  live: ['scored live', 'Computed for this request, exactly as by night.'],
  popular: ['popular items', 'Filled up with, or made of, popular items.'],
};

/** How a reply was answered, by which model and how fast. */
export function answered(reply, {known = true} = {}) {
  const [text, title] = SOURCES[reply.source] ?? [reply.source ?? 'answered', null];
  return h('p', {class: 'row small'},
    badge(text, 'accent', title),
    !known && badge('user unknown to the model', 'warn', 'Answered with the popular items of the context'),
    reply.arm && badge(`arm ${reply.arm} of the split`, 'accent', reply.arm === 'a' ? 'The campaign’s own model answers this user.' : 'The other model of the split answers this user.'),
    h('span', {class: 'muted'}, `${plural(reply.items.length, 'item')} in ${reply.millis.toFixed(0)} ms`),
    h('span', {class: 'muted', title: reply.model}, 'model ', h('span', {class: 'id'}, shortModel(reply.model))));
}

/** Title over id, or the id alone; links to the item's page. */
export function itemName(campaign, itemId, known) {
  const to = link('/items', {campaign, id: itemId});
  return known?.title
    ? [h('a', {href: to, class: 'name'}, known.title), ' ', h('span', {class: 'id muted'}, itemId)]
    : h('a', {href: to, class: 'id name'}, itemId);
}

function explanation(item) {
  const text = item.metadata?.['nightjar-explanation'];
  return text ? JSON.parse(text) : null;
}

const isTime = (column, value) => column.endsWith('TIMESTAMP') && /^-?\d{1,11}$/.test(value);

/** A value of a column as people read it: points in time as days, parts with commas. */
export function shown(column, value) {
  return isTime(column, value) ? day(Number(value)) : value.replaceAll('|', ', ');
}

/** What a column is called: CREATION_TIMESTAMP is Amazon's own name for the day that an item came. */
export function columnName(column) {
  return column === 'CREATION_TIMESTAMP' ? 'created' : column;
}

/** The values of an item's columns in one line, without the title. */
export function columnsLine(known) {
  const values = Object.entries(known?.columns ?? {}).filter(([, value]) => value !== '')
    .map(([column, value]) => (isTime(column, value) ? `${columnName(column)} ${shown(column, value)}` : shown(column, value)));
  return values.length > 0 ? values.join(' · ') : null;
}

/** The parts of a logit, and the items of the history that it comes from. */
export function because(why, campaign, known) {
  const parts = [['popularity', why.popularity], ['context', why.context], ['history', why.history], ['remainder', why.remainder]]
    .filter(([, value]) => value !== 0);
  const most = Math.max(...parts.map(([, value]) => Math.abs(value)), 1e-9);
  return h('div', {class: 'why stack'},
    h('table', {class: 'parts'},
      h('caption', {}, 'Parts of the logit: +0.69 doubles the odds of the item'),
      h('tbody', {}, parts.map(([name, value]) => h('tr', {},
        h('th', {scope: 'row'}, name),
        h('td', {class: 'num'}, signed(value)),
        h('td', {class: 'wide'}, h('span', {class: `diverge ${value < 0 ? 'minus' : 'plus'}`, 'aria-hidden': 'true', vars: {share: (Math.abs(value) / most).toFixed(3)}})))))),
    why.because.length > 0 && h('p', {class: 'small'}, 'Most of the history: ',
      why.because.map(({itemId, contribution}, at) => [at > 0 && ', ',
        h('a', {href: link('/items', {campaign, id: itemId})}, known?.get(itemId)?.title ?? itemId), ` ${signed(contribution)}`])));
}

/**
 * The list. Titles come after the list is there, since they are another request.
 *
 * @param moves by id how many places an item rose against another list; undefined for none
 */
export function results(reply, campaign, {moves, note = (item) => null} = {}) {
  if (reply.items.length === 0) {
    return empty('The list is empty', 'Nothing in the catalogue passes, or no results were asked for.');
  }
  const best = Math.max(...reply.items.map((item) => item.score ?? 0));
  const scored = reply.items.some((item) => item.score !== undefined);
  const list = h('ol', {class: scored ? 'results' : 'results unscored'});
  const draw = (known) => list.replaceChildren(...reply.items.map((item, at) => {
    const why = explanation(item);
    const about = known?.get(item.itemId);
    return h('li', {},
      h('span', {class: 'rank', 'aria-hidden': 'true'}, String(at + 1)),
      h('div', {class: 'what'},
        h('p', {}, itemName(campaign, item.itemId, about), ' ', item.reason && badge(item.reason.join(', '), 'warn'), item.promotionName && badge(item.promotionName, 'warn'), note(item)),
        columnsLine(about) && h('p', {class: 'small muted line'}, columnsLine(about)),
        why && h('details', {}, h('summary', {class: 'small'}, 'Why it is here'), because(why, campaign, known))),
      moves && h('span', {class: 'moved'}, moves(item, at)),
      scored && h('span', {class: 'score'},
        h('span', {class: item.score === undefined ? 'small muted' : 'num', title: item.score === undefined ? null : String(item.score)}, score(item.score)),
        item.score !== undefined && bar(best > 0 ? item.score / best : 0)));
  }));
  draw(null);
  const ids = reply.items.flatMap((item) => [item.itemId, ...(explanation(item)?.because.map(({itemId}) => itemId) ?? [])]);
  describe(campaign, reply.model, ids).then(draw, () => {
    // Without titles the list still says everything; the ids stay.
  });
  return scored ? list : h('div', {class: 'stack'}, h('p', {class: 'hint'}, 'These items come without scores: their order is the answer.'), list);
}
