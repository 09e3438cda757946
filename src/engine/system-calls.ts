// Whether system calls can be counted here.

import { nativeAddon } from './native-addon.ts';

/**
 * Whether the kernel lets this process count system calls: as a rule root may, and others where
 * perf events are open to them. Throws what `nativeAddon` throws.
 */
export function canCountSystemCalls(): boolean {
  return nativeAddon().canCountSystemCalls();
}
