// The last nights: did they go well, what did they read and reject, how long did they take.

import {get} from '../api.js';
import {h} from '../dom.js';
import {age, count, duration, moment, shortModel} from '../format.js';
import {head, panel, table} from '../parts/layout.js';
import {outcome, rejected, total} from '../parts/night.js';
import {empty} from '../parts/states.js';
import {link} from '../route.js';

export async function show(view, {signal}) {
  const {runs} = await get('runs', {}, signal);
  view.append(head('Nightly runs', {lead: 'What each run of the jobs did, step by step.'}));
  if (runs.length === 0) {
    view.append(empty('No run is recorded yet', 'bin/nightjar nightly writes one file per run to runs/ of the store.'));
    return;
  }
  const longest = Math.max(...runs.map((run) => run.seconds), 0.001);
  view.append(panel('Runs', {aside: `${runs.length} newest`},
    table('Runs, newest first', ['Started', 'Command', 'Outcome', 'Model', ['Rows read', 'num'], ['Rejected', 'num'], ['Took', 'num'], h('span', {class: 'hidden'}, 'Drawn')],
      runs.map((run) => h('tr', {},
        h('th', {scope: 'row'}, h('a', {href: link(`/runs/${encodeURIComponent(run.run)}`)}, moment(run.started)), h('div', {class: 'small muted'}, `${age(run.started)} ago`)),
        h('td', {}, run.command),
        h('td', {}, outcome(run)),
        h('td', {class: 'id', title: run.model}, shortModel(run.model)),
        h('td', {class: 'num'}, count(total(run, 'rowsRead'))),
        h('td', {class: 'num'}, rejected(run)),
        h('td', {class: 'num'}, duration(run.seconds * 1000)),
        h('td', {class: 'wide'}, h('span', {class: 'track', 'aria-hidden': 'true'}, h('span', {class: `fill ${run.outcome === 'failed' ? 'amber' : ''}`, vars: {share: (run.seconds / longest).toFixed(4)}}))))))));
}
