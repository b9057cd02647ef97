import { counting } from './counting.ts';

/** How fresh the keys are, in pictures. */
export const keys = {
  hint: 'هذا ما يمكن لجهازك نفسه أن يعرفه: المحادثات التي أنت فيها، والشهادات التي في السجل. لا أحد يرى ما في محادثات الآخرين، ولا هذه الصفحة.',
  oldest: 'أقدم المفاتيح',
  oldestHint: (days: number) =>
    `كل سطر محادثة، وينتهي عند أقدم مفاتيحها. من كانت لديه نسخة منها استطاع القراءة منذ ذلك الحين. وعند الطرف الآخر، بعد ${counting.length(days, 'day')}، يُخرَج الجهاز.`,
  noConversation: 'لست في أي محادثة بعد.',
  nobodySays: 'لا يذكر أي جهاز متى',
  age: (days: number) =>
    counting.plural(days, {
      zero: 'اليوم',
      one: 'عمرها يوم واحد',
      two: 'عمرها يومان',
      few: 'عمرها # أيام',
      many: 'عمرها # يومًا',
      other: 'عمرها # يوم',
    }),
  suites: 'مجموعات التشفير',
  suiteNames: {
    'x-wing': 'X-Wing (ما بعد الكم)',
    x25519: 'X25519 (تقليدية)',
  } as Readonly<Record<string, string>>,
  /** How many conversations use it. */
  suiteCount: (suite: string, count: number) => `${suite}: ${counting.number(count)}`,
  certificates: 'الشهادات',
  certificatesHint: 'متى تنتهي شهادات كل الأجهزة النشطة، شهرًا بشهر: من الآن في أول السطر إلى سنة في آخره.',
  ending: (all: number, soon: number) => {
    const certificates = counting.plural(all, {
      zero: 'لا شهادات',
      one: 'شهادة واحدة',
      two: 'شهادتان',
      few: '# شهادات',
      many: '# شهادة',
      other: '# شهادة',
    });
    return `${certificates}؛ تنتهي خلال شهر: ${counting.number(soon)}`;
  },
};
