const key = 'left-runs';
/** Older ones are no longer the newest run that was broken off, so nobody would be asked about them. */
const most = 50;

/** Which broken-off runs the user wants to leave as they are; kept beside the window's own files. */
export class LeftRuns {
  all(): string[] {
    try {
      const ids: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]');
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    } catch {
      return [];
    }
  }

  /** Returns all that are left then. */
  add(id: string): string[] {
    const ids = [id, ...this.all().filter((other) => other !== id)].slice(0, most);
    try {
      window.localStorage.setItem(key, JSON.stringify(ids));
    } catch {
      // Then the question comes again after the next start, which loses nothing.
    }
    return ids;
  }
}
