import { counting } from './counting.ts';

/** What somebody is made, or is. */
const roles = {
  owner: 'مالكًا',
  admin: 'مديرًا',
  member: 'عضوًا',
  guest: 'ضيفًا',
};
type Role = keyof typeof roles;

/** How decisions are asked for and told. Effects stand in the order in which they happen. */
export const decisions = {
  told: {
    done: 'تم التوقيع وأصبح ساريًا الآن.',
    proposed: 'تم التوقيع والاقتراح.',
    proposedNext: 'يجب أن يوافق عليه آخرون.',
    signed: 'لقد وقّعت عليه.',
    signedNext: 'ينتظر توقيعات أخرى، أو يوم سريانه.',
    waits: 'تم التوقيع.',
    waitsNext: (time: string) => `يسري ابتداءً من ${time}.`,
  },
  suspend: {
    title: (name: string) => `تعليق ${name}؟`,
    effects: (name: string): readonly string[] => [
      `تتوقف كل أجهزة ${name} فورًا ويُسجَّل خروجها.`,
      'تُخرج كل محادثة تلك الأجهزة: يُخرجها أول من يكتب قبل أن تُرسل رسالته.',
      'ما قُرئ من قبل يبقى مقروءًا: لا يُمحى شيء مما على تلك الأجهزة.',
      'يمكنك استعادة هذا الشخص لاحقًا، ثم يضيفه مشرف إلى غرفه من جديد.',
    ],
    done: (name: string) => `تم تعليق ${name}.`,
  },
  restore: {
    title: (name: string) => `استعادة ${name}؟`,
    effects: (name: string): readonly string[] => [
      `يمكن لأجهزة ${name} تسجيل الدخول من جديد.`,
      'تستمر المحادثات الخاصة عندما يكتب أحد فيها. أما الغرف فيجب أن يضيفه إليها مشرف من جديد.',
      'لا يحصل على ما كُتب في غيابه.',
    ],
    done: (name: string) => `تمت استعادة ${name}.`,
  },
  remove: {
    title: (name: string) => `إزالة ${name} نهائيًا؟`,
    effects: (name: string): readonly string[] => [
      'لا يمكن التراجع عن هذا: لا أحد يعود بالهوية نفسها. ولكي يعود، ادعُه من جديد.',
      `تتوقف كل أجهزة ${name} فورًا، وتُخرجها كل محادثة قبل أن يُكتب فيها أي شيء آخر.`,
      'ما قُرئ من قبل يبقى مقروءًا: لا يُمحى شيء مما على تلك الأجهزة.',
      'تبقى قيوده في السجل، ورسائله في المحادثات.',
    ],
    done: (name: string) => `تمت إزالة ${name}.`,
  },
  role: {
    title: (name: string, role: Role) => `جعل ${name} ${roles[role]}؟`,
    effects: {
      owner: 'يقرر المالكون كل ما يقرره المديرون، ويعيّنون المديرين والمالكين الآخرين، ويقررون بشأن المديرين.',
      admin: 'يدعو المديرون الأعضاء والضيوف ويعلّقونهم ويزيلونهم، ويُبطلون أجهزتهم، ويقررون السياسة.',
      member: 'يراسل الأعضاء الجميع وينشئون الغرف، ولا يقررون شيئًا عن غيرهم.',
      guest: 'في هذا الإصدار يستطيع الضيوف ما يستطيعه الأعضاء؛ ويبيّن الدور أن الشخص من الخارج.',
    },
    invitationsStop: 'يتوقف عمل دعواته المفتوحة لأدوار أعلى من دوره الجديد.',
    confirm: (role: Role) => `جعله ${roles[role]}`,
    done: (name: string, role: Role) => `أصبح ${name} ${roles[role]}.`,
  },
  move: {
    title: (name: string, group: string) => `نقل ${name} إلى ${group}؟`,
    effects: (name: string, group: string): readonly string[] => [
      `تسري سياسة ${group} على ${name} فورًا.`,
      'يحتاج النقل إلى حيث تكون السياسة أقل صرامة إلى مديرَين، فقد لا تتمكن من إعادته.',
    ],
    confirm: 'نقل',
    done: (name: string, group: string) => `أصبح ${name} في ${group}.`,
  },
  revoke: {
    title: (name: string) => `إبطال أحد أجهزة ${name}؟`,
    titleThis: 'إبطال هذا الجهاز نفسه؟',
    forGood: 'لا يمكن التراجع عن هذا: لن يعود الجهاز أبدًا.',
    stops: 'يتوقف فورًا ويُسجَّل خروجه.',
    stopsThis: 'أنت تستخدمه الآن: يتوقف Tacit هنا حالما يتم ذلك.',
    effects: ['تُخرجه كل محادثة: يُخرجه أول من يكتب قبل أن تُرسل رسالته.', 'لا يُمحى ما عليه من قبل.'] as readonly string[],
    done: 'تم إبطال الجهاز.',
  },
  reset: {
    title: 'فقدان كل الأجهزة',
    hint: 'رابط يعود به الشخص نفسه بمفاتيح جديدة. ويُخبَر الجميع بذلك.',
    start: 'منح هوية جديدة',
    ask: (name: string) => `منح ${name} هوية جديدة؟`,
    make: 'إنشاء الرابط',
    effects: (name: string): readonly string[] => [
      `تأكد من أن ${name} هو من يطلب منك ذلك حقًا: تحدث معه، ولا تكتفِ بقراءة رسالة.`,
      `عند فتح الرابط تُبطَل كل أجهزة ${name} القديمة، وتخرج من كل المحادثات.`,
      `يُخبر التطبيق الجميع بذلك، ويصبح رقم الأمان بينهم وبين ${name} رقمًا جديدًا.`,
      `لا تعود الرسائل القديمة. ويضيف الآخرون ${name} إلى غرفهم من جديد.`,
      `إذا لم يفقد ${name} شيئًا، يخبره تطبيقه بذلك ويمكنه إيقافه.`,
    ],
    needsOthers: 'يلزم توقيع آخرين أيضًا: لا يجوز أن يقدر شخص وحده على أن يحل محل غيره.',
    made: (name: string) => `هوية جديدة لـ ${name}`,
    copy: 'نسخ الرابط',
    link: 'الرابط',
    proposed: 'يعمل بعد أن يوافق عليه مدير آخر',
    proposedNext: 'سيجده في صفحة الإدارة لديه. احتفظ بالرابط حتى ذلك الحين.',
    onlyNow: 'لا يظهر إلا الآن ويعمل مرة واحدة',
    handOver: (name: string) => `سلّمه إلى ${name} يدًا بيد، أو بطريقة تعرف فيها صوته أو وجهه. من يفتحه يصبح ${name}.`,
  },
  pending: {
    title: 'بانتظار التوقيعات',
    hint: 'مقترح، ولا قيمة له حتى يوقّع عليه عدد كافٍ من الأشخاص.',
    /** {by} is who proposed it, {names} who have signed it. */
    nobody: (proposed: string, needed: number, ends: string) =>
      `اقترحه {by} ${proposed} · وقّع ${counting.number(0)} من ${counting.number(needed)} · ينتهي ${ends}`,
    signedBy: (proposed: string, count: number, needed: number, ends: string) =>
      `اقترحه {by} ${proposed} · وقّع ${counting.number(count)} من ${counting.number(needed)}: {names} · ينتهي ${ends}`,
    notBefore: (time: string) => `يقلل هذا حماية الجميع، فلا يسري قبل ${time}. وقد أُخبر الجميع.`,
    bringAbout: 'الموافقة ليسري',
    approveTitle: 'توقيع هذا؟',
    withdrawTitle: 'سحب هذا؟',
    withdrawn: 'لا تبقى له قيمة عندئذ، ويمكن اقتراحه من جديد.',
    holdsAtOnce: 'بتوقيعك يسري فورًا على الجميع.',
    holdsLater: 'يسري عندما يوقّع عليه الآخرون، أو عندما يحل يومه.',
  },
};
