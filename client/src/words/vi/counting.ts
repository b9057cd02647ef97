import { countingIn } from '../counting.ts';

export const counting = countingIn('vi');
