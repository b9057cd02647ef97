import { messages } from './counted.ts';

export const search = {
  title: 'البحث',
  field: 'البحث في الرسائل',
  placeholder: 'كلمات، أو from:الاسم in:الغرفة',
  found: 'الرسائل التي وُجدت',
  searching: 'جارٍ البحث…',
  nothing: 'لم توجد أي رسالة',
  all: messages,
  newest: (count: number) => `الأحدث: ${messages(count)}`,
  /** After `nothing`, when everything was looked through. */
  tryOthers: 'جرّب كلمات أقل أو كلمات أخرى.',
  /** @param found one of the above. */
  soFar: (found: string) => `${found} حتى الآن. لا يزال البحث جاريًا في الرسائل الأقدم.`,
  backTo: (found: string, day: string) => `${found} منذ ${day}. لا يزال البحث جاريًا في الرسائل الأقدم.`,
  help: 'ما يمكنك كتابته',
  /** What is typed stays as it is: the search knows these words in every language. */
  meanings: [
    ['boat quay', 'الكلمتان معًا؛ وكل كلمة تجد أيضًا الكلمات الأطول التي تبدأ بها'],
    ['"the boat"', 'هذه الكلمات متتابعة'],
    ['-train', 'بدون هذه الكلمة'],
    ['from:ana', 'ما كتبته Ana؛ و from:me هو أنت'],
    ['in:harbour', 'في هذه الغرفة، أو مع هذا الشخص'],
    ['on:2026-05-01', 'في هذا اليوم؛ وكذلك before: و after:، أو شهر، أو سنة، أو today، أو yesterday'],
    ['has:link', 'فيها رابط'],
    ['is:mine  is:unread', 'رسائلك؛ وما لم تره بعد'],
    ['is:mention', 'ما فيه إشارة إليك'],
    ['is:saved', 'ما حفظته'],
  ] as readonly (readonly [typed: string, meaning: string])[],
  onlyHere: 'يبحث هذا الجهاز وحده، حتى بدون اتصال. لا يعرف الخادم عمّا تبحث.',
};
