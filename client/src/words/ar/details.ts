/** What admins say of people. */
export const details = {
  title: 'المسمّى الوظيفي',
  department: 'القسم',
  location: 'الموقع',
  contact: 'جهة الاتصال',
  search: 'البحث بالاسم أو المسمّى أو القسم',
};
