// One run of the jobs: its steps on one line of time, what each counted, and what went wrong.

import {get} from '../api.js';
import {h} from '../dom.js';
import {age, bytes, count, duration, moment, plural, shortModel} from '../format.js';
import {badge, code, facts, head, panel, table} from '../parts/layout.js';
import {live} from '../parts/live.js';
import {isSilent, outcome, rejected, total} from '../parts/night.js';
import {empty, failure} from '../parts/states.js';
import {link} from '../route.js';

const WORDS = {rowsRead: ['row read', 'rows read'], queries: ['query', 'queries']};

/** Whether a step's own words have a number already. */
function says(text, number) {
  return new RegExp(`(^|[^\\d.,])${number.replaceAll('.', '\\.')}($|[^\\d.,]|[.,](\\D|$))`).test(text ?? '');
}

/** What a step counted and its own words do not say; rejected rows in any case. */
function counts(step) {
  return Object.entries(step.counts ?? {}).map(([name, value]) => {
    if (name === 'rejectedRows' && value > 0) {
      return badge(plural(value, 'row rejected', 'rows rejected'), 'warn');
    }
    if (name === 'bytes') {
      return /\d [KMGT]?i?B\b/.test(step.result ?? '') ? null : badge(bytes(value));
    }
    if (name === 'rejectedRows' || says(step.result, count(value))) {
      return null;
    }
    return badge(plural(value, ...(WORDS[name] ?? [name.replace(/s$/, '')])));
  }).filter(Boolean);
}

function timeline(run) {
  const start = Date.parse(run.started);
  const whole = Math.max(run.seconds, 0.001);
  return table('Steps of the run', ['Step', 'Outcome', 'What came out', ['Took', 'num'], h('span', {class: 'hidden'}, 'Drawn')],
    run.steps.map((step) => {
      const from = Math.max(0, (Date.parse(step.started) - start) / 1000 / whole);
      return h('tr', {},
        h('th', {scope: 'row'}, step.name),
        h('td', {}, outcome(step)),
        h('td', {class: 'long'}, step.result && h('p', {}, step.result), counts(step).length > 0 && h('p', {class: 'chips'}, counts(step))),
        h('td', {class: 'num'}, duration(step.seconds * 1000)),
        h('td', {class: 'wide'}, h('span', {class: 'track gantt', 'aria-hidden': 'true'},
          h('span', {class: `fill ${step.outcome === 'failed' ? 'amber' : ''}`, vars: {from: Math.min(0.99, from).toFixed(4), share: Math.max(0.006, Math.min(1 - from, step.seconds / whole)).toFixed(4)}}))));
    }));
}

function draw(view, run) {
  view.append(head(`${run.command} of ${moment(run.started)}`, {
    crumb: h('a', {href: link('/runs')}, 'Nightly runs'), badges: [outcome(run)],
  }));
  if (run.reason) {
    view.append(failure(run.outcome === 'refused' ? 'The model is not good enough to be published' : 'The run failed', run.reason));
  }
  if (isSilent(run)) {
    view.append(h('div', {class: 'notice warn'}, h('strong', {}, 'No sign of life'), h('p', {}, `It says that it is running, and wrote last ${age(run.updated)} ago: its process may have been killed. What it published before stays; the next run starts afresh.`)));
  }
  view.append(panel('In short', {},
    facts([
      ['Took', duration(run.seconds * 1000), 'big'],
      ['Rows read', count(total(run, 'rowsRead'))],
      ['Rows rejected', rejected(run)],
      run.recipe && ['Recipe', run.recipe],
      run.campaigns.length > 0 && ['Campaigns', run.campaigns.map((name, at) => [at > 0 && ', ', h('a', {href: link(`/campaigns/${encodeURIComponent(name)}`)}, name)])],
      run.model && ['Model', h('span', {class: 'id', title: run.model}, shortModel(run.model))],
    ])),
  panel('Steps', {aside: plural(run.steps.length, 'step')}, run.steps.length > 0 ? timeline(run) : empty('No step began', 'It stopped before the first one.')));
  if (run.warnings.length > 0) {
    view.append(panel('Warnings', {aside: String(run.warnings.length)}, h('ul', {class: 'lines'}, run.warnings.map((line) => h('li', {}, line)))));
  }
  view.append(panel('How it was called', {}, code([`bin/nightjar ${run.command}`, ...run.arguments].join(' '), 'command')));
}

export async function show(view, {params: [id], signal}) {
  await live(view, signal, (now) => get(`runs/${encodeURIComponent(id)}`, {}, now), (run) => draw(view, run),
    (run) => run.outcome === 'running' && !isSilent(run));
}
