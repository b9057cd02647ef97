/** The profile of a person, as admins write it. */
export const profiles = {
  title: 'الملف الشخصي',
  hint: 'ما تقوله المؤسسة عن هذا الشخص. يراه الجميع.',
  nothing: 'لم يُكتب شيء بعد.',
  edit: 'تعديل الملف الشخصي',
  editing: (name: string) => `الملف الشخصي لـ ${name}`,
  seen: 'يرى كل عضو هذه المعلومات',
  privacy: 'يحتفظ بها السجل إلى الأبد: ما تغيّره أو تمحوه لاحقًا تبقى قراءته ممكنة هناك. لا تكتب ما هو خاص.',
  places: {
    title: 'مثلًا: مهندس ميناء',
    department: 'مثلًا: العمليات',
    location: 'مثلًا: دبي، المبنى 2',
    contact: 'مثلًا: التحويلة 214',
  },
  save: 'توقيع وحفظ',
  done: (name: string) => `تغيّر الملف الشخصي لـ ${name}.`,
  undo: 'تراجع',
  undone: 'تم التراجع.',
  department: 'القسم',
};
