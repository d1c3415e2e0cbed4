import type { settingsContract } from '#shared/contracts/settings';
import type { HandlersOf } from '#shared/define-contract';
import type { SettingsStore } from '../settings/settings-store';

export function settingsHandlers(settings: SettingsStore): HandlersOf<typeof settingsContract> {
  return {
    get: () => settings.get(),
    set: (changed) => settings.set(changed),
  };
}
