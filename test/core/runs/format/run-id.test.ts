import { describe, expect, it } from 'vitest';
import { newRunId } from '#core/runs/format/run-id';
import { runId } from '#shared/contracts/schemas';

describe('newRunId', () => {
  it('is an id whatever the preset is called, sorts by time, and differs each time', () => {
    const now = new Date('2026-08-28T14:30:05Z');
    for (const preset of ['classic', 'Größe / 2 ', '', '--', 'x'.repeat(200), '../..'])
      runId.parse(newRunId(now, preset));
    expect(newRunId(now, 'classic')).toMatch(/^20260828-143005-classic-[0-9a-z]{4}$/);
    expect(new Set(Array.from({ length: 20 }, () => newRunId(now, 'classic'))).size).toBeGreaterThan(15);
  });
});
