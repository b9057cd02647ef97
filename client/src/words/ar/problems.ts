import type { problems as english } from '../en/problems.ts';

export const problems: typeof english = {
  byCode: {
    offline: { sentence: 'لا يمكن الوصول إلى الخادم.', nextStep: 'تحقق من الاتصال وحاول مرة أخرى.' },
    timeout: { sentence: 'لم يجب الخادم في الوقت المناسب.', nextStep: 'حاول مرة أخرى بعد لحظة.' },
    'rate-limited': { sentence: 'هذا كثير دفعة واحدة.', nextStep: 'انتظر لحظة وحاول مرة أخرى.' },
    'relay-refused': {
      sentence: 'رفض الخادم هذا.',
      nextStep: 'حاول مرة أخرى؛ وإن استمر ذلك فأخبر من يدير الخادم.',
    },
    'already-founded': {
      sentence: 'أُسست مؤسسة على هذا الخادم بالفعل.',
      nextStep: 'اطلب من مالكها رابط دعوة.',
    },
    'wrong-founding-code': {
      sentence: 'رابط التأسيس هذا ليس الذي طبعه الخادم.',
      nextStep: 'انسخ الرابط كاملًا مما يطبعه الخادم. يتغيّر الرابط كلما بدأ الخادم التشغيل.',
    },
    'root-key-check-failed': {
      sentence: 'ليس هذا ما يقوله المفتاح الجذري في ذلك الموضع.',
      nextStep: 'انظر إلى الصفحة أو الملف واكتب تلك المجموعة من جديد.',
    },
    'invitation-used': {
      sentence: 'انضم شخص بهذا الرابط.',
      nextStep: 'إن لم تكن أنت فأخبر من دعاك واطلب رابطًا جديدًا.',
    },
    'invitation-expired': { sentence: 'انتهت مدة هذه الدعوة.', nextStep: 'اطلب رابطًا جديدًا.' },
    'invitation-revoked': { sentence: 'سُحبت هذه الدعوة.', nextStep: 'اسأل من دعاك.' },
    'invitation-tampered': {
      sentence: 'قُطع هذا الرابط أو تغيّر في الطريق، أو أنه يخص خادمًا آخر.',
      nextStep: 'انسخ الرابط كاملًا من جديد، أو اطلب رابطًا جديدًا.',
    },
    'linking-wrong-code': {
      sentence: 'لا ينتظر أي متصفح بهذا الرمز.',
      nextStep: 'قارنه حرفًا حرفًا بالرمز الظاهر على المتصفح الجديد.',
    },
    'linking-used': {
      sentence: 'استُخدم هذا الرمز.',
      nextStep: 'إن لم تكن أنت فقد رآه أحدهم. ابدأ من جديد على المتصفح الجديد بعيدًا عن أنظار الآخرين.',
    },
    'linking-expired': {
      sentence: 'انتهت مدة هذا الرمز.',
      nextStep: 'ابدأ من جديد على المتصفح الجديد. كل رمز صالح لدقيقتين.',
    },
    'linking-cancelled': {
      sentence: 'أنهى الطرف الآخر هذا أو غادر.',
      nextStep: 'ابدأ من جديد على المتصفح الجديد.',
    },
    'linking-tampered': {
      sentence: 'تغيّر شيء بين المتصفحين. لم يُضف شيء إلى حسابك.',
      nextStep: 'ابدأ من جديد. وإن تكرر ذلك فأخبر من يدير الخادم.',
    },
    'wrong-passphrase': {
      sentence: 'عبارة المرور هذه غير صحيحة.',
      nextStep: 'حاول مرة أخرى. تُحتسب الأحرف الكبيرة والمسافات.',
    },
    'weak-passphrase': {
      sentence: 'عبارة المرور هذه سهلة التخمين جدًا.',
      nextStep: 'اختر عبارة أطول، مثل خمس كلمات عشوائية.',
    },
    'too-many-failures': {
      sentence: 'أُدخلت عبارات مرور خاطئة كثيرة.',
      nextStep: 'انتظر حتى يُسمح بالمحاولة التالية.',
    },
    'vault-corrupted': {
      sentence: 'قفل تخزين هذا المتصفح تالف.',
      nextStep: 'اطلب من مالك أو مدير أن يدعوك من جديد.',
    },
    locked: { sentence: 'Tacit مقفل.', nextStep: 'افتح القفل وحاول مرة أخرى.' },
    'storage-corrupted': {
      sentence: 'ما هو مخزّن في هذا المتصفح تالف.',
      nextStep: 'أعد تحميل الصفحة. وإن استمر ذلك فاطلب دعوة جديدة.',
    },
    'storage-full': {
      sentence: 'تخزين هذا المتصفح ممتلئ.',
      nextStep: 'أفرغ بعض المساحة على هذا الحاسوب وحاول مرة أخرى.',
    },
    'not-allowed': { sentence: 'هذا غير مسموح هنا.', nextStep: 'اسأل مشرفًا أو مديرًا أو مالكًا.' },
    'not-found': {
      sentence: 'لم يعد ذلك موجودًا.',
      nextStep: 'انظر مرة أخرى؛ ربما تغيّر في هذه الأثناء.',
    },
    'invalid-input': { sentence: 'في هذا شيء لا يمكن استخدامه.', nextStep: 'غيّره وحاول مرة أخرى.' },
    'message-too-long': { sentence: 'الرسالة طويلة جدًا.', nextStep: 'أرسلها على أجزاء.' },
    'nobody-reachable': {
      sentence: 'لا يمكن الوصول إلى أي من أجهزتهم بعد.',
      nextStep: 'يجب أن يفتحوا Tacit مرة؛ ثم حاول مرة أخرى.',
    },
    stopped: { sentence: 'توقف Tacit حفاظًا على أمانك.', nextStep: 'اقرأ السبب وتحدث مع أحد المالكين.' },
    frozen: { sentence: 'الإرسال متوقف مؤقتًا.', nextStep: 'يستمر حين يُسمع الخادم من جديد.' },
    'core-ended': {
      sentence: 'أُقفل التطبيق أثناء ذلك.',
      nextStep: 'افتح القفل وانظر هل تم الأمر.',
    },
    internal: {
      sentence: 'حدث خطأ في التطبيق.',
      nextStep: 'حاول مرة أخرى. وإن تكرر ذلك فأقفل التطبيق ثم افتحه.',
    },
  },
  cannotRun: 'لا يمكن أن يبدأ التطبيق في هذا المتصفح. أعد تحميل الصفحة؛ وإن لم يفد ذلك فحدّث المتصفح.',
};
