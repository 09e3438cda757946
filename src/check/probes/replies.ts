// Replies held against the profile: to several requests of a session, and again in another one.

import type { Profile } from '../../profile/profile.ts';
import { failedBy, inWords } from '../heard-words.ts';
import { type Probe, passed, skipsSingleSession } from '../probe.ts';
import { wrongReply } from '../remedies.ts';

/** Of each length that the profile lets through; letters, since some servers change their case. */
const payloads = ['a', 'Fifobench', 'the quick brown fox jumps over the lazy dog'];

/** The probe. */
export const replies: Probe = {
  name: 'replies',
  question: 'Is each reply what the profile promises, also the second time?',
  skips: ({ operation }) =>
    operation.pattern === 'none' || operation.reply === undefined ? 'There are no replies.' : null,
  ask: async (trial) => {
    const texts = payloadsFor(trial.profile);
    const sessionCount = skipsSingleSession(trial.profile) === null ? 2 : 1;
    for (let session = 0; session < sessionCount; session += 1) {
      const visit = await trial.visitor();
      let { heard } = visit;
      for (const text of texts) {
        heard = heard.heard === 'all' ? await visit.client.operate(Buffer.from(text)) : heard;
      }
      heard = await trial.settled(heard);
      if (heard.heard !== 'all') {
        return failedBy(heard, `A client with several requests ${inWords(heard)}.`, wrongReply);
      }
      await visit.client.leave();
    }
    return passed(`${sessionCount * texts.length} replies were as the profile has them.`);
  },
};

/** As many as a session may have, and none that is longer than the request's field. */
function payloadsFor({ operation, server }: Profile): string[] {
  const longestBytes = Math.min(
    ...(operation.request ?? []).flatMap((field) =>
      'text' in field && field.text.includes('{payload}') && field.bytes !== undefined
        ? [field.bytes - field.text.replace('{payload}', '').length]
        : [],
    ),
    Number.POSITIVE_INFINITY,
  );
  const fitting = payloads.filter((text) => text.length <= longestBytes);
  return fitting.slice(0, server.maxOperations ?? fitting.length);
}
