// Every profile that comes with the program. To add one, write a file in `profiles/` and name it in
// the list below; `--profile auto` tries it from then on.

import type { Profile } from '../src/profile/profile.ts';
import { seedProfile } from '../src/profile/seed.ts';
import { binaryNumberProfile } from './profiles/binary-number.ts';
import { echoNameProfiles } from './profiles/echo-name.ts';
import { magicLengthPrefixProfile } from './profiles/magic-length-prefix.ts';
import { numberSuccessorProfiles } from './profiles/number-successor.ts';
import { scriptProfile } from './profiles/script.ts';
import { textProfiles } from './profiles/text-fixed.ts';
import { fileServerProfile, sequenceNumberProfile } from './profiles/textbook-permanent.ts';
import { twoPrivateFifosProfile } from './profiles/two-private-fifos.ts';
import { unlinkAfterAckProfiles } from './profiles/unlink-after-ack.ts';

/** Profiles in the order in which `list` shows them; those of a family differ in little. */
export const profileFamilies: readonly { readonly profiles: readonly Profile[] }[] = [
  { profiles: [seedProfile] },
  { profiles: textProfiles },
  { profiles: numberSuccessorProfiles },
  { profiles: [binaryNumberProfile] },
  { profiles: echoNameProfiles },
  { profiles: unlinkAfterAckProfiles },
  { profiles: [magicLengthPrefixProfile] },
  { profiles: [sequenceNumberProfile] },
  { profiles: [fileServerProfile] },
  { profiles: [twoPrivateFifosProfile] },
  { profiles: [scriptProfile] },
];

/** All profiles; their names differ. */
export const profiles: readonly Profile[] = profileFamilies.flatMap((family) => family.profiles);

/** The profile of that name, or `undefined` where there is none. */
export function findProfile(name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name);
}
