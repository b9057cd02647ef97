export const shortcuts = {
  title: 'اختصارات لوحة المفاتيح',
  parts: { conversations: 'المحادثات', writing: 'الكتابة', everywhere: 'في كل مكان' },
  what: {
    previous: 'المحادثة السابقة',
    next: 'المحادثة التالية',
    previousUnread: 'المحادثة السابقة غير المقروءة',
    nextUnread: 'المحادثة التالية غير المقروءة',
    leave: 'إغلاق التفاصيل، أو التعليم كمقروءة',
    send: 'إرسال',
    newLine: 'سطر جديد',
    sendLater: 'إرسال لاحقًا',
    snippet: 'إدراج نص جاهز',
    search: 'البحث في الرسائل',
    jump: 'الانتقال إلى شخص أو غرفة أو أمر',
    help: 'هذه الاختصارات',
    helpWhileWriting: 'هذه الاختصارات أثناء الكتابة',
  },
};
