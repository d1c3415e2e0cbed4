import type { Finding } from './finding';

/** What a finding is called where there is little room: its title up to the colon. */
export const markWords = ({ title }: Finding): string => title.split(':', 1)[0] ?? title;
