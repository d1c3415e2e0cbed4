import { noBreak } from './numbers';

/** A clock for what counts down: 2 → "0:02", 754 → "12:34", 3700 → "1:01:40". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A length of time in words: 0.34 → "0.3 s", 12 → "12 s", 200 → "3 min 20 s", 4000 → "1 h 7 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)}${noBreak}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${noBreak}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60)
    return whole % 60 ? `${minutes}${noBreak}min ${whole % 60}${noBreak}s` : `${minutes}${noBreak}min`;
  return `${Math.floor(minutes / 60)}${noBreak}h ${minutes % 60}${noBreak}min`;
}

const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** An ISO time as "24 Nov, 15:03", in the machine's time zone. */
export function formatWhen(iso: string): string {
  return dateTime.format(new Date(iso));
}

/** A length of time that is only estimated, in one unit or two: 1.4 → "2 s", 112 → "1 min 50 s", 754 → "13 min", 9000 → "2.5 h". */
export function formatRoughly(seconds: number): string {
  if (seconds < 58) return `${Math.max(1, Math.ceil(seconds))}${noBreak}s`;
  if (seconds < 292) return formatDuration(Math.round(seconds / 10) * 10);
  if (seconds < 59.5 * 60) return `${Math.round(seconds / 60)}${noBreak}min`;
  const hours = seconds / 3600;
  return `${hours < 9.95 ? Number(hours.toFixed(1)) : Math.round(hours)}${noBreak}h`;
}
