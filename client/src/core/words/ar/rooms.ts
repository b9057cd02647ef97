import type { rooms as english } from '../en/rooms.ts';

export const rooms: typeof english = {
  somebody: 'شخص ما',
  nobodyKnows: 'لا يُعرف من فعل ذلك.',
  againstRules: (name, why) => `غيّر تطبيق ${name} هذه المحادثة خلافًا للقواعد: ${why}`,
  notSetUp: 'تعذّر إعداد المحادثة.',
  cannotGoOn: 'لا يمكن أن تستمر هذه المحادثة.',
  startNew: 'ابدأ محادثة جديدة.',
  resynchronising: 'تُعاد مزامنة هذا الجهاز هنا.',
  leaveFirst: 'ما زلت في هذه المحادثة. غادرها أولًا.',
  needsModerator: 'تحتاج الغرفة إلى مشرف: عيّن مشرفًا آخر أولًا.',
  askedAlready: 'لقد طلبت من قبل. يجب أن يجيب أحد المشرفين.',
};
