// Uses the console as people do: check.mjs ADMIN RUNTIME SCREENSHOTS GUARDED TOKEN
//
// ADMIN and RUNTIME are the ports of a server, GUARDED the admin port of another that asks for TOKEN.
//
// Every page in light, dark and on a phone: no console errors, no failing or foreign requests, nothing wider than
// the screen, no violations that axe knows. Then the flows: keyboard, questions, comparison, splits, rollback, the token.

import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {flows} from './flows.mjs';
import {withToken} from './token.mjs';

const [admin, runtime, screenshots, guarded, token] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(screenshots, {recursive: true});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const overview = await (await fetch(`${admin}/console/api/overview`)).json();
const demo = overview.campaigns.find(({name}) => name === 'demo');
assert.ok(demo, 'the store must have the campaign demo');
const {runs} = await (await fetch(`${admin}/console/api/runs`)).json();
const users = (await (await fetch(`${admin}/console/api/campaigns/demo/users?prefix=user-00&limit=2`)).json()).users;
const items = (await (await fetch(`${admin}/console/api/campaigns/demo/items?q=&limit=30`)).json()).items;

const PAGES = [
  ['campaigns', '#/'],
  ['campaign', '#/campaigns/demo'],
  ['campaign-refused', '#/campaigns/broken'],
  ['campaign-split', '#/campaigns/halves'],
  ['campaign-popular', '#/campaigns/popular'],
  ['try', `#/try?campaign=demo&user=${users[0]}&n=10&c.DEVICE=tv&c.DAYPART=evening`],
  ['try-explained', `#/try?campaign=demo&user=${users[0]}&n=6&explain=1`],
  ['try-boto3', `#/try?campaign=demo&user=${users[0]}&n=3&c.DEVICE=tv&tab=3`],
  ['try-empty', '#/try?campaign=demo'],
  ['try-filter', `#/try?campaign=demo&user=${users[0]}&n=8&filter=genre&v.GENRES=Crime`],
  ['try-value-missing', `#/try?campaign=demo&user=${users[0]}&filter=genre`],
  ['try-split', `#/try?campaign=halves&user=${users[0]}&n=4`],
  ['try-popular', '#/try?campaign=popular&n=4'],
  ['try-unknown', '#/try?campaign=demo&user=somebody-new&n=4'],
  ['compare', `#/compare?n=12&a.campaign=demo&b.campaign=demo&a.user=${users[0]}&b.user=${users[0]}&a.c.DEVICE=tv&b.c.DEVICE=mobile`],
  ['rank', `#/rank?campaign=demo-ranking&user=${users[0]}&ids=${items.slice(0, 12).map(({itemId}) => itemId).join(',')},no-such-film`],
  ['items', '#/items?campaign=demo'],
  ['item', `#/items?campaign=demo&id=${items[3].itemId}`],
  ['item-unknown', '#/items?campaign=demo&id=no-such-film'],
  ['users', '#/users?campaign=demo'],
  ['user', `#/users?campaign=demo&id=${users[0]}`],
  ['user-unknown', '#/users?campaign=demo&id=somebody-new'],
  ['runs', '#/runs'],
  ['run', `#/runs/${runs[0].run}`],
  ['run-killed', '#/runs/20250103T030000000Z-0000dead'],
  ['api', '#/api'],
  ['api-operation', '#/api/GetRecommendations'],
  ['no-such-page', '#/nowhere'],
];

const LOOKS = [
  ['light', {colorScheme: 'light', viewport: {width: 1360, height: 900}}],
  ['dark', {colorScheme: 'dark', viewport: {width: 1360, height: 900}}],
  ['phone', {colorScheme: 'light', viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true}],
];

const wrong = [];

/** A page that reports what must not happen. Failing requests that a flow expects are named by expected(). */
function watch(page, name) {
  const expected = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.some((text) => message.location().url.includes(text) || message.text().includes(text))) {
      wrong.push(`${name}: the browser's console says: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => wrong.push(`${name}: a script failed: ${error.message}`));
  page.on('request', (request) => {
    if (![admin, guarded].some((own) => request.url().startsWith(`${own}/`)) && !request.url().startsWith('data:')) {
      wrong.push(`${name}: something from elsewhere: ${request.url()}`);
    }
  });
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      wrong.push(`${name}: ${request.url()} failed: ${request.failure()?.errorText}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !expected.some((text) => response.url().includes(text))) {
      wrong.push(`${name}: ${response.status()} ${response.url()}`);
    }
  });
  return {expect: (text) => expected.push(text)};
}

async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('main[aria-busy]') && !document.querySelector('main .wait'));
  await page.waitForLoadState('networkidle');
}

async function lookAt(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) {
    wrong.push(`${name}: ${wide} pixels wider than the screen`);
  }
  const cut = await page.evaluate(() => [...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel));
  if (name.endsWith('-phone') && cut.length > 0) {
    wrong.push(`${name}: a table goes beyond the screen: ${cut}`);
  }
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => globalThis.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
  for (const {id, help, nodes} of violations) {
    wrong.push(`${name}: ${id}: ${help}: ${nodes.slice(0, 3).map(({html, failureSummary}) => `${html.slice(0, 160)} (${failureSummary?.split('\n')[1]?.trim()})`).join(' | ')}`);
  }
  await page.screenshot({path: join(screenshots, `${name}.png`), fullPage: true});
}

try {
  for (const [look, settings] of LOOKS) {
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    const watched = watch(page, look);
    watched.expect('/openapi.json');
    for (const [name, address] of PAGES) {
      await page.goto(`${admin}/console/${address}`);
      await settled(page);
      await lookAt(page, `${name}-${look}`);
    }
    await context.close();
    console.log(`${PAGES.length} pages looked at: ${look}`);
  }
  const context = await browser.newContext({viewport: {width: 1360, height: 900}, colorScheme: 'light'});
  await flows({context, admin, runtime, users, items, demo, watch, settled, screenshots});
  await context.close();
  await withToken({browser, guarded, token, watch, settled});
} finally {
  await browser.close();
}
wrong.forEach((line) => console.error(line));
assert.equal(wrong.length, 0, `${wrong.length} things are wrong`);
