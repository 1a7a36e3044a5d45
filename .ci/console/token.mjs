// The console of a server whose admin port asks for a token.

import assert from 'node:assert/strict';

export async function withToken({browser, guarded, token, watch, settled}) {
  const refused = await fetch(`${guarded}/console/api/overview`);
  assert.equal(refused.status, 401, 'nobody may ask without the token');
  const context = await browser.newContext({httpCredentials: {username: 'anybody', password: token}});
  const page = await context.newPage();
  watch(page, 'token');
  await page.goto(`${guarded}/console/`);
  await settled(page);
  await page.getByRole('link', {name: 'demo', exact: true}).click();
  await settled(page);
  await page.getByRole('link', {name: 'Try it'}).first().click();
  await settled(page);
  const user = page.getByRole('combobox', {name: 'User'});
  await user.fill('somebody-new');
  await user.press('Enter');
  await page.locator('ol.results > li').first().waitFor();
  await context.close();
  console.log('flow: withToken');
}
