// How a run of the jobs went: its outcome, its sums, whether it still lives, and how old is too old.

import {get} from '../api.js';
import {h} from '../dom.js';
import {age, count, duration, moment} from '../format.js';
import {link} from '../route.js';
import {badge} from './layout.js';

const OUTCOMES = {succeeded: 'good', refused: 'warn', failed: 'bad', running: 'accent'};

/** Minutes without a sign after which a run that says it is running was killed, most likely. */
const SILENT = 30;

/** Hours after which a night was missed: one and a half of its days. */
const STALE = 36;

/** Whether a run says that it is running, and has not written for long. */
export function isSilent(run) {
  return run.outcome === 'running' && run.updated !== undefined && Date.now() - Date.parse(run.updated) > SILENT * 60_000;
}

/** How a run or a step ended. */
export function outcome(run) {
  return isSilent(run) ? badge('no sign of life', 'warn', `It says that it is running, and wrote last ${age(run.updated)} ago`)
    : badge(run.outcome, OUTCOMES[run.outcome] ?? '');
}

/** A count over all steps; null when no step has it. */
export function total(run, name) {
  const values = run.steps.map((step) => step.counts?.[name]).filter((value) => value !== undefined);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
}

/** Rejected rows, marked when there are any. */
export function rejected(run) {
  const rows = total(run, 'rejectedRows');
  return rows > 0 ? badge(count(rows), 'warn') : count(rows);
}

/** "5 hours old", marked when a night was missed. */
export function nightAge(iso, words) {
  const late = Date.now() - Date.parse(iso) > STALE * 3_600_000;
  return late ? h('span', {class: 'late', title: `more than ${STALE} hours`}, words(age(iso))) : words(age(iso));
}

/** Commands that make a night: all the jobs in one. */
const NIGHTS = ['nightly', 'demo'];

/** The newest night; the newest run of any job where there was none; null when nothing is recorded or can be asked. */
export async function lastNight(signal) {
  try {
    const {runs} = await get('runs', {}, signal);
    return runs.find(({command}) => NIGHTS.includes(command)) ?? runs[0] ?? null;
  } catch (problem) {
    if (problem.name === 'AbortError') {
      throw problem;
    }
    return null;
  }
}

/** One line of a night: how it went, when, what it set aside, and the way to the rest. */
export function nightStrip(run) {
  const rows = total(run, 'rejectedRows');
  return h('section', {class: 'night', 'aria-label': 'Last night'},
    h('h2', {}, 'Last night'),
    outcome(run),
    h('span', {title: moment(run.started)}, nightAge(run.started, (text) => `${text} ago`)),
    run.outcome !== 'running' && h('span', {class: 'muted'}, `took ${duration(run.seconds * 1000)}`),
    rows !== null && (rows > 0 ? badge(`${count(rows)} rows rejected`, 'warn') : h('span', {class: 'muted'}, 'no row rejected')),
    run.reason && h('span', {class: 'reason'}, run.reason),
    h('a', {href: link(`/runs/${encodeURIComponent(run.run)}`)}, 'What it did'));
}
