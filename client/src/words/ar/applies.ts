/** What the organisation has decided for this person, and the way back when all owners are lost. */
export const applies = {
  title: 'ما يسري عليك',
  /** {group} is a security group, {names} are those who signed its policy, {time} is when. */
  hint: 'سياسة {group}، وقّعها {names} في {time}. وقد تحقق هذا الجهاز من التوقيعات بنفسه.',
  otherwise: (time: string) => `ابتداءً من ${time} يتغير ما يلي:`,
  everyRule: 'كل القواعد',
  locked: 'أقفلته المؤسسة',
  log: 'ما يقوله السجل عنك',
  /** @param role and @param standing of the console; @param since when. */
  logHint: (role: string, standing: string, since: string) =>
    `${role}، ${standing}، منذ ${since}. يمكن لكل من في المؤسسة أن يرى هذا.`,
  allEntries: 'كل القيود المتعلقة بك',
  entries: 'القيود المتعلقة بك',
  replaced: 'يمكن لأحد أن يحل محلك برابط',
  /** {by} is a person. @param until when. */
  replacedBy: (until: string) =>
    `أنشأه {by}، ويعمل حتى ${until}. من يفتحه يحصل على مفاتيح جديدة باسمك، ويُبطَل هذا الجهاز. إذا لم تفقد أجهزتك فأوقفه الآن.`,
  stop: 'إيقافه',
  stopped: 'لم يعد الرابط يعمل.',
  stoppedNext: 'تحدث مع أحد المالكين عمن طلبه.',

  ownersLost: 'إذا فُقد كل المالكين',
  ownersLostHint: 'طُبع المفتاح الجذري عند تأسيس المؤسسة. ومن يملكه يمكنه أن يصبح المالك.',
  recover: 'الاستعادة بالمفتاح الجذري',
  onlyOwner: 'اجعلني المالك الوحيد',
  lastResort: 'فقط إذا تعذر الوصول إلى المالكين',
  lastResortNext: 'تصبح المالك الوحيد، ويصبح المالكون الحاليون مديرين. ويُخبر التطبيق الجميع بذلك فورًا.',
  rootKey: 'المفتاح الجذري',
  rootKeyHint: 'المجموعات الأربع عشرة كلها. لا أهمية للأحرف الكبيرة ولا للمسافات.',
  chooseFile: 'اختيار الملف المحفوظ',
  recovered: 'أنت المالك الآن.',
  recoveredNext: 'عيّن آخرين، وأعد المفتاح الجذري إلى مكانه.',
};
