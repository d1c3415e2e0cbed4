/** Pages come from app://wardrobe/ and from nowhere else. */
export const appScheme = 'app';
export const appHost = 'wardrobe';
export const appOrigin = `${appScheme}://${appHost}`;
export const startPage = `${appOrigin}/index.html`;

/** True for addresses of the app's own pages and files. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}
