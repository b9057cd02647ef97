import type { advice as english } from '../en/advice.ts';

export const advice: typeof english = {
  'relay.blobs-full': 'أرسله لاحقًا، أو اطلب من مدير توفير مكان.',
  'relay.blobs-spent': 'أرسل هذا الملف غدًا.',
  'relay.unknown-blob': 'اطلب من مرسِله أن يرسله مجددًا.',
  'relay.blob-exists': 'أضف الملف من جديد.',
  'files.tooLarge': 'صغّره، أو شاركه على أجزاء.',
  'files.tooMany': 'أرسل الباقي في رسالة أخرى.',
  'files.unreadable': 'اختره من جديد. وإن كان مجلدًا فاضغطه أولًا.',
  'files.addAgain': 'أضفه من جديد.',
  'files.atOnce': 'أرسلها الآن، أو أجّل النص وحده.',
  'files.notHere': 'نزّله أولًا.',
  'gate.no-files': 'أرسل كلامك من دون ملفات، أو اسأل مديرًا.',
  'gate.file-too-large': 'صغّره، أو شاركه على أجزاء.',
};
