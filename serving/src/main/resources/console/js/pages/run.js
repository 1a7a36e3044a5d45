// One run of the jobs: its steps on one line of time, what each counted, and what went wrong.

import {get} from '../api.js';
import {h} from '../dom.js';
import {age, bytes, count, duration, moment, shortModel} from '../format.js';
import {badge, code, facts, head, panel, table} from '../parts/layout.js';
import {empty, failure} from '../parts/states.js';
import {link} from '../route.js';
import {outcome, total} from './runs.js';

const WORDS = {rowsRead: 'rows read', rejectedRows: 'rows rejected'};

/** Minutes without a sign after which a run that says it is running was killed, most likely. */
const SILENT = 30;

function counts(step) {
  return Object.entries(step.counts ?? {}).map(([name, value]) => {
    const text = name === 'bytes' ? bytes(value) : `${count(value)} ${WORDS[name] ?? name}`;
    return badge(text, name === 'rejectedRows' && value > 0 ? 'warn' : '');
  });
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
        h('td', {class: 'long'}, step.result && h('p', {}, step.result), h('p', {class: 'chips'}, counts(step))),
        h('td', {class: 'num'}, duration(step.seconds * 1000)),
        h('td', {class: 'wide'}, h('span', {class: 'track gantt', 'aria-hidden': 'true'},
          h('span', {class: `fill ${step.outcome === 'failed' ? 'amber' : ''}`, vars: {from: Math.min(0.99, from).toFixed(4), share: Math.max(0.006, Math.min(1 - from, step.seconds / whole)).toFixed(4)}}))));
    }));
}

export async function show(view, {params: [id], signal}) {
  const run = await get(`runs/${encodeURIComponent(id)}`, {}, signal);
  const silent = run.outcome === 'running' && Date.now() - Date.parse(run.updated) > SILENT * 60_000;
  const rejected = total(run, 'rejectedRows');
  view.append(head(`${run.command} of ${moment(run.started)}`, {
    crumb: h('a', {href: link('/runs')}, 'Nightly runs'), badges: [outcome(run)],
  }));
  if (run.reason) {
    view.append(failure(run.outcome === 'refused' ? 'The model is not good enough to be published' : 'The run failed', run.reason));
  }
  if (silent) {
    view.append(h('div', {class: 'notice warn'}, h('strong', {}, 'No sign of life'), h('p', {}, `It says that it is running, and wrote last ${age(run.updated)} ago: its process may have been killed. What it published before stays; the next run starts afresh.`)));
  }
  view.append(panel('In short', {},
    facts([
      ['Took', duration(run.seconds * 1000), 'big'],
      ['Rows read', count(total(run, 'rowsRead'))],
      ['Rows rejected', rejected > 0 ? badge(count(rejected), 'warn') : count(rejected)],
      run.recipe && ['Recipe', run.recipe],
      run.campaigns.length > 0 && ['Campaigns', run.campaigns.map((name, at) => [at > 0 && ', ', h('a', {href: link(`/campaigns/${encodeURIComponent(name)}`)}, name)])],
      run.model && ['Model', h('span', {class: 'id', title: run.model}, shortModel(run.model))],
    ])),
  panel('Steps', {aside: `${run.steps.length} steps`}, run.steps.length > 0 ? timeline(run) : empty('No step began', 'It stopped before the first one.')));
  if (run.warnings.length > 0) {
    view.append(panel('Warnings', {aside: String(run.warnings.length)}, h('ul', {class: 'lines'}, run.warnings.map((line) => h('li', {}, line)))));
  }
  view.append(panel('How it was called', {}, code([`bin/nightjar ${run.command}`, ...run.arguments].join(' '), 'command')));
}
