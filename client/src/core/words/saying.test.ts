import { afterEach, expect, it } from 'vitest';
import { sentenceSchema } from '../storage/sentence.ts';
import { coreWords, speak } from './index.ts';
import { advised, type Saying, say, spoken } from './saying.ts';

afterEach(() => speak('en'));

/** As it comes back from the disk. */
const kept = (saying: Saying) => sentenceSchema.parse(structuredClone(saying));

it('what is stored is said in the language that is spoken when it is read', async () => {
  const trouble = kept(say('rooms', 'againstRules', say('rooms', 'somebody'), say('gate', 'room-deleted')));
  expect(spoken(trouble)).toBe('Somebody’s app changed this conversation against the rules: This room was deleted.');
  await speak('vi');
  expect(spoken(trouble)).toBe('Ứng dụng của Ai đó đã thay đổi cuộc trò chuyện này trái quy tắc: Phòng này đã bị xóa.');
  await speak('ar');
  const alarm = kept(say('alarms', 'fewerOwners', ['Ana', say('alarms', 'rootKey')], 2, 3));
  expect(spoken(alarm)).toContain('Ana والمفتاح الجذري');
});

it('keeps the words of rows from before there were sayings', async () => {
  await speak('vi');
  expect(spoken(sentenceSchema.parse('It could not be sent.'))).toBe('It could not be sent.');
});

it('has words for what another version has stored, and none of what every object has', () => {
  for (const place of ['rooms.gone', 'nowhere.at all', 'rooms', '', 'rooms.constructor', '__proto__.toString']) {
    expect(spoken({ say: place })).toBe(coreWords.account.withoutWords);
  }
  expect(spoken({ say: 'alarms.rootUsed', of: [7] })).toBe(coreWords.account.withoutWords);
});

it('refuses what is no sentence', () => {
  const deep = say('rooms', 'againstRules', 'Ana', say('rooms', 'againstRules', 'Ben', say('rooms', 'somebody')));
  for (const wrong of [7, {}, { say: 'x'.repeat(65) }, { say: 'x', of: Array(17).fill('y') }, deep]) {
    expect(sentenceSchema.safeParse(wrong).success).toBe(false);
  }
});

it('says what can be done about a refusal, of sentences that there are', async () => {
  const known: Readonly<Record<string, object>> = coreWords;
  for (const place of Object.keys(coreWords.advice)) {
    const [area = '', key = ''] = place.split('.');
    expect(known[area], place).toHaveProperty(key);
  }
  await speak('vi');
  expect(advised(kept(say('relay', 'blobs-full')))).toBe('Hãy gửi sau, hoặc nhờ quản trị viên dọn chỗ.');
  for (const none of [undefined, 'It could not be sent.', say('talk', 'over'), { say: 'constructor' }]) {
    expect(advised(none)).toBeUndefined();
  }
});
